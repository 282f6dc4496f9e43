package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.history.Violation.Promise;

/** Nobody pays twice, nobody pays for what they do not have, and what is given back comes back. */
final class MoneyRules {
    private final HistoryChecker history;

    MoneyRules(HistoryChecker history) {
        this.history = history;
    }

    void check() {
        for (Reservation reservation : history.reservations()) {
            long paid = paid(reservation);
            long refunded = 0;
            for (Operation cancellation : reservation.cancellations) {
                if (cancellation.success() != null) {
                    for (JsonNode refund : cancellation.success().answer().path("refunds")) {
                        refunded += refund.path("amount").asLong();
                    }
                }
            }
            if (refunded > reservation.answer.path("amount").asLong()) {
                history.report(Promise.MONEY, refunded + " go back of " + paid + ": " + reservation);
            }
        }
        for (Operation operation : history.operations()) {
            Reservation about = history.about(operation);
            boolean look = operation.is("GET", "/v1/bookings/\\d+") && operation.success() != null;
            if (look && about != null && about.client == operation.client()) {
                booking(operation.success());
            }
        }
    }

    private long paid(Reservation reservation) {
        long paid = 0;
        int completed = 0;
        for (Operation payment : reservation.payments) {
            Exchange success = payment.success();
            if (success != null && success.answer().path("status").asText().equals("completed")) {
                completed++;
                paid += success.answer().path("amount").asLong();
            }
        }
        if (completed > 1) {
            history.report(Promise.MONEY, reservation + " was paid for " + completed + " times");
        }
        if (completed == 1 && paid != reservation.answer.path("amount").asLong()) {
            history.report(Promise.MONEY, paid + " were paid for " + reservation);
        }
        return paid;
    }

    /** What a booking says of itself: its money is the price of the seats that stay, and those that went came back. */
    private void booking(Exchange look) {
        JsonNode booking = look.answer();
        String status = booking.path("status").asText();
        boolean captured = booking.path("paymentStatus").asText().equals("captured");
        if (!captured || !(status.equals("confirmed") || status.equals("cancelled"))) {
            return;
        }
        long prices = 0;
        for (JsonNode seat : booking.path("seats")) {
            prices +=
                    seat.path("cancelled").asBoolean() ? 0 : seat.path("price").asLong();
        }
        for (JsonNode area : booking.path("areas")) {
            prices += area.path("cancelled").asBoolean()
                    ? 0
                    : area.path("price").asLong() * area.path("quantity").asLong();
        }
        long kept = booking.path("paidAmount").asLong()
                - booking.path("refundDueAmount").asLong()
                - booking.path("refundedAmount").asLong();
        if (kept != (status.equals("confirmed") ? prices : 0)) {
            history.report(Promise.MONEY, kept + " were kept for seats of " + prices + ": " + look);
        }
    }
}
