package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** More of everything than the tables begin with: nothing is lost when they grow, and all is given back. */
class GrowthTest {
    private static final int BOOKINGS = 1_100;

    private final Scenario s = aShow("AA")
            .priced(1000)
            .withArea("field", 3_000)
            .withLimits(e -> e.maxReservations(5_000).maxSeatsOnSale(5_000).workPerCommand(64))
            .withLimits(e -> e.maxPaymentAttempts(3).maxKeysPerReservation(4))
            .withRules(e -> e.endsAtMs(1_000_000).startsAtMs(1_000_000).cancelUntilMs(1_000_000))
            .withoutModel()
            .onSale();

    private static Commands.Key key(int step, long booking) {
        return Commands.Key.of(step * 10_000L + booking);
    }

    /** Two places, paid and captured, of which the first goes back. */
    private Reply sellAndTakeOneBack(long number) {
        s.at(1_000 + number);
        Reply hold =
                s.send(s.customer(number).wants().area(0, 2).key(key(1, number)).encode());
        s.send(Commands.createBooking(hold.id(), number, 70_000 + number, key(2, number)))
                .reservation();
        s.send(Commands.beginPayment(hold.id(), number, key(3, number))).payment();
        s.authorised(hold, 1).reservation();
        s.customer(number).confirms(hold).is(ReservationStatus.BOOKED);
        s.captured(hold, 1).payment();
        s.send(Commands.cancelBooking(hold.id(), number, key(4, number), 0)).cancellation();
        return hold;
    }

    private void check(long number, long refunded) {
        ReservationReplyDecoder r =
                s.ask(Commands.getReservation(number, number)).reservation();
        assertEquals(number, r.reservationId());
        assertEquals(number, r.customerId());
        assertEquals(70_000 + number, r.reference());
        assertEquals(1_000, r.amount());
        assertEquals(2_000, r.paidAmount());
        assertEquals(1_000 - refunded, r.refundDueAmount());
        assertEquals(refunded, r.refundedAmount());
        assertEquals(1, r.attempt());
        assertEquals(1, r.refunds());
        assertEquals(0, r.deadlineMs());
        assertEquals(ReservationStatus.BOOKED, r.status());
        assertEquals(PaymentStatus.CAPTURED, r.paymentStatus());
        List<Integer> flags = new ArrayList<>();
        r.units().forEach(u -> {
            assertEquals(ShowSeats.unitOfArea(0), u.unit());
            assertEquals(1_000, u.price());
            flags.add((int) u.flags());
        });
        assertEquals(List.of(UnitPool.CANCELLED, 0), flags);
    }

    private void checkRetries(long number, Reply hold) {
        byte[] again = s.send(s.customer(number)
                        .wants()
                        .area(0, 2)
                        .key(key(1, number))
                        .encode())
                .bytes();
        ReservationReplyDecoder first = hold.reservation();
        ReservationReplyDecoder second = new Reply(again).reservation();
        assertEquals(first.sequence(), second.sequence());
        assertEquals(first.timeMs(), second.timeMs());
        assertEquals(first.deadlineMs(), second.deadlineMs());
        assertEquals(number, second.reservationId());
        assertEquals(
                70_000 + number,
                s.send(Commands.createBooking(number, number, 1, key(2, number)))
                        .reservation()
                        .reference());
        assertEquals(
                1,
                s.send(Commands.beginPayment(number, number, key(3, number)))
                        .payment()
                        .attempt());
        assertEquals(
                1_000,
                s.send(Commands.cancelBooking(number, number, key(4, number), 0))
                        .cancellation()
                        .refundAmount());
    }

    /** All that the core says is open, page by page. */
    private long[] refundsDue() {
        List<Long> due = new ArrayList<>();
        long after = 0;
        do {
            OpenPaymentsDecoder page = s.ask(Commands.listOpenPayments(after)).openPayments();
            after = page.lastReservationId();
            assertEquals(0, page.payments().count());
            page.refunds().forEach(r -> {
                assertEquals(1_000, r.amount());
                due.add(r.reservationId());
            });
        } while (after != 0);
        return due.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void shouldKeepAllOfManyBookingsAndForgetThemWithTheirShow() {
        List<Reply> holds = new ArrayList<>();
        for (long number = 1; number <= BOOKINGS; number++) {
            holds.add(sellAndTakeOneBack(number));
        }
        for (long number = 1; number <= BOOKINGS; number++) {
            check(number, 0);
            checkRetries(number, holds.get((int) number - 1));
        }
        assertArrayEquals(LongStream.rangeClosed(1, BOOKINGS).toArray(), refundsDue());
        Invariants.check(s.machine, "all sold");
        for (long number = BOOKINGS; number >= 1; number -= 2) {
            s.send(Commands.refunded(number, 1)).reservation();
            check(number, 1_000);
        }
        assertArrayEquals(
                LongStream.rangeClosed(1, BOOKINGS).filter(n -> n % 2 == 1).toArray(), refundsDue());
        for (long number = 1; number <= BOOKINGS; number += 2) {
            s.send(Commands.refunded(number, 1)).reservation();
        }
        assertArrayEquals(new long[0], refundsDue());
        forgetAll();
        assertEquals(BOOKINGS + 1, sellAgain());
    }

    private void forgetAll() {
        s.at(1_000_000);
        s.send(Commands.archiveShow(Scenario.SHOW)).accepted();
        int rounds = 0;
        while (s.machine.hasPendingWork()) {
            s.goOn().accepted();
            rounds++;
        }
        assertEquals(BOOKINGS / 64 + 1, rounds);
        for (long number = 1; number <= BOOKINGS; number++) {
            s.ask(Commands.getReservation(number, 0)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        }
        BookingState state = s.machine.state();
        assertEquals(0, state.reservations.size());
        assertEquals(ReservationTable.NONE, state.reservations.firstUnsettled);
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        assertEquals(
                KeyTable.NONE,
                state.reservations.keys.find(key(1, 1).hi(), key(1, 1).lo()));
    }

    /** The places of the forgotten ones are used again, with nothing of theirs left in them. */
    private long sellAgain() {
        int limit = s.machine.state().reservations.slotLimit();
        s.redefine(e -> e.endsAtMs(2_000_000).startsAtMs(2_000_000)).accepted();
        s.upload(
                        io.boxoffice.protocol.sbe.UploadKind.PRICES,
                        Scenario.SHOW,
                        0,
                        s.prices(1_000).encode())
                .accepted();
        s.send(Commands.openShow(Scenario.SHOW)).accepted();
        Reply hold = s.customer(5).holdsPlaces(0, 2);
        ReservationReplyDecoder r = hold.reservation();
        assertEquals(0, r.reference() + r.paidAmount() + r.refundDueAmount() + r.refundedAmount() + r.attempt());
        assertEquals(0, r.refunds());
        assertEquals(PaymentStatus.NONE, r.paymentStatus());
        hold.reservation().units().forEach(u -> assertEquals(0, u.flags()));
        assertEquals(limit, s.machine.state().reservations.slotLimit());
        assertFalse(s.machine.state().reservations.unsettled(1));
        return hold.id();
    }

    /** As many come and go as would fill each table more than once, but never more than a few at a time. */
    @Test
    void shouldUsePlacesAgainThatWereGivenBack() {
        Scenario few = aShow("AAAA")
                .withLimits(e -> e.lapsedRetentionMs(0).maxReservations(5))
                .withRules(e -> e.onSaleUntilMs(1_000_000_000))
                .withoutModel()
                .onSale();
        for (int round = 1; round <= 1_100; round++) {
            few.at(round * 300_000L);
            Reply late = few.send(few.customer(1)
                    .wants()
                    .seats(0, 1)
                    .key(Commands.Key.of(round))
                    .encode());
            few.paying(late);
            few.at(round * 300_000L + 190_000).tick().accepted();
            few.customer(2).holds("A-1").reservation();
            few.authorised(late, 1).is(PaymentStatus.REFUND_DUE);
            few.refunded(late, 1).reservation();
            few.tick().accepted();
            few.ask(Commands.getReservation(late.id(), 0)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        }
        ReservationTable table = few.machine.state().reservations;
        assertEquals(3, table.slotLimit());
        assertEquals(1_024, table.units.capacity());
        assertEquals(256, table.refunds.amount.length);
        assertEquals(1_024, table.keys.keyHi.length);
        assertEquals(1, table.size());
    }
}
