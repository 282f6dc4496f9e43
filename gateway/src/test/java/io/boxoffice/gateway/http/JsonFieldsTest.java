package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    private final List<Long> numbers = new ArrayList<>();

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "name" -> JsonFields.string(json);
            case "number" -> numbers.add(JsonFields.integer(json, 1, 9));
            case "inner" -> JsonFields.object(json, this::field, "number");
            case "list" -> JsonFields.array(json, element -> JsonFields.object(element, this::field));
            case "left" -> {
                // Left at its start.
            }
            case "amid" -> {
                json.nextToken();
                json.nextToken();
                throw JsonFields.invalid(json, "is not taken");
            }
            default -> throw JsonFields.unknown(json);
        }
    }

    private String refusal(String body) throws IOException {
        ProblemException refused = assertThrows(
                ProblemException.class,
                () -> JsonFields.read(
                        Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)), this::field, "name"));
        Response response = refused.problem().toResponse();
        JsonNode problem = new ObjectMapper().readTree(response.body().toString(StandardCharsets.UTF_8));
        StringJoiner told = new StringJoiner(", ", response.status() + " ", "");
        problem.path("errors")
                .forEach(error -> told.add(error.path("pointer").asText()
                        + ' '
                        + error.path("code").asText()));
        return told.toString();
    }

    @Test
    void shouldTellAllThatIsWrongAtOnceEachWithItsPointer() throws IOException {
        assertEquals(
                "400 /categroy unknown_field, /number wrong_type, /inner/holdTTL unknown_field, /inner/number invalid,"
                        + " /list/1/x~1y~0z unknown_field, /list/2 wrong_type, /list/3/inner/number missing, /name missing",
                refusal("""
                        {"categroy": {"deep": [1, {"number": 2}]}, "number": "7",
                         "inner": {"holdTTL": [[]], "number": 10},
                         "list": [{"number": 3}, {"x/y~z": {}}, 5, {"inner": {}}]}"""));
        assertEquals(List.of(3L), numbers, "what is behind a refused field is read");
    }

    @Test
    void shouldGoOnBehindAValueThatWasLeftAmid() throws IOException {
        assertEquals(
                "422 /amid/a invalid, /number invalid",
                refusal("{\"left\":{\"number\":1},\"amid\":{\"a\":[[1],{}],\"b\":2},\"name\":\"\",\"number\":0}"));
        assertEquals(List.of(), numbers);
    }

    @Test
    void shouldSayWhatIsMissingAsInvalidAndWhatHasTheWrongFormAsMalformed() throws IOException {
        assertEquals("422 /name missing", refusal("{}"));
        assertEquals("422 /number invalid, /name missing", refusal("{\"number\":99999999999999999999}"));
        assertEquals("400 /number wrong_type, /name missing", refusal("{\"number\":1.5}"));
    }

    @Test
    void shouldNameWhatIsGivenTwice() throws IOException {
        assertEquals("400 /name repeated_field", refusal("{\"name\":\"a\",\"name\":\"a\"}"));
        assertEquals(
                "400 /list/1/number repeated_field",
                refusal("{\"name\":\"a\",\"list\":[{},{\"number\":1,\"number\":1}]}"));
        String large = "{\"name\":\"" + "a".repeat(20_000) + "\",\"inner\":{\"number\":1,\"number\":2}}";
        assertEquals("400 /inner/number repeated_field", refusal(large));
    }

    @Test
    void shouldBoundHowManyItTells() throws IOException {
        StringBuilder body = new StringBuilder("{\"name\":\"\"");
        for (int i = 0; i < 1_000; i++) {
            body.append(",\"f").append(i).append("\":1");
        }
        assertEquals(30, refusal(body.append('}').toString()).split(",").length);
    }
}
