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

/** Remembers every request that changes something, and how it was answered, to ask again after a crash. Any thread. */
final class Ledger {
    /** Answers that stand: done, or (a declined payment) decided. */
    private static final Set<Integer> FINAL = Set.of(201, 402);

    private final Queue<Request> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Request> unanswered = new ConcurrentLinkedQueue<>();
    private final Map<String, String> holdOfSeat = new ConcurrentHashMap<>();

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

    /** Each answered request is answered alike; each unanswered one now gets its answer. */
    void repeatAll() {
        for (Request request : List.copyOf(unanswered)) {
            unanswered.remove(request);
            Answer[] answer = {null};
            Await.until(() -> String.valueOf(answer[0]), () -> {
                answer[0] = request.repeat();
                return !answer[0].code().equals("request_in_progress");
            });
            note(request.with(answer[0]));
        }
        for (Request request : answered) {
            Answer again = request.repeat();
            if (again.status() != request.answer.status() || !again.body().equals(request.answer.body())) {
                throw new AssertionError(
                        request.path + " was answered " + request.answer.body() + ", is now " + again.body());
            }
        }
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
