package io.boxoffice.server.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what in a history no server that keeps its promises can have answered. It finds only what is certain: where an answer
 * was lost, or two instants cannot be told apart, it believes the server.
 */
public final class HistoryChecker {
    private static final Pattern ABOUT = Pattern.compile("/v1/(?:holds|bookings)/(\\d+)(?:/.*)?");

    private final List<Violation> violations = new ArrayList<>();
    private final List<Operation> operations;
    private final Map<String, Reservation> reservations = new LinkedHashMap<>();

    private HistoryChecker(List<Exchange> exchanges) {
        operations = Operation.of(exchanges);
        for (Operation operation : operations) {
            if (isHold(operation) && operation.success() != null) {
                Reservation reservation = new Reservation(operation);
                Reservation before = reservations.putIfAbsent(reservation.id, reservation);
                if (before != null) {
                    report(Violation.Promise.SAME_ANSWER, "two holds have one id: " + before + " and " + reservation);
                }
            }
        }
        for (Operation operation : operations) {
            Reservation about = about(operation);
            if (about != null && about.client == operation.client()) {
                about.note(operation);
            }
        }
    }

    /** All that is wrong with a history; none when nothing is. */
    public static List<Violation> check(List<Exchange> exchanges) {
        HistoryChecker checker = new HistoryChecker(exchanges);
        new AnswerRules(checker).check();
        new OwnerRules(checker).check();
        new ViewRules(checker).check();
        new MoneyRules(checker).check();
        return checker.violations;
    }

    static boolean isHold(Operation operation) {
        return operation.is("POST", "/v1/shows/\\d+/holds");
    }

    List<Operation> operations() {
        return operations;
    }

    Iterable<Reservation> reservations() {
        return reservations.values();
    }

    /** The reservation that an operation is about, as far as it is known; or null. */
    Reservation about(Operation operation) {
        String id = operation.first().body().path("holdId").asText();
        Matcher matcher = ABOUT.matcher(operation.path());
        return reservations.get(matcher.matches() ? matcher.group(1) : id);
    }

    void report(Violation.Promise promise, String what) {
        violations.add(new Violation(promise, what));
    }
}
