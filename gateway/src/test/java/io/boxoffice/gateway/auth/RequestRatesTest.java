package io.boxoffice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private long nowNs;

    @Test
    void shouldRefillWithTimeUpToTheBurst() {
        RequestRates rates = new RequestRates(10, 2, 100, () -> nowNs);
        assertTrue(rates.tryTake(1));
        assertTrue(rates.tryTake(1));
        assertFalse(rates.tryTake(1));
        assertTrue(rates.tryTake(2), "another customer has a bucket of their own");
        nowNs += 100_000_000;
        assertTrue(rates.tryTake(1));
        assertFalse(rates.tryTake(1));
        nowNs += 60_000_000_000L;
        assertTrue(rates.tryTake(1));
        assertTrue(rates.tryTake(1));
        assertFalse(rates.tryTake(1));
    }

    @Test
    void shouldTakeAnyNumberWithoutALimit() {
        RequestRates rates = new RequestRates(0, 0, 100, () -> nowNs);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(rates.tryTake(1));
        }
    }
}
