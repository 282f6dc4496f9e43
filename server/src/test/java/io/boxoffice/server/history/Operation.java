package io.boxoffice.server.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All attempts at one thing: those of one client on one path with one key; without a key each stands alone. In order of start. */
final class Operation {
    private final List<Exchange> attempts = new ArrayList<>();
    private Exchange success;
    private boolean mayHaveHappened;

    static List<Operation> of(List<Exchange> exchanges) {
        Map<Object, Operation> operations = new LinkedHashMap<>();
        exchanges.stream().sorted(Comparator.comparingLong(Exchange::startUs)).forEach(exchange -> {
            Object id = exchange.key() == null
                    ? exchange
                    : List.of(exchange.client(), exchange.method(), exchange.path(), exchange.key());
            operations.computeIfAbsent(id, k -> new Operation()).attempts.add(exchange);
        });
        operations.values().forEach(Operation::sumUp);
        return List.copyOf(operations.values());
    }

    List<Exchange> attempts() {
        return attempts;
    }

    Exchange first() {
        return attempts.get(0);
    }

    long client() {
        return first().client();
    }

    String path() {
        return first().path();
    }

    boolean is(String method, String pathPattern) {
        return first().method().equals(method) && path().matches(pathPattern);
    }

    long startUs() {
        return first().startUs();
    }

    /** The success that was heard of first; null: none was. */
    Exchange success() {
        return success;
    }

    /** Whether it may have been done: it was, or nobody knows. */
    boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    private void sumUp() {
        success = attempts.stream()
                .filter(attempt -> attempt.succeeded() && attempt.status() != 202)
                .min(Comparator.comparingLong(Exchange::endUs))
                .orElse(null);
        mayHaveHappened = attempts.stream().anyMatch(attempt -> attempt.succeeded() || attempt.undecided());
    }

    @Override
    public String toString() {
        return attempts.toString();
    }
}
