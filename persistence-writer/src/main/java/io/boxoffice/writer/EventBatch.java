package io.boxoffice.writer;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.sql.SQLException;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Events of whole commands, sorted into rows of tables, for one transaction. Events on holds of which nothing came yet
 * ({@link SalesEvents}), and those that are not about reservations (shows, seat maps, blocks), have no rows here; they only move
 * the watermark. An archived show's rows stay: they are history. Not thread-safe.
 */
public final class EventBatch implements EventFeed.Handler {
    /** Takes the events that are written. */
    @FunctionalInterface
    public interface TransitionHandler {
        /** Amounts are in the currency's minor units, in all so far. */
        void onTransition(
                long sequence, int ordinal, long reservationId, String status, long paidAmount, long refundedAmount);
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();

    private final ReservationRows reservations = new ReservationRows();
    private final TransitionRows transitions = new TransitionRows();
    private final TicketRows tickets = new TicketRows();
    private final MoneyRows payments = MoneyRows.payments();
    private final MoneyRows refunds = MoneyRows.refunds();
    private final CheckInRows checkIns = new CheckInRows();
    private final ScanRows scans = new ScanRows();

    /** In the order of writing: tickets correct what reservations wrote. */
    private final List<TableRows> tables =
            List.of(reservations, transitions, tickets, payments, refunds, checkIns, scans);

    private int events;
    private int written;
    private int commands;
    private long firstSequence;
    private long lastSequence;
    private long firstWrittenTimeMs;
    private long lastTimeMs;

    @Override
    public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        if (events == 0) {
            firstSequence = sequence;
        }
        if (events == 0 || sequence != lastSequence) {
            commands++;
        }
        events++;
        lastSequence = sequence;
        lastTimeMs = timeMs;
        try {
            header.wrap(buffer, offset);
            if (header.templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                event.wrapAndApplyHeader(buffer, offset, header);
                if (SalesEvents.isWritten(event)) {
                    firstWrittenTimeMs = written == 0 ? timeMs : firstWrittenTimeMs;
                    written++;
                    addReservationEvent(sequence, ordinal, timeMs);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            throw new PoisonousEventException(
                    "event " + sequence + "/" + ordinal + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void addReservationEvent(long sequence, int ordinal, long timeMs) {
        // Fields stand before the group in the message, and may be read in any order until the group is entered; its
        // count
        // is read first here, and its members last.
        ReservationEventDecoder.UnitsDecoder units = event.units();
        ReservationEventType step = event.step();
        transitions.add(sequence, ordinal, timeMs, event, units.count());
        reservations.put(sequence, timeMs, event, standingUnits(step, units.count()));
        switch (step) {
            case PAYMENT_STARTED -> putPayment(sequence, timeMs, PaymentStatus.STARTED);
            case PAYMENT_DECLINED -> putPayment(sequence, timeMs, PaymentStatus.DECLINED);
            case PAYMENT_AUTHORISED -> putPayment(sequence, timeMs, authorised());
            case PAYMENT_CAPTURED -> putPayment(sequence, timeMs, PaymentStatus.CAPTURED);
            case CAPTURE_FAILED -> putPayment(sequence, timeMs, PaymentStatus.CAPTURE_FAILED);
            case REFUND_DUE -> addRefundDue(sequence, timeMs);
            case REFUNDED -> endRefund(sequence, timeMs, RefundStatus.REFUNDED);
            case REFUND_VOID -> endRefund(sequence, timeMs, RefundStatus.VOID);
            default -> {}
        }
        addUnits(step, sequence, ordinal, timeMs, units);
    }

    private void addUnits(
            ReservationEventType step,
            long sequence,
            int eventOrdinal,
            long timeMs,
            ReservationEventDecoder.UnitsDecoder units) {
        long reservationId = event.reservationId();
        long showId = event.showId();
        while (units.hasNext()) {
            units.next();
            PartKey ticket = new PartKey(reservationId, units.ordinal());
            switch (step) {
                case BOOKING_CONFIRMED ->
                    tickets.book(
                            ticket, showId, units.unit(), units.price(), Absent.orZero(units.ticketType()), sequence);
                case TICKETS_CANCELLED, CAPTURE_FAILED -> tickets.cancel(ticket);
                case CHECKED_IN, CHECK_IN_UNDONE, CHECKED_IN_AGAIN, CHECKED_IN_INVALID -> {
                    if (step == ReservationEventType.CHECKED_IN) {
                        checkIns.add(ticket, showId, units.unit(), admittedAtMs(timeMs));
                    } else if (step == ReservationEventType.CHECK_IN_UNDONE) {
                        checkIns.undo(ticket);
                    }
                    scans.add(sequence, eventOrdinal, timeMs, event, ticket, units.unit());
                }
                default -> {}
            }
        }
    }

    /** When somebody was let in: at the scan, but never later than it was told. Events before version 3 do not name the scan. */
    private long admittedAtMs(long timeMs) {
        long scannedAtMs = event.scannedAtMs();
        return scannedAtMs > 0 ? Math.min(scannedAtMs, timeMs) : timeMs;
    }

    private void putPayment(long sequence, long timeMs, PaymentStatus now) {
        payments.put(sequence, timeMs, event, event.attempt(), EventNames.PAYMENT_STATUS.of(now));
    }

    private void putRefund(long sequence, long timeMs, RefundStatus now) {
        refunds.put(sequence, timeMs, event, event.refund(), EventNames.REFUND_STATUS.of(now));
    }

    private void addRefundDue(long sequence, long timeMs) {
        putRefund(sequence, timeMs, RefundStatus.DUE);
        // These refunds are of money that bought nothing, and say so of the attempt too; others leave a captured
        // payment be.
        if (boughtNothing(event.refundReason())) {
            putPayment(sequence, timeMs, PaymentStatus.REFUND_DUE);
        }
    }

    /** With money that bought nothing the attempt comes to its end, and so does an approval that was voided. */
    private void endRefund(long sequence, long timeMs, RefundStatus end) {
        putRefund(sequence, timeMs, end);
        PaymentStatus now = event.paymentStatus();
        boolean ended = now == PaymentStatus.REFUNDED || now == PaymentStatus.VOIDED;
        if (boughtNothing(event.refundReason())) {
            putPayment(sequence, timeMs, endOf(end));
        } else if (ended) {
            putPayment(sequence, timeMs, now);
        }
    }

    /** What an attempt is whose money bought nothing, by its refund. */
    static PaymentStatus endOf(RefundStatus refund) {
        return switch (refund) {
            case REFUNDED -> PaymentStatus.REFUNDED;
            case VOID -> PaymentStatus.VOIDED;
            default -> PaymentStatus.REFUND_DUE;
        };
    }

    /** Whether a refund for this reason is of money that bought nothing. */
    static boolean boughtNothing(RefundReason reason) {
        return reason == RefundReason.SEATS_GONE
                || reason == RefundReason.UNEXPECTED_APPROVAL
                || reason == RefundReason.LIMIT;
    }

    private PaymentStatus authorised() {
        return event.paymentStatus() == PaymentStatus.REFUND_DUE ? PaymentStatus.REFUND_DUE : PaymentStatus.AUTHORISED;
    }

    /** How many units are not cancelled, as far as the event says. */
    private int standingUnits(ReservationEventType step, int moved) {
        if (event.status() == ReservationStatus.CANCELLED) {
            return 0;
        }
        if (step != ReservationEventType.BOOKING_CONFIRMED && event.status() == ReservationStatus.BOOKED) {
            return ReservationRow.UNKNOWN;
        }
        if (event.unitCount() != ReservationEventDecoder.unitCountNullValue()) {
            return event.unitCount();
        }
        // Of a schema version before 3: what moves any units moves all, before a booking.
        return moved > 0 ? moved : ReservationRow.UNKNOWN;
    }

    /**
     * Writes all rows within the connection's open transaction.
     *
     * @return how many rows PostgreSQL changed
     */
    int write(PreparedStatements prepared) throws SQLException {
        int rows = 0;
        for (TableRows table : tables) {
            rows += table.write(prepared);
        }
        return rows;
    }

    /**
     * The same in a database of which events are lost.
     *
     * @param rebuiltSequence a mark for reservations that turn out to have given seats back
     */
    int writeOverGap(long rebuiltSequence, PreparedStatements prepared) throws SQLException {
        return tickets.displace(rebuiltSequence, prepared) + write(prepared);
    }

    /** Hands out the events that are written, in order. */
    public void forEachTransition(TransitionHandler handler) {
        transitions.forEach(handler);
    }

    void clear() {
        tables.forEach(TableRows::clear);
        events = 0;
        written = 0;
        commands = 0;
    }

    boolean isEmpty() {
        return events == 0;
    }

    /** How many there are, of all kinds. */
    int events() {
        return events;
    }

    /** How many of them are written. */
    int written() {
        return written;
    }

    int commands() {
        return commands;
    }

    /** Of the first event; meaningless when there is none. */
    long firstSequence() {
        return firstSequence;
    }

    /** Of the last event; meaningless when there is none. */
    long lastSequence() {
        return lastSequence;
    }

    /** Of the first event that is written; meaningless when there is none. */
    long firstWrittenTimeMs() {
        return firstWrittenTimeMs;
    }

    long lastTimeMs() {
        return lastTimeMs;
    }
}
