package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.e2e.Stranger.Said;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One way of asking for what is another's, by an operation of the document.
 *
 * @param operation as the document names it
 * @param path      what stands in the path's braces, in turn, and after a question mark the query
 * @param body      null: none
 * @param answers   what strangers may be told, beside that nothing of it is the owner's
 * @param isOfStaffToo whether the house's own people, and administrators, are strangers to it
 * @param owner     who may do it; null: nobody needs to
 * @param status    what the owner is answered
 * @param effect    what the owner sees afterwards, and what must be in it, or not any more
 */
record Attempt(
        String operation,
        Object[] path,
        String body,
        BiConsumer<Stranger, Said> answers,
        boolean isOfStaffToo,
        Stranger owner,
        int status,
        Effect effect) {

    /**
     * What became of it.
     *
     * @param path read by the owner
     * @param text part of the answer; null: there is nothing any more
     */
    record Effect(String path, String text) {}

    /** Strangers are told that it is not there, or that they do not do such things at all. */
    static Attempt refused(String operation, Object... path) {
        return new Attempt(operation, path, null, (stranger, said) -> assertAbsent(said), false, null, 0, null);
    }

    /** What strangers get is their own, or nothing. */
    static Attempt own(String operation, Object... path) {
        return new Attempt(operation, path, null, Attempt::assertOwn, false, null, 0, null);
    }

    Attempt with(String json) {
        return new Attempt(operation, path, json, answers, isOfStaffToo, owner, status, effect);
    }

    /** Strangers may be told this instead. */
    Attempt told(BiConsumer<Stranger, Said> judge) {
        return new Attempt(operation, path, body, judge, isOfStaffToo, owner, status, effect);
    }

    /** Nor is it the house's, or administrators'. */
    Attempt evenOfStaff() {
        return new Attempt(operation, path, body, answers, true, owner, status, effect);
    }

    /** It is there for its owner, and does what it should. */
    Attempt but(Stranger whose, int answered) {
        return new Attempt(operation, path, body, answers, isOfStaffToo, whose, answered, effect);
    }

    Attempt soThat(String read, String text) {
        return new Attempt(operation, path, body, answers, isOfStaffToo, owner, status, new Effect(read, text));
    }

    Attempt soThatGone(String read) {
        return soThat(read, null);
    }

    /** The address, from the document's template. */
    String address(String template) {
        String filled = template;
        String query = "";
        for (Object part : path) {
            if (part.toString().startsWith("?")) {
                query = part.toString();
            } else {
                assertTrue(filled.contains("{"), operation + " has no such parameter");
                filled = filled.replaceFirst("\\{[^}]*}", part.toString());
            }
        }
        assertTrue(!filled.contains("{"), operation + ": " + filled);
        return filled + query;
    }

    private static void assertAbsent(Said said) {
        assertEquals(404, said.status(), said.text());
        assertEquals("not_found", said.code(), said.text());
    }

    private static void assertOwn(Stranger stranger, Said said) {
        assertTrue(Set.of(200, 201, 202, 204).contains(said.status()), said.status() + " " + said.text());
    }

    /** A list of theirs, which has nothing in it. */
    static void assertNothing(Stranger stranger, Said said) {
        if (said.status() == 404) {
            assertAbsent(said);
        } else {
            assertEquals(200, said.status(), said.text());
            assertEquals(0, said.json().path("items").size(), said.text());
        }
    }

    /** Naming another person is for the box office alone, and it finds only what is its own house's. */
    static void assertNamesNobody(Stranger stranger, Said said) {
        if (said.status() == 403) {
            assertEquals("forbidden", said.code(), said.text());
        } else {
            assertNothing(stranger, said);
        }
    }

    /** What a body names is not there for them. */
    static void assertNamesNothing(Stranger stranger, Said said) {
        assertEquals(422, said.status(), said.text());
        said.json()
                .path("errors")
                .forEach(error -> assertEquals(
                        "there is no such thing", error.path("detail").asText(), said.text()));
    }
}
