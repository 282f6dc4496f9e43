package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Named seats: all of them or none. */
class HoldTest {

    @Test
    void shouldSayTheShowsOwnLimitWhenMoreIsAskedForThanAnyHoldMayHave() {
        Scenario s = aShow("A".repeat(60))
                .withRules(e -> e.maxUnitsPerHold(6))
                .withArea("pit", 99)
                .onSale();
        int[] many = java.util.stream.IntStream.range(0, 49).toArray();
        s.send(s.customer(7).wants().seats(many).encode()).isRejected(RejectReason.LIMIT_EXCEEDED, 6);
        s.customer(7).holdsPlaces(0, 49).isRejected(RejectReason.LIMIT_EXCEEDED, 6);
    }

    @Test
    void shouldHoldNamedSeatsAtTheirPrices() {
        Scenario s = aShow("AAAA", "BBBB").priced(1000, 500).onSale();
        Reply hold = s.at(5_000).customer(7).holds("A-1", "B-2");
        assertEquals(1_500, hold.is(ReservationStatus.HELD).reservation().amount());
        assertEquals(65_000, hold.reservation().deadlineMs());
        assertEquals("EUR", hold.reservation().currency());
        assertEquals(s.seatList("A-1", "B-2"), hold.units());
        assertEquals(List.of(ReservationEventType.HOLD_PLACED), s.steps());
        assertFalse(s.isFree("A-1"));
    }

    @Test
    void shouldRejectHoldWhenAnySeatIsTaken() {
        Scenario s = aShow("AAAAA").onSale();
        s.customer(7).holds("A-2", "A-3");
        s.customer(8)
                .holds("A-1", "A-2", "A-3")
                .isRejected(RejectReason.SEAT_UNAVAILABLE)
                .naming(s.seat("A-2"), s.seat("A-3"));
        assertTrue(s.isFree("A-1"));
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldRejectSeatsThatAreNotThereOrNamedTwice() {
        Scenario s = aShow("AAAA").onSale();
        s.send(s.customer(7).wants().seats(0, 4, -1).encode())
                .isRejected(RejectReason.UNKNOWN_SEAT)
                .naming(4, -1);
        s.customer(7)
                .holds("A-1", "A-2", "A-1")
                .isRejected(RejectReason.DUPLICATE_UNIT)
                .naming(0);
    }

    @Test
    void shouldRejectAHoldOfNothing() {
        Scenario s = aShow("AAAA").withArea("pit", 5).onSale();
        s.customer(7).holds().isRejected(RejectReason.EMPTY_REQUEST);
        s.customer(7).holdsPlaces(0, 0).isRejected(RejectReason.EMPTY_REQUEST);
        s.send(s.customer(7).wants().seats(0).best(0).encode()).isRejected(RejectReason.EMPTY_REQUEST);
    }

    @Test
    void shouldSellOnlyWithinTheWindow() {
        Scenario s = aShow("AAAA")
                .withRules(e -> e.onSaleFromMs(10_000).onSaleUntilMs(20_000))
                .onSale();
        s.at(9_999).customer(7).holds("A-1").isRejected(RejectReason.SHOW_NOT_ON_SALE);
        s.at(10_000).customer(7).holds("A-1").is(ReservationStatus.HELD);
        s.at(19_999).customer(7).holds("A-2").is(ReservationStatus.HELD);
        s.at(20_000).customer(7).holds("A-3").isRejected(RejectReason.SHOW_NOT_ON_SALE);
    }

    @Test
    void shouldRejectAHoldForAnUnknownShow() {
        Scenario s = aShow("AAAA").onSale();
        s.send(new Commands.Hold(99, 7).seats(0).encode()).isRejected(RejectReason.UNKNOWN_SHOW);
    }

    @Test
    void shouldSayTheAmountNowWhenAnotherWasExpected() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        s.send(s.customer(7).wants().seats(0, 1).expecting(1_999).encode())
                .isRejected(RejectReason.PRICE_CHANGED, 2_000);
        s.send(s.customer(7).wants().seats(0, 1).expecting(2_000).encode()).is(ReservationStatus.HELD);
    }

    @Test
    void shouldCountWhatCustomersHaveWhenALimitComesLater() {
        Scenario s = aShow("AAAAAAAA").onSale();
        s.customer(7).holds("A-1", "A-2").is(ReservationStatus.HELD);
        s.customer(8).releases(s.customer(8).holds("A-3"));
        s.redefine(e -> e.maxUnitsPerCustomer(3)).accepted();
        s.customer(7).holds("A-4", "A-5").isRejected(RejectReason.LIMIT_EXCEEDED, 3);
        Reply third = s.customer(7).holds("A-4");
        s.customer(8).holds("A-5", "A-6", "A-7").is(ReservationStatus.HELD);
        s.redefine(e -> e.maxUnitsPerCustomer(0)).accepted();
        s.customer(7).holds("A-8").is(ReservationStatus.HELD);
        s.customer(7).releases(third);
        s.redefine(e -> e.maxUnitsPerCustomer(4)).accepted();
        s.customer(7).holds("A-4", "A-3").isRejected(RejectReason.LIMIT_EXCEEDED, 4);
        s.customer(7).holds("A-4").is(ReservationStatus.HELD);
    }

    @Test
    void shouldKeepTheBoundsOfAHoldAndOfACustomer() {
        Scenario s = aShow("AAAAAAAA")
                .withRules(e -> e.maxUnitsPerHold(3).maxUnitsPerCustomer(4))
                .onSale();
        s.customer(7).holds("A-1", "A-2", "A-3", "A-4").isRejected(RejectReason.LIMIT_EXCEEDED, 3);
        Reply first = s.customer(7).holds("A-1", "A-2", "A-3");
        s.customer(7).holds("A-4", "A-5").isRejected(RejectReason.LIMIT_EXCEEDED, 4);
        s.customer(8).holds("A-4", "A-5").is(ReservationStatus.HELD);
        s.customer(7).releases(first);
        s.customer(7).holds("A-6", "A-7").is(ReservationStatus.HELD);
    }

    @Test
    void shouldKeepTheBoundOfAllReservations() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxReservations(2)).onSale();
        s.customer(7).holds("A-1");
        s.customer(8).holds("A-2");
        s.customer(9).holds("A-3").isRejected(RejectReason.CAPACITY, 2);
    }

    @Test
    void shouldFreezeTheHoldsPrices() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, s.prices(3000).encode()).accepted();
        assertEquals(1_000, s.reservation(hold).reservation().amount());
        assertEquals(3_000, s.customer(8).holds("A-2").reservation().amount());
    }

    @Test
    void shouldExtendAHoldAFewTimes() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxExtensions(2)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        assertEquals(
                90_000, s.at(30_000).customer(7).extendsHold(hold).reservation().deadlineMs());
        s.at(31_000).customer(7).extendsHold(hold).reservation();
        assertEquals(List.of(ReservationEventType.HOLD_EXTENDED), s.steps());
        s.customer(7).extendsHold(hold).isRejected(RejectReason.EXTENSIONS_USED_UP, 2);
    }

    @Test
    void shouldNeverShortenAHoldByExtendingIt() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.redefine(e -> e.holdTtlMs(1_000)).accepted();
        assertEquals(60_000, s.customer(7).extendsHold(hold).reservation().deadlineMs());
    }

    @Test
    void shouldGiveReleasedSeatsBackAtOnceAndAcceptASecondRelease() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).releases(hold).is(ReservationStatus.RELEASED);
        assertEquals(List.of(ReservationEventType.HOLD_RELEASED), s.steps());
        s.customer(8).holds("A-1").is(ReservationStatus.HELD);
        s.customer(7).releases(hold).is(ReservationStatus.RELEASED);
        assertTrue(s.events().isEmpty());
        s.customer(7).extendsHold(hold).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldNotReleaseWhatIsBeingPaidOrBooked() {
        Scenario s = aShow("AAAA").onSale();
        Reply paying = s.customer(7).holds("A-1");
        s.paying(paying);
        s.customer(7).releases(paying).isRejected(RejectReason.PAYMENT_IN_PROGRESS);
        s.customer(7).releases(s.booked(7, "A-2")).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldHideReservationsFromOthersButNotFromStaff() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(8).releases(hold).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.ask(Commands.getReservation(hold.id(), 8)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.ask(Commands.getReservation(hold.id(), 7)).is(ReservationStatus.HELD);
        s.customer(0).releases(hold).is(ReservationStatus.RELEASED);
    }

    @Test
    void shouldMixSeatsPlacesAndBestAvailableInOneHold() {
        Scenario s = aShow("AAAAAA").withArea("pit", 5).onSale();
        Reply hold = s.send(s.customer(7).wants().seats(0).area(0, 2).best(2).encode());
        assertEquals(List.of(0, -1, -1, 1, 2), hold.units());
    }

    @Test
    void shouldRefuseAnExpectedAmountOfNothing() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        s.send(s.customer(7).wants().seats(0).expecting(0).encode()).isRejected(RejectReason.PRICE_CHANGED, 1_000);
        s.send(s.customer(7).wants().seats(0).expecting(1_000).encode()).is(ReservationStatus.HELD);
    }

    @Test
    void shouldHoldAsManyUnitsAsFitAReply() {
        int[] seats = IntStream.range(0, Limits.MAX_UNITS).toArray();
        Scenario s = aShow("A".repeat(60)).withArea("pit", 100).onSale();
        assertEquals(
                Limits.MAX_UNITS,
                s.send(s.customer(7).wants().seats(seats).encode()).units().size());
        assertEquals(
                Limits.MAX_UNITS,
                s.customer(8).holdsPlaces(0, Limits.MAX_UNITS).units().size());
        s.customer(8).holdsPlaces(0, Limits.MAX_UNITS + 1).isRejected(RejectReason.LIMIT_EXCEEDED, Limits.MAX_UNITS);
        s.send(s.customer(9)
                        .wants()
                        .seats(IntStream.range(0, Limits.MAX_UNITS + 1).toArray())
                        .encode())
                .isRejected(RejectReason.LIMIT_EXCEEDED, Limits.MAX_UNITS);
    }

    @Test
    void shouldSearchEightTimesInOneHoldAndNoMore() {
        Scenario s = aShow("A".repeat(60)).onSale();
        Commands.Hold wants = s.customer(7).wants();
        for (int i = 0; i < 8; i++) {
            wants.best(1);
        }
        assertEquals(8, s.send(wants.encode()).units().size());
        s.send(wants.best(1).encode()).isRejected(RejectReason.LIMIT_EXCEEDED, 8);
    }
}
