package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients know of one hold or booking. Of each of its seats it says when it was certainly held or booked, and when it may
 * have been: a hold may have lapsed any time after its deadline.
 */
final class Reservation {
    static final long FOREVER = Long.MAX_VALUE;
    /** The server's clock and the clients' may differ by so much. */
    private static final long CLOCK_SLACK_US = 250_000;

    /** An instant to another, both in microseconds. */
    record Span(long fromUs, long toUs) {
        boolean covers(long startUs, long endUs) {
            return fromUs <= startUs && endUs <= toUs;
        }

        boolean overlaps(Span other) {
            return Math.max(fromUs, other.fromUs) < Math.min(toUs, other.toUs);
        }
    }

    final String id;
    final String showId;
    final long client;
    final Operation hold;
    final JsonNode answer;
    /** Price of each seat. */
    final Map<String, Long> seats = new TreeMap<>();
    /** Places of each area. */
    final Map<String, Integer> places = new TreeMap<>();

    final List<Operation> payments = new ArrayList<>();
    final List<Operation> cancellations = new ArrayList<>();
    private final List<Operation> releases = new ArrayList<>();
    private final long takenUs;
    private long deadlineUs;
    private long bookedUs = FOREVER;

    Reservation(Operation hold) {
        this.hold = hold;
        Exchange success = hold.success();
        answer = success.answer();
        id = answer.path("id").asText();
        showId = answer.path("showId").asText();
        client = hold.client();
        takenUs = success.endUs();
        answer.path("seats")
                .forEach(seat ->
                        seats.put(seat.path("seat").asText(), seat.path("price").asLong()));
        answer.path("areas")
                .forEach(area -> places.merge(
                        area.path("area").asText(), area.path("quantity").asInt(), Integer::sum));
        noteDeadline(answer);
    }

    /** An operation on it, or a look at it. */
    void note(Operation operation) {
        if (operation.is("DELETE", "/v1/holds/\\d+")) {
            releases.add(operation);
        } else if (operation.is("POST", "/v1/bookings/\\d+/cancel")) {
            cancellations.add(operation);
        } else if (operation.is("POST", "/v1/bookings/\\d+/payments")) {
            payments.add(operation);
        }
        Exchange success = operation.success();
        if (success == null) {
            return;
        }
        noteDeadline(success.answer());
        boolean paid = operation.is("POST", "/v1/bookings/\\d+/payments")
                && success.answer().path("status").asText().equals("completed");
        boolean seen = operation.is("GET", "/v1/bookings/\\d+")
                && success.answer().path("status").asText().equals("confirmed");
        if (paid || seen) {
            bookedUs = Math.min(bookedUs, success.endUs());
        }
    }

    private void noteDeadline(JsonNode answered) {
        if (answered.has("expiresAt")) {
            long us = Instant.parse(answered.path("expiresAt").asText()).toEpochMilli() * 1_000;
            deadlineUs = Math.max(deadlineUs, us);
        }
    }

    /** When it was certainly a hold. */
    Span held(String seat) {
        return new Span(takenUs, Math.min(deadlineUs - CLOCK_SLACK_US, mayEndUs(seat)));
    }

    /** When it was certainly booked. */
    Span booked(String seat) {
        return new Span(bookedUs, mayEndUs(seat));
    }

    /** When all of it was certainly booked. */
    Span confirmed() {
        long earliest = FOREVER;
        for (Operation cancellation : cancellations) {
            earliest = cancellation.mayHaveHappened() ? Math.min(earliest, cancellation.startUs()) : earliest;
        }
        return new Span(bookedUs, earliest);
    }

    /** When it may have been taken at all. */
    Span possible(String seat) {
        return new Span(hold.startUs(), ended(seat));
    }

    boolean paidBefore(long us) {
        return payments.stream().anyMatch(payment -> payment.mayHaveHappened() && payment.startUs() <= us);
    }

    /** Whether something was asked that takes the seat away again, and may have been done. */
    long mayEndUs(String seat) {
        long earliest = FOREVER;
        for (Operation release : releases) {
            earliest = release.mayHaveHappened() ? Math.min(earliest, release.startUs()) : earliest;
        }
        for (Operation cancellation : cancellations) {
            boolean concerns = cancellation.mayHaveHappened() && concerns(cancellation, seat);
            earliest = concerns ? Math.min(earliest, cancellation.startUs()) : earliest;
        }
        return earliest;
    }

    private long ended(String seat) {
        long earliest = FOREVER;
        for (Operation release : releases) {
            earliest = release.success() == null
                    ? earliest
                    : Math.min(earliest, release.success().endUs());
        }
        for (Operation cancellation : cancellations) {
            boolean gone = cancellation.success() != null && concerns(cancellation, seat);
            earliest = gone ? Math.min(earliest, cancellation.success().endUs()) : earliest;
        }
        return earliest;
    }

    private static boolean concerns(Operation cancellation, String seat) {
        JsonNode body = cancellation.first().body();
        if (!body.has("seats") && !body.has("areas")) {
            return true;
        }
        for (JsonNode named : body.path("seats")) {
            if (named.asText().equals(seat)) {
                return true;
            }
        }
        for (JsonNode named : body.path("areas")) {
            if (named.path("area").asText().equals(seat)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "reservation " + id + " " + hold;
    }
}
