package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static io.boxoffice.protocol.pricing.PriceList.UNSOLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tickets of several types, each with a price a class. */
class TicketTypeTest {
    private static final int ADULT = 0;
    private static final int CHILD = 1;
    private static final int COMPANION = 2;

    /** Seats of category B are not sold to children. */
    private static Scenario aShowWithTypes(String... rows) {
        Scenario s = aShow(rows).withArea("pit", 10).onSale();
        PriceList.Builder prices =
                new PriceList.Builder(s.map().seatCount(), s.map().areaCount()).types(3, 1 << COMPANION);
        prices.addClass(2_000, 1_000, 0);
        prices.addClass(5_000, UNSOLD, 0);
        for (int seat = 0; seat < s.map().seatCount(); seat++) {
            String category = s.map().categoryName(s.map().seatCategory(seat));
            prices.seats(seat, seat, category.equals("A") ? 0 : 1);
        }
        prices.area(0, 0);
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, prices.build().encode()).accepted();
        return s;
    }

    private static List<Integer> types(Reply hold) {
        List<Integer> types = new ArrayList<>();
        hold.reservation().units().forEach(u -> types.add((int) u.ticketType()));
        return types;
    }

    @Test
    void shouldPriceEachUnitByItsClassAndType() {
        Scenario s = aShowWithTypes("AABB");
        Reply hold = s.send(s.customer(7)
                .wants()
                .seat(0, ADULT)
                .seat(1, CHILD)
                .seat(2, ADULT)
                .area(0, 2, CHILD)
                .encode());
        assertEquals(2_000 + 1_000 + 5_000 + 2 * 1_000, hold.reservation().amount());
        assertEquals(List.of(ADULT, CHILD, ADULT, CHILD, CHILD), types(hold));
        assertEquals(types(hold), types(s.booked(hold)));
    }

    @Test
    void shouldRefuseATypeThatTheClassDoesNotSell() {
        Scenario s = aShowWithTypes("AABB");
        s.send(s.customer(7)
                        .wants()
                        .seat(0, CHILD)
                        .seat(2, CHILD)
                        .seat(3, CHILD)
                        .encode())
                .isRejected(RejectReason.TYPE_NOT_SOLD)
                .naming(2, 3);
        s.send(s.customer(7).wants().seat(0, 3).area(0, 1, 16).encode())
                .isRejected(RejectReason.TYPE_NOT_SOLD)
                .naming(0, -1);
        s.send(s.customer(7).wants().bestOf(1, 9).encode()).isRejected(RejectReason.TYPE_NOT_SOLD);
    }

    @Test
    void shouldHoldAtMostAsManyCompanionsAsOthers() {
        Scenario s = aShowWithTypes("AAAA");
        s.send(s.customer(7)
                        .wants()
                        .seat(0, ADULT)
                        .seat(1, COMPANION)
                        .bestOf(1, COMPANION)
                        .encode())
                .isRejected(RejectReason.TOO_MANY_COMPANIONS, 1);
        s.send(s.customer(7).wants().seat(0, COMPANION).encode()).isRejected(RejectReason.TOO_MANY_COMPANIONS, 0);
        s.send(s.customer(7).wants().seat(0, ADULT).bestOf(1, COMPANION).encode())
                .is(ReservationStatus.HELD);
    }

    @Test
    void shouldFindTheBestSeatsAmongClassesThatSellAllTypes() {
        Scenario s = aShowWithTypes("BBBB", "AAAA");
        Reply hold = s.send(s.customer(7).wants().bestOf(2, CHILD).encode());
        assertTrue(hold.units().stream().allMatch(seat -> seat >= 4), "row B alone sells to children");
        Reply adults = s.send(s.customer(8).wants().bestOf(2, ADULT).encode());
        assertTrue(adults.units().stream().allMatch(seat -> seat < 4));
    }

    @Test
    void shouldSeatAPartyOfMixedTypesSideBySide() {
        Scenario s = aShowWithTypes("BBBB", "AAAA");
        Reply hold = s.send(s.customer(7)
                .wants()
                .bestOf(2, ADULT)
                .and(1, CHILD)
                .and(1, COMPANION)
                .encode());
        assertEquals(s.seatList("B-1", "B-2", "B-3", "B-4"), hold.units());
        assertEquals(List.of(ADULT, ADULT, CHILD, COMPANION), types(hold));
        s.send(s.customer(8).wants().bestOf(1, ADULT).and(1, CHILD).encode())
                .isRejected(RejectReason.NO_ADJACENT_BLOCK);
    }

    @Test
    void shouldReadAListOfOneTypeAsItAlwaysWas() {
        Scenario s = aShow("AABB").priced(1_000, 3_000).onSale();
        PriceList prices = s.prices(1_000, 3_000);
        PriceList.Builder again = new PriceList.Builder(4, 0);
        byte[] encoded = prices.encode();
        again.decode(new org.agrona.concurrent.UnsafeBuffer(encoded), 0, encoded.length, false);
        assertEquals(3_000, again.build().seatPrice(2));
        s.send(s.customer(7).wants().seat(0, 1).encode()).isRejected(RejectReason.TYPE_NOT_SOLD);
    }

    @Test
    void shouldTakeAByteASeatAndTwoOnlyForManyClasses() {
        PriceList.Builder narrow = new PriceList.Builder(1_000, 0).types(2, 0);
        PriceList.Builder wide = new PriceList.Builder(1_000, 0).types(2, 0);
        for (int seat = 0; seat < 1_000; seat++) {
            narrow.seats(seat, seat, narrow.classOf(seat % 254, UNSOLD));
            wide.seats(seat, seat, wide.classOf(seat % 255, UNSOLD));
        }
        assertEquals(1_000, narrow.build().seatBytes());
        assertEquals(2_000, wide.build().seatBytes());
        PriceList.Builder again = new PriceList.Builder(1_000, 0);
        byte[] encoded = wide.build().encode();
        for (int[] part : io.boxoffice.protocol.upload.UploadRecords.parts(encoded)) {
            again.decode(new org.agrona.concurrent.UnsafeBuffer(encoded), part[0], part[1]);
        }
        assertEquals(254, again.build().seatPrice(254));
        assertEquals(255, again.build().classCount());
    }
}
