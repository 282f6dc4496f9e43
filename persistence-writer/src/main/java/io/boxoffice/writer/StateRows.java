package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of reservations as the booking core's state has them, for a rebuild. They are written after the events up to that state
 * that are kept; a row that says the same already stays as it is, with the sequence and the time of its last step. Not
 * thread-safe.
 *
 * <p>What the state does not know: when a row last changed, and, of attempts before the last one, more than that they were given
 * up; and which event told a scan ({@link StateScanRows}). Of a payment whose money goes back because its show was cancelled it
 * does not say whether that was known as authorised; it counts as such.
 */
final class StateRows {
    private static final String CHANGES = """
            units = excluded.units,
            updated_at = CASE WHEN r.last_sequence > ? THEN r.updated_at ELSE excluded.updated_at END,
            last_sequence = CASE WHEN r.last_sequence > ? THEN r.last_sequence ELSE excluded.last_sequence END,
            rebuilt_sequence = CASE WHEN r.last_sequence > ? THEN r.rebuilt_sequence ELSE excluded.rebuilt_sequence END
            WHERE r.last_sequence <= excluded.last_sequence
              AND (r.customer_id, r.status, r.payment_status, r.reference, r.amount, r.paid_amount, r.refund_due_amount,
                   r.refunded_amount, r.units, r.deadline_at)
                  IS DISTINCT FROM
                  (excluded.customer_id, excluded.status, excluded.payment_status, excluded.reference, excluded.amount,
                   excluded.paid_amount, excluded.refund_due_amount, excluded.refunded_amount, excluded.units,
                   excluded.deadline_at)""";

    private final ReservationStatement upsert = new ReservationStatement("last_sequence", CHANGES);
    private final TicketRows tickets = new TicketRows();
    private final MoneyRows payments;
    private final MoneyRows refunds;
    private final CheckInRows checkIns = new CheckInRows();
    private final StateScanRows scans;
    private final Rebuild rebuild;

    StateRows(Rebuild rebuild) {
        this.rebuild = rebuild;
        payments = MoneyRows.payments(rebuild.lostThrough());
        refunds = MoneyRows.refunds(rebuild.lostThrough());
        scans = new StateScanRows(rebuild);
    }

    /** To be called before the first are written. */
    void begin(PreparedStatements prepared) throws SQLException {
        scans.begin(prepared);
    }

    /**
     * Writes them within the connection's open transaction.
     *
     * @return how many rows PostgreSQL changed
     */
    int write(List<ReservationState> reservations, PreparedStatements prepared) throws SQLException {
        clear();
        reservations.forEach(this::add);
        long known = rebuild.lostThrough();
        int rows = upsert.execute(prepared, known, known, known);
        rows += tickets.displace(rebuild.sequence(), prepared);
        rows += tickets.write(prepared);
        rows += payments.write(prepared) + refunds.write(prepared);
        return rows + checkIns.write(prepared) + scans.write(prepared);
    }

    private void clear() {
        upsert.clear();
        tickets.clear();
        payments.clear();
        refunds.clear();
        checkIns.clear();
        scans.clear();
    }

    private void add(ReservationState r) {
        upsert.add(new ReservationRow(
                r.reservationId(),
                r.showId(),
                r.customerId(),
                EventNames.STATUS.of(r.status()),
                EventNames.PAYMENT_STATUS.of(r.paymentStatus()),
                r.reference(),
                r.currency(),
                r.amount(),
                r.paidAmount(),
                r.refundDueAmount(),
                r.refundedAmount(),
                r.standingUnits(),
                r.createdAtMs(),
                r.deadlineMs(),
                rebuild.timeMs(),
                rebuild.sequence()));
        addTickets(r);
        addMoney(r);
    }

    private void addTickets(ReservationState r) {
        for (int ordinal = 0; ordinal < r.units().size(); ordinal++) {
            ReservationState.Unit unit = r.units().get(ordinal);
            PartKey ticket = new PartKey(r.reservationId(), ordinal);
            switch (r.status()) {
                case BOOKED, CANCELLED ->
                    tickets.book(ticket, r.showId(), unit.unit(), unit.price(), unit.ticketType(), rebuild.sequence());
                default -> {}
            }
            if (unit.cancelled()) {
                tickets.cancel(ticket);
            }
            // An admission that was taken back may have left its row.
            checkIns.undo(ticket);
            if (unit.checkedInAtMs() != 0) {
                checkIns.add(ticket, r.showId(), unit.unit(), unit.checkedInAtMs());
            }
            scans.add(r, ticket, unit);
        }
    }

    private void addMoney(ReservationState r) {
        for (int attempt = 1; attempt <= r.attempt(); attempt++) {
            payments.put(
                    new PartKey(r.reservationId(), attempt),
                    new MoneyRows.State(
                            attempt,
                            r.attemptAmount(),
                            r.currency(),
                            EventNames.REFUND_REASON.of(RefundReason.UNSPECIFIED),
                            EventNames.PAYMENT_STATUS.of(statusOf(r, attempt)),
                            rebuild.timeMs(),
                            rebuild.sequence()));
        }
        for (int number = 1; number <= r.refunds().size(); number++) {
            ReservationState.Refund refund = r.refunds().get(number - 1);
            refunds.put(
                    new PartKey(r.reservationId(), number),
                    new MoneyRows.State(
                            refund.attempt(),
                            refund.amount(),
                            r.currency(),
                            EventNames.REFUND_REASON.of(refund.reason()),
                            EventNames.REFUND_STATUS.of(refund.status()),
                            rebuild.timeMs(),
                            rebuild.sequence()));
        }
    }

    /** As the events would have left it. */
    private static PaymentStatus statusOf(ReservationState r, int attempt) {
        for (ReservationState.Refund refund : r.refunds()) {
            if (refund.attempt() == attempt && EventBatch.boughtNothing(refund.reason())) {
                return EventBatch.endOf(refund.status());
            }
        }
        if (attempt < r.attempt()) {
            return PaymentStatus.DECLINED;
        }
        return r.paymentStatus() == PaymentStatus.REFUND_DUE ? PaymentStatus.AUTHORISED : r.paymentStatus();
    }
}
