package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;

/** Remembers every request that changes something, and how it was answered, to ask again after a crash. Any thread. */
final class Ledger {
    /** Answers that stand: done, or (a declined payment) decided. */
    private static final Set<Integer> FINAL = Set.of(201, 402);

    private final Queue<Request> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Request> unanswered = new ConcurrentLinkedQueue<>();
    private final Map<String, String> holdOfSeat = new ConcurrentHashMap<>();
    private int repeated;

    /** A request and its answer; null: none came. */
    private record Request(Customer who, String path, String body, String key, Answer answer) {
        Answer repeat() {
            return who.api().post(path, body, key);
        }

        Request with(Answer given) {
            return new Request(who, path, body, key, given);
        }
    }

    /**
     * Asks.
     *
     * @throws UncheckedIOException when no answer came
     */
    Answer ask(Customer who, String path, String body, String key) {
        Request request = new Request(who, path, body, key, null);
        Answer answer;
        try {
            answer = request.repeat();
        } catch (UncheckedIOException e) {
            unanswered.add(request);
            throw e;
        }
        note(request.with(answer));
        return answer;
    }

    private void note(Request request) {
        Answer answer = request.answer;
        if (!FINAL.contains(answer.status())) {
            if (answer.status() != 409) {
                throw new AssertionError(answer.status() + " " + answer.body());
            }
            return;
        }
        answered.add(request);
        if (request.path.endsWith("/holds")) {
            for (JsonNode seat : answer.body().path("seats")) {
                String before = holdOfSeat.putIfAbsent(seat.path("seat").asText(), answer.id());
                if (before != null && !before.equals(answer.id())) {
                    throw new AssertionError(seat + " is held by " + before + " and " + answer.id());
                }
            }
        }
    }

    /**
     * Each request answered since the last crash is answered alike, and each unanswered one now gets its answer. While nobody
     * asks.
     */
    void repeatNew() {
        for (Request request : List.copyOf(unanswered)) {
            unanswered.remove(request);
            Answer[] answer = {null};
            Await.until(() -> String.valueOf(answer[0]), () -> {
                answer[0] = request.repeat();
                return !answer[0].code().equals("request_in_progress");
            });
            note(request.with(answer[0]));
        }
        repeatFrom(repeated);
        repeated = answered.size();
    }

    /** Each request ever answered is answered alike. While nobody asks. */
    void repeatAll() {
        repeatFrom(0);
    }

    /** The requests that were answered first are answered alike by another server, to the same customers there. */
    void repeatFirst(int count, LongFunction<Customer> there) {
        answered.stream().limit(count).parallel().forEach(request -> {
            Answer again = there.apply(request.who.id()).api().post(request.path, request.body, request.key);
            if (again.status() != request.answer.status() || !again.body().equals(request.answer.body())) {
                throw new AssertionError(request.path + " was answered " + request.answer.body() + ", and elsewhere "
                        + again.status() + " " + again.body());
            }
        });
    }

    private void repeatFrom(int first) {
        answered.stream().skip(first).parallel().forEach(request -> {
            Answer again = request.repeat();
            if (again.status() != request.answer.status() || !again.body().equals(request.answer.body())) {
                throw new AssertionError(
                        request.path + " was answered " + request.answer.body() + ", is now " + again.body());
            }
        });
    }

    int size() {
        return answered.size();
    }

    int unansweredSize() {
        return unanswered.size();
    }

    /** All seats that somebody was told to have. */
    Collection<String> seats() {
        return holdOfSeat.keySet();
    }

    /** The ids of all payments that were answered as completed. */
    List<String> completedPayments() {
        List<String> ids = new ArrayList<>();
        for (Request request : answered) {
            if (request.path.endsWith("/payments") && request.answer.status() == 201) {
                ids.add(request.answer.id());
            }
        }
        return ids;
    }
}
