package io.boxoffice.gateway.availability;

import static io.boxoffice.gateway.availability.AvailabilityJsonTest.show;
import static io.boxoffice.protocol.sbe.ShowStatus.CLOSED;
import static io.boxoffice.protocol.sbe.ShowStatus.DRAFT;
import static io.boxoffice.protocol.sbe.ShowStatus.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.ShowStatus;
import org.junit.jupiter.api.Test;

/** Of a show on sale from 10 to 90, which ends at 100. */
class SaleStatusTest {
    @Test
    void shouldGoByTheTimeWhileTheShowIsOpen() {
        assertEquals(SaleStatus.NOT_YET, SaleStatus.of(show(OPEN), 9, true));
        assertEquals(SaleStatus.ON_SALE, SaleStatus.of(show(OPEN), 10, true));
        assertEquals(SaleStatus.ON_SALE, SaleStatus.of(show(OPEN), 89, true));
        assertEquals(SaleStatus.CLOSED, SaleStatus.of(show(OPEN), 90, true));
        assertEquals(SaleStatus.CLOSED, SaleStatus.of(show(OPEN), 99, true));
        assertEquals(SaleStatus.OVER, SaleStatus.of(show(OPEN), 100, true));
    }

    @Test
    void shouldSayThatNothingIsFreeOnlyWhileSeatsAreSold() {
        assertEquals(SaleStatus.NOT_YET, SaleStatus.of(show(OPEN), 9, false));
        assertEquals(SaleStatus.SOLD_OUT, SaleStatus.of(show(OPEN), 10, false));
        assertEquals(SaleStatus.CLOSED, SaleStatus.of(show(OPEN), 90, false));
    }

    @Test
    void shouldGoByTheStateBeforeTheTime() {
        assertEquals(SaleStatus.NOT_YET, SaleStatus.of(show(DRAFT), 50, true));
        assertEquals(SaleStatus.CLOSED, SaleStatus.of(show(CLOSED), 5, true));
        assertEquals(SaleStatus.OVER, SaleStatus.of(show(CLOSED), 100, true));
        assertEquals(SaleStatus.CANCELLED, SaleStatus.of(show(ShowStatus.CANCELLED), 5, true));
        assertEquals(SaleStatus.CANCELLED, SaleStatus.of(show(ShowStatus.CANCELLED), 100, true));
    }

    @Test
    void shouldNeverSayThatARefusedShowIsOnSale() {
        assertEquals(SaleStatus.NOT_YET, SaleStatus.ofRefused(show(OPEN), 9));
        assertEquals(SaleStatus.NOT_YET, SaleStatus.ofRefused(show(OPEN), 11), "this clock is a little ahead");
        assertEquals(SaleStatus.CLOSED, SaleStatus.ofRefused(show(OPEN), 89), "this clock is a little behind");
        assertEquals(SaleStatus.OVER, SaleStatus.ofRefused(show(OPEN), 100));
    }
}
