package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.history.Violation.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Keys, sequences, and that a hold gives what was asked for. */
final class AnswerRules {
    private final HistoryChecker history;

    AnswerRules(HistoryChecker history) {
        this.history = history;
    }

    void check() {
        List<Operation> numbered = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (operation.first().key() != null) {
                sameAnswer(operation);
                // Not bookings: all who make the same one are told of the command that made it.
                boolean numbers = HistoryChecker.isHold(operation) || operation.is("POST", "/v1/holds/\\d+/extend");
                if (numbers && operation.success() != null) {
                    numbered.add(operation);
                }
            }
            if (HistoryChecker.isHold(operation) && operation.success() != null) {
                allOrNothing(operation);
            }
        }
        sequencesGrow(numbered);
    }

    private static boolean isFinal(Exchange attempt) {
        return attempt.succeeded() && attempt.status() != 202 || attempt.status() == 402;
    }

    private void sameAnswer(Operation operation) {
        Exchange first = null;
        for (Exchange attempt : operation.attempts().stream()
                .sorted(Comparator.comparingLong(Exchange::endUs))
                .toList()) {
            if (first != null && attempt.status() != 422 && !attempt.body().equals(first.body())) {
                differs(first, attempt);
            } else if (isFinal(attempt)) {
                first = first == null ? attempt : first;
                if (attempt.status() != first.status() || !attempt.answer().equals(first.answer())) {
                    differs(first, attempt);
                }
            } else if (first != null
                    && attempt.startUs() >= first.endUs()
                    && attempt.body().equals(first.body())
                    && !attempt.unknown()
                    && attempt.status() != 429) {
                differs(first, attempt);
            }
        }
    }

    private void differs(Exchange first, Exchange attempt) {
        history.report(Promise.SAME_ANSWER, "first " + first + ", then " + attempt);
    }

    /** Commands one after the other have sequences one after the other, and none shares one with another. */
    private void sequencesGrow(List<Operation> numbered) {
        Map<Long, Operation> bySequence = new HashMap<>();
        for (Operation operation : numbered) {
            Operation other = bySequence.putIfAbsent(sequence(operation), operation);
            if (other != null) {
                history.report(Promise.SEQUENCES_GROW, "one sequence for " + other + " and " + operation);
            }
        }
        List<Operation> byEnd = new ArrayList<>(numbered);
        byEnd.sort(Comparator.comparingLong(operation -> operation.success().endUs()));
        List<Operation> byStart = new ArrayList<>(numbered);
        byStart.sort(Comparator.comparingLong(Operation::startUs));
        Operation highest = null;
        int ended = 0;
        for (Operation operation : byStart) {
            while (ended < byEnd.size() && byEnd.get(ended).success().endUs() < operation.startUs()) {
                Operation candidate = byEnd.get(ended++);
                highest = highest == null || sequence(candidate) > sequence(highest) ? candidate : highest;
            }
            if (highest != null && sequence(operation) < sequence(highest)) {
                history.report(Promise.SEQUENCES_GROW, operation + " came after " + highest);
            }
        }
    }

    private static long sequence(Operation operation) {
        return operation.success().answer().path("sequence").asLong();
    }

    private void allOrNothing(Operation operation) {
        JsonNode asked = operation.first().body();
        JsonNode given = operation.success().answer();
        Set<String> seats = new TreeSet<>();
        asked.path("seats").forEach(seat -> seats.add(seat.asText()));
        Set<String> givenSeats = new TreeSet<>();
        long amount = 0;
        for (JsonNode seat : given.path("seats")) {
            givenSeats.add(seat.path("seat").asText());
            amount += seat.path("price").asLong();
        }
        Map<String, Integer> places = places(asked);
        for (JsonNode area : given.path("areas")) {
            amount += area.path("price").asLong() * area.path("quantity").asLong();
        }
        int best = asked.path("bestAvailable").path("quantity").asInt();
        boolean right = best > 0
                ? givenSeats.size() == best && given.path("seats").size() == best
                : givenSeats.equals(seats) && given.path("seats").size() == seats.size();
        String showId = operation.path().replaceAll(".*/shows/(\\d+)/.*", "$1");
        if (!right
                || !places.equals(places(given))
                || !Objects.equals(showId, given.path("showId").asText())) {
            history.report(Promise.ALL_OR_NOTHING, "not what was asked for: " + operation);
        }
        if (amount != given.path("amount").asLong()) {
            history.report(Promise.MONEY, "the amount is not the sum of the prices: " + operation);
        }
    }

    private static Map<String, Integer> places(JsonNode areas) {
        Map<String, Integer> places = new HashMap<>();
        areas.path("areas")
                .forEach(area -> places.merge(
                        area.path("area").asText(), area.path("quantity").asInt(1), Integer::sum));
        return places;
    }
}
