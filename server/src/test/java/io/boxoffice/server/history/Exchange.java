package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One request and its answer, as its client saw them.
 *
 * @param client  who asked; 0: nobody in particular
 * @param path    with the query
 * @param key     the Idempotency-Key, or null
 * @param startUs when it was asked, in microseconds of one clock that all share, whose zero is the epoch
 * @param endUs   when the answer was there, or it was clear that none would come
 * @param status  0: no answer came
 * @param answer  never null; missing when there was no body
 */
public record Exchange(
        long client,
        String method,
        String path,
        JsonNode body,
        String key,
        long startUs,
        long endUs,
        int status,
        JsonNode answer) {
    /** Whether it did what was asked. */
    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** Whether nobody can know what it did. */
    boolean unknown() {
        return status == 0 || status >= 500;
    }

    String code() {
        return answer.path("code").asText();
    }

    /** Whether the client is to ask again. */
    boolean undecided() {
        return unknown() || status == 202 || status == 429 || code().equals("request_in_progress");
    }

    @Override
    public String toString() {
        return client + " " + method + " " + path + (key == null ? "" : " key " + key) + " " + body + " at " + startUs
                + ".." + endUs + " -> " + status + " " + answer;
    }
}
