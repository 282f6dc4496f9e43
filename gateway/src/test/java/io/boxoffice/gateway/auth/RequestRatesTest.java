package io.boxoffice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.RequestRates.Rate;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
    private long nowNs;

    private RequestRates rates(int perSecond, int burst) {
        return new RequestRates(new Rate(perSecond, burst), 100, () -> nowNs);
    }

    @Test
    void shouldRefillWithTimeUpToTheBurst() {
        RequestRates rates = rates(10, 2);
        assertTrue(rates.tryTake(1, 1));
        assertTrue(rates.tryTake(1, 1));
        assertFalse(rates.tryTake(1, 1));
        assertTrue(rates.tryTake(2, 1), "another caller has a bucket of their own");
        nowNs += 100_000_000;
        assertTrue(rates.tryTake(1, 1));
        assertFalse(rates.tryTake(1, 1));
        nowNs += 60_000_000_000L;
        assertTrue(rates.tryTake(1, 1));
        assertTrue(rates.tryTake(1, 1));
        assertFalse(rates.tryTake(1, 1));
    }

    @Test
    void shouldTakeByCost() {
        RequestRates rates = rates(10, 20);
        assertTrue(rates.tryTake(1, 15));
        assertFalse(rates.tryTake(1, 10));
        assertTrue(rates.tryTake(1, 5));
        nowNs += 60_000_000_000L;
        assertTrue(rates.tryTake(1, 1_000), "what costs more than there ever is takes all there is");
        assertFalse(rates.tryTake(1, 1));
    }

    @Test
    void shouldKeepAReserveForWhatCompletesASale() {
        RequestRates rates = rates(10, 20);
        assertTrue(rates.tryTake(1, 20));
        assertFalse(rates.tryTake(1, 1));
        for (int i = 0; i < 10; i++) {
            assertTrue(rates.tryTakeReserved(1, 1));
        }
        assertFalse(rates.tryTakeReserved(1, 1), "the reserve is half a burst");
        nowNs += 1_000_000_000L;
        assertFalse(rates.tryTake(1, 1), "the reserve fills first");
    }

    @Test
    void shouldGiveBackWhatWasNotUsed() {
        RequestRates rates = rates(1, 2);
        assertTrue(rates.tryTake(1, 2));
        rates.giveBack(1, 1);
        assertTrue(rates.tryTake(1, 1));
        assertFalse(rates.tryTake(1, 1));
    }

    @Test
    void shouldTakeAnyNumberWithoutALimit() {
        RequestRates rates = new RequestRates(Rate.UNLIMITED, 100, () -> nowNs);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(rates.tryTake(1, 1_000));
        }
    }
}
