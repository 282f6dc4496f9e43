package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.PaymentStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the tables must say, computed event by event in plain maps. */
final class NaiveSales {
    /** Without a payment, only these leave rows. */
    private static final Set<String> KEPT_UNPAID = Set.of("booked", "cancelled");

    private final Map<Long, String> reservations = new TreeMap<>();
    private final Map<Long, Integer> units = new TreeMap<>();
    private final Map<String, String> transitions = new TreeMap<>();
    private final Map<String, String> tickets = new TreeMap<>();
    private final Map<String, String> ticketStatus = new TreeMap<>();
    private final Map<String, String> payments = new TreeMap<>();
    private final Map<String, String> paymentStatus = new TreeMap<>();
    private final Map<String, String> refunds = new TreeMap<>();
    private final Map<String, String> refundStatus = new TreeMap<>();
    private final Map<String, String> checkIns = new TreeMap<>();

    void apply(long sequence, int ordinal, long timeMs, Step s) {
        String step = lower(s.type);
        noteUnits(step, s);
        if (s.paymentStatus == PaymentStatus.NONE && !KEPT_UNPAID.contains(lower(s.status))) {
            return;
        }
        transitions.put(
                key(sequence, ordinal),
                join(
                        s.reservationId,
                        s.showId,
                        step,
                        lower(s.status),
                        lower(s.paymentStatus),
                        timeMs,
                        s.amount,
                        s.paidAmount,
                        s.refundDueAmount,
                        s.refundedAmount,
                        s.stepAmount,
                        s.attempt,
                        s.refund,
                        lower(s.declineReason),
                        lower(s.refundReason),
                        s.units.size()));
        applyUnits(step, timeMs, s);
        applyMoney(step, s);
        reservations.put(
                s.reservationId,
                join(
                        s.showId,
                        s.customerId,
                        lower(s.status),
                        lower(s.paymentStatus),
                        s.reference,
                        s.currency,
                        s.amount,
                        s.paidAmount,
                        s.refundDueAmount,
                        s.refundedAmount,
                        units.get(s.reservationId),
                        s.createdAtMs,
                        s.deadlineMs == 0 ? "null" : s.deadlineMs,
                        timeMs,
                        sequence));
    }

    private void applyUnits(String step, long timeMs, Step s) {
        for (Step.Unit unit : s.units) {
            String key = key(s.reservationId, unit.ordinal());
            switch (step) {
                case "booking_confirmed" -> {
                    tickets.put(key, join(s.showId, unit.unit(), unit.price()));
                    ticketStatus.put(key, "booked");
                }
                case "tickets_cancelled", "capture_failed" -> {
                    ticketStatus.put(key, "cancelled");
                }
                case "checked_in" -> checkIns.put(key, join(s.showId, unit.unit(), timeMs));
                default -> {}
            }
        }
    }

    private void noteUnits(String step, Step s) {
        switch (step) {
            case "hold_placed", "hold_expired", "hold_released", "booking_confirmed" ->
                units.put(s.reservationId, s.units.size());
            case "tickets_cancelled", "capture_failed" -> units.merge(s.reservationId, -s.units.size(), Integer::sum);
            default -> {}
        }
    }

    private void applyMoney(String step, Step s) {
        String payment = key(s.reservationId, s.attempt);
        String refund = key(s.reservationId, s.refund);
        switch (step) {
            case "payment_started" -> {
                payments.put(payment, join(s.stepAmount, s.currency));
                paymentStatus.put(payment, "started");
            }
            case "payment_declined" -> paymentStatus.put(payment, "declined");
            case "payment_authorised" -> paymentStatus.put(payment, lower(s.paymentStatus));
            case "payment_captured" -> paymentStatus.put(payment, "captured");
            case "capture_failed" -> paymentStatus.put(payment, "capture_failed");
            case "refund_due" -> {
                refunds.put(refund, join(s.attempt, s.stepAmount, s.currency, lower(s.refundReason)));
                refundStatus.put(refund, "due");
            }
            case "refunded" -> refundStatus.put(refund, "refunded");
            case "refund_void" -> refundStatus.put(refund, "void");
            default -> {}
        }
    }

    /** All rows of all tables but the watermark, in order. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        reservations.forEach((id, row) -> rows.add(join("reservation", id, row)));
        transitions.forEach((key, row) -> rows.add(join("transition", plain(key), row)));
        tickets.forEach((key, row) -> rows.add(join("ticket", plain(key), row, ticketStatus.get(key))));
        payments.forEach((key, row) -> rows.add(join("payment", plain(key), row, paymentStatus.get(key))));
        refunds.forEach((key, row) -> rows.add(join("refund", plain(key), row, refundStatus.get(key))));
        checkIns.forEach((key, row) -> rows.add(join("check-in", plain(key), row)));
        return rows;
    }

    /** The same of a database. */
    static List<String> rowsOf(TestPostgres.Database database) throws SQLException {
        List<String> rows = new ArrayList<>();
        rows.addAll(database.rows("SELECT 'reservation', reservation_id, show_id, customer_id, status, payment_status,"
                + " reference, currency, amount, paid_amount, refund_due_amount, refunded_amount, units, "
                + ms("created_at") + ", " + ms("deadline_at") + ", " + ms("updated_at") + ", last_sequence"
                + " FROM sales.reservations ORDER BY 2"));
        rows.addAll(
                database.rows(
                        "SELECT 'transition', sequence, ordinal, reservation_id, show_id, step, status,"
                                + " payment_status, " + ms("at")
                                + ", amount, paid_amount, refund_due_amount, refunded_amount, step_amount,"
                                + " attempt, refund, decline_reason, refund_reason, units FROM sales.reservation_transitions ORDER BY 2, 3"));
        rows.addAll(database.rows("SELECT 'ticket', reservation_id, ordinal, show_id, unit, price, status"
                + " FROM sales.booked_seats ORDER BY 2, 3"));
        rows.addAll(database.rows("SELECT 'payment', reservation_id, attempt, amount, currency, status"
                + " FROM sales.payments ORDER BY 2, 3"));
        rows.addAll(database.rows("SELECT 'refund', reservation_id, refund, attempt, amount, currency, reason, status"
                + " FROM sales.refunds ORDER BY 2, 3"));
        rows.addAll(database.rows("SELECT 'check-in', reservation_id, ordinal, show_id, unit, " + ms("checked_in_at")
                + " FROM sales.check_ins ORDER BY 2, 3"));
        return rows;
    }

    private static String ms(String column) {
        return "(extract(epoch FROM " + column + ") * 1000)::int8";
    }

    private static String key(long first, int second) {
        return "%019d|%05d".formatted(first, second);
    }

    private static String plain(String key) {
        String[] parts = key.split("\\|");
        return Long.parseLong(parts[0]) + "|" + Integer.parseInt(parts[1]);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String join(Object... columns) {
        List<String> texts = new ArrayList<>();
        for (Object column : columns) {
            texts.add(String.valueOf(column));
        }
        return String.join("|", texts);
    }
}
