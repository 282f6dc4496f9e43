package io.boxoffice.bench.load.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NamedBodiesTest {
    private static final int BYTES = 8_192;
    private static final int BODIES = 10;
    private static final String LEAD = "\"holdId\":\"1\"";

    private final ObjectMapper json = new ObjectMapper();

    private JsonNode read(String body) throws IOException {
        assertTrue(body.length() <= BYTES, body.length() + " bytes");
        JsonNode read = json.readTree(body);
        assertEquals("1", read.path("holdId").asText());
        return read;
    }

    @Test
    void shouldNameEveryFieldOnlyOnceInAllBodies() throws IOException {
        Set<String> names = new HashSet<>();
        long fields = 0;
        for (int number = 0; number < BODIES; number++) {
            String body = NamedBodies.distinctNames(LEAD, BYTES, number);
            read(body).fieldNames().forEachRemaining(names::add);
            fields += body.chars().filter(c -> c == ':').count() - 1;
            assertTrue(body.length() > BYTES - 20, body.length() + " bytes");
        }

        // The lead's one is in all of them.
        assertEquals(fields + 1, names.size());
        assertTrue(fields > BODIES * 700, fields + " fields");
    }

    @Test
    void shouldNestAsDeepAsAParserStillGoes() throws IOException {
        int deepest = 0;
        for (JsonNode value : read(NamedBodies.nested(LEAD, BYTES))) {
            int depth = 0;
            for (JsonNode at = value; at.isArray(); at = at.path(0)) {
                depth++;
            }
            deepest = Math.max(deepest, depth);
        }

        assertEquals(900, deepest);
    }

    @Test
    void shouldWriteLongNumbersThatAreNumbers() throws IOException {
        JsonNode body = read(NamedBodies.longNumbers(LEAD, BYTES));

        assertTrue(body.path("u0").isNumber());
        assertTrue(body.size() > 7, body.size() + " fields");
    }

    @Test
    void shouldFillAQueryWithParametersOfTheirOwn() {
        String[] parameters = NamedBodies.query(3_900, 7).split("&");

        assertTrue(parameters.length > 400, parameters.length + " parameters");
        assertEquals(parameters.length, Set.of(parameters).size());
    }
}
