package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder.UnitsDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * What PostgreSQL must have, by a reading of the event log of its own: a transition for every event that is written, in order, and
 * what all events together leave of each reservation, ticket, payment and refund. For one thread.
 */
final class LoggedSales implements AutoCloseable {
    /** Spelled anew, not taken from production. */
    private static final Set<ReservationStatus> LEAVES_ROWS_UNPAID =
            Set.of(ReservationStatus.BOOKED, ReservationStatus.CANCELLED);

    private final EventFeed feed;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();

    /** The event log keeps what comes after it. */
    private final long keptAfter;

    private final List<List<String>> unjudged = new ArrayList<>();
    private final List<List<String>> judged = new ArrayList<>();
    private final TreeMap<Long, List<String>> reservations = new TreeMap<>();
    private final Map<Long, Integer> units = new TreeMap<>();
    private final Map<List<Long>, String> tickets = new TreeMap<>(LoggedSales::byIdAndPart);
    private final Map<List<Long>, String> payments = new TreeMap<>(LoggedSales::byIdAndPart);
    private final Map<List<Long>, String> refunds = new TreeMap<>(LoggedSales::byIdAndPart);
    private long judgedThrough;
    private long lastSequence;
    private long events;
    private long unwritten;

    LoggedSales(Path dataDirectory) {
        EventLogSource log = new EventLogSource(dataDirectory);
        keptAfter = log.keptAfter();
        judgedThrough = keptAfter;
        feed = log.openAfter(keptAfter);
    }

    /** PostgreSQL has lost everything: all that an event log without its beginning keeps is to be compared once more. */
    void judgeAgain() {
        unjudged.addAll(0, judged);
        judged.clear();
        judgedThrough = keptAfter;
    }

    private static int byIdAndPart(List<Long> a, List<Long> b) {
        int byId = Long.compare(a.get(0), b.get(0));
        return byId != 0 ? byId : Long.compare(a.get(1), b.get(1));
    }

    /** Reads what has come. Returns the sequence of the last event. */
    long readOn() {
        while (feed.poll(this::onEvent, 10_000) > 0) {
            // Until there is nothing new.
        }
        return lastSequence;
    }

    /** Events so far that are written. */
    long events() {
        return events;
    }

    /** Events about reservations so far that leave no row. */
    long unwritten() {
        return unwritten;
    }

    /** No payment is to be captured or paid back any more, by what was read. */
    boolean isSettled() {
        return !payments.containsValue("started")
                && !payments.containsValue("authorised")
                && !refunds.containsValue("due");
    }

    private void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        lastSequence = sequence;
        header.wrap(buffer, offset);
        if (header.templateId() != ReservationEventDecoder.TEMPLATE_ID) {
            return;
        }
        event.wrapAndApplyHeader(buffer, offset, header);
        UnitsDecoder moved = event.units();
        int movedUnits = moved.count();
        noteUnits(moved);
        if (event.paymentStatus() == PaymentStatus.NONE && !LEAVES_ROWS_UNPAID.contains(event.status())) {
            unwritten++;
            return;
        }
        events++;
        unjudged.add(row(
                sequence,
                ordinal,
                event.reservationId(),
                event.showId(),
                event.step(),
                event.status(),
                event.paymentStatus(),
                timeMs,
                event.amount(),
                event.paidAmount(),
                event.refundDueAmount(),
                event.refundedAmount(),
                event.stepAmount(),
                event.attempt(),
                event.refund(),
                event.declineReason(),
                event.refundReason(),
                movedUnits));
        noteMoney();
        reservations.put(
                event.reservationId(),
                row(
                        event.reservationId(),
                        event.customerId(),
                        event.status(),
                        event.paymentStatus(),
                        event.reference(),
                        event.amount(),
                        event.paidAmount(),
                        event.refundDueAmount(),
                        event.refundedAmount(),
                        units.get(event.reservationId()),
                        sequence));
    }

    private void noteMoney() {
        List<Long> payment = List.of(event.reservationId(), (long) event.attempt());
        List<Long> refund = List.of(event.reservationId(), (long) event.refund());
        switch (event.step()) {
            case PAYMENT_STARTED, PAYMENT_DECLINED, PAYMENT_AUTHORISED, PAYMENT_CAPTURED ->
                payments.put(payment, lower(event.paymentStatus()));
            case REFUND_DUE -> refunds.put(refund, "due");
            case REFUNDED -> refunds.put(refund, "refunded");
            default -> {}
        }
    }

    private void noteUnits(UnitsDecoder moved) {
        long id = event.reservationId();
        ReservationEventType step = event.step();
        switch (step) {
            case HOLD_PLACED, HOLD_RELEASED, HOLD_EXPIRED, BOOKING_CONFIRMED -> units.put(id, moved.count());
            case TICKETS_CANCELLED -> units.merge(id, -moved.count(), Integer::sum);
            default -> {}
        }
        for (UnitsDecoder unit : moved) {
            List<Long> ticket = List.of(id, (long) unit.ordinal());
            if (step == ReservationEventType.BOOKING_CONFIRMED) {
                tickets.put(ticket, "booked");
            } else if (step == ReservationEventType.TICKETS_CANCELLED) {
                tickets.put(ticket, "cancelled");
            }
        }
    }

    /** PostgreSQL has each event up to the given sequence once: those after what was compared before are compared. */
    void assertTransitionsThrough(long sequence, Sales sales, String context) {
        int count = 0;
        while (count < unjudged.size() && Long.parseLong(unjudged.get(count).get(0)) <= sequence) {
            count++;
        }
        List<List<String>> expected = unjudged.subList(0, count);
        assertEquals(
                expected,
                sales.rows(
                        "SELECT sequence, ordinal, reservation_id, show_id, step, status, payment_status,"
                                + " (extract(epoch FROM at) * 1000)::int8, amount, paid_amount, refund_due_amount,"
                                + " refunded_amount, step_amount, attempt, refund, decline_reason, refund_reason, units"
                                + " FROM sales.reservation_transitions WHERE sequence > ? AND sequence <= ?"
                                + " ORDER BY sequence, ordinal",
                        judgedThrough,
                        sequence),
                context);
        if (keptAfter > 0) {
            judged.addAll(expected);
        }
        expected.clear();
        judgedThrough = sequence;
    }

    /** PostgreSQL has what all events together leave, and nothing else. Everything must be read and written. */
    void assertAllIn(Sales sales) {
        assertAllIn(sales, 0);
    }

    /** The same of the reservations with ids after one, all of whose events are kept. */
    void assertAllIn(Sales sales, long afterId) {
        assertEquals(
                List.copyOf(reservations.tailMap(afterId, false).values()),
                sales.rows(
                        "SELECT reservation_id, customer_id, status, payment_status, reference, amount, paid_amount,"
                                + " refund_due_amount, refunded_amount, units, last_sequence"
                                + " FROM sales.reservations WHERE reservation_id > ? ORDER BY 1",
                        afterId));
        assertParts(tickets, sales, "SELECT reservation_id, ordinal, status FROM sales.booked_seats", afterId);
        assertParts(payments, sales, "SELECT reservation_id, attempt, status FROM sales.payments", afterId);
        assertParts(refunds, sales, "SELECT reservation_id, refund, status FROM sales.refunds", afterId);
        assertEquals(
                events,
                sales.number("SELECT count(*) FROM sales.reservation_transitions WHERE sequence > ?", keptAfter));
        assertTrue(events > 0, "nothing was sold");
    }

    private static void assertParts(Map<List<Long>, String> expected, Sales sales, String sql, long afterId) {
        List<List<String>> rows = new ArrayList<>();
        expected.forEach((key, status) -> {
            if (key.get(0) > afterId) {
                rows.add(row(key.get(0), key.get(1), status));
            }
        });
        assertEquals(rows, sales.rows(sql + " WHERE reservation_id > ? ORDER BY 1, 2", afterId));
    }

    private static List<String> row(Object... columns) {
        List<String> row = new ArrayList<>();
        for (Object column : columns) {
            row.add(column instanceof Enum<?> value ? lower(value) : String.valueOf(column));
        }
        return row;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        feed.close();
    }
}
