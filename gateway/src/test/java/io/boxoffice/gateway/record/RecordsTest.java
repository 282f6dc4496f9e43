package io.boxoffice.gateway.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordsTest {
    /** A body as features have them. */
    public record Order(
            @NotNull Id showId,
            @NotNull @Size(min = 1, max = 5) String name,
            @Max(10) Integer seats,
            Instant at,
            List<@Valid Line> lines) {}

    /** A part of it. */
    public record Line(@NotNull String seat) {}

    private static Order read(String body) {
        return Records.read(Unpooled.copiedBuffer(body, CharsetUtil.UTF_8), Order.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> refused(HttpProblem code, String body) {
        ProblemException e = assertThrows(ProblemException.class, () -> read(body));
        assertEquals(code, e.problem().code(), body);
        Map<String, String> byPointer = new TreeMap<>();
        ((List<Map<String, String>>) e.problem().members().get("errors"))
                .forEach(error -> byPointer.put(error.get("pointer"), error.get("code")));
        return byPointer;
    }

    @Test
    void shouldBindWhatIsThere() {
        assertEquals(
                new Order(new Id(12), "Ann", 3, Instant.parse("2026-01-01T10:00:00Z"), List.of(new Line("A-1"))),
                read("{\"showId\":\"12\",\"name\":\"Ann\",\"seats\":3,\"at\":\"2026-01-01T10:00:00Z\","
                        + "\"lines\":[{\"seat\":\"A-1\"}]}"));
        assertEquals(new Order(new Id(1), "A", null, null, null), read("{\"name\":\"A\",\"showId\":\"1\"}"));
    }

    @Test
    void shouldTellAllThatIsNotAsDeclaredAtOnce() {
        assertEquals(
                Map.of(
                        "/showId",
                        "wrong_type",
                        "/naem",
                        "unknown_field",
                        "/seats",
                        "wrong_type",
                        "/lines/0/sea~1t",
                        "unknown_field"),
                refused(
                        HttpProblem.INVALID_REQUEST,
                        "{\"showId\":\"x\",\"naem\":{\"a\":[1]},\"seats\":\"many\",\"lines\":[{\"sea/t\":1}]}"));
    }

    @Test
    void shouldTellAllConstraintsThatAreNotKept() {
        assertEquals(
                Map.of("/showId", "missing", "/name", "invalid", "/seats", "invalid", "/lines/1/seat", "missing"),
                refused(HttpProblem.INVALID_VALUE, "{\"name\":\"\",\"seats\":11,\"lines\":[{\"seat\":\"A\"},{}]}"));
    }

    @Test
    void shouldTakeNoKindForAnother() {
        assertEquals(
                Map.of("/showId", "wrong_type"),
                refused(HttpProblem.INVALID_REQUEST, "{\"showId\":12,\"name\":\"A\"}"));
        assertEquals(
                Map.of("/name", "wrong_type"), refused(HttpProblem.INVALID_REQUEST, "{\"showId\":\"12\",\"name\":7}"));
        assertEquals(
                Map.of("/seats", "wrong_type"),
                refused(HttpProblem.INVALID_REQUEST, "{\"showId\":\"12\",\"name\":\"A\",\"seats\":1.5}"));
    }

    /** A number that must be there. */
    public record Count(int seats) {}

    @Test
    void shouldNotTakeWhatIsNotThereForZero() {
        for (String body : List.of("{}", "{\"seats\":null}")) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> Records.read(Unpooled.copiedBuffer(body, CharsetUtil.UTF_8), Count.class),
                    body);
            assertEquals(HttpProblem.INVALID_REQUEST, e.problem().code(), body);
        }
    }

    @Test
    void shouldNotRepeatWhatWasSent() {
        ProblemException e = assertThrows(ProblemException.class, () -> read("{\"showId\":\"secret\",\"name\":\"A\"}"));
        assertFalse(
                e.problem().members().toString().contains("secret"), e.problem().toString());
    }

    @Test
    void shouldNameWhatIsGivenTwice() {
        ProblemException e = assertThrows(ProblemException.class, () -> read("{\"name\":\"A\",\"name\":\"B\"}"));
        assertEquals(HttpProblem.INVALID_REQUEST, e.problem().code());
        assertEquals(
                "[{pointer=/name, code=repeated_field, detail=is given twice}]",
                e.problem().members().get("errors").toString());
    }

    @Test
    void shouldRefuseWhatIsNoJsonOrNoObject() {
        for (String body : List.of("", "{", "{} {}")) {
            ProblemException e = assertThrows(ProblemException.class, () -> read(body), body);
            assertEquals(HttpProblem.MALFORMED_JSON, e.problem().code(), body);
        }
        for (String body : List.of("[]", "7", "null", "{\"name\":\"A\",\"name\":\"B\"}")) {
            ProblemException e = assertThrows(ProblemException.class, () -> read(body), body);
            assertEquals(HttpProblem.INVALID_REQUEST, e.problem().code(), body);
        }
    }

    @Test
    void shouldMakeSchemasOfWhatIsDeclared() {
        ObjectNode schemas = RecordSchemas.of(List.of(Order.class), List.of());
        JsonNode order = schemas.path("Order");
        assertEquals("string", order.at("/properties/showId/type").asText());
        assertEquals("date-time", order.at("/properties/at/format").asText());
        assertEquals(5, order.at("/properties/name/maxLength").asInt());
        assertEquals(10, order.at("/properties/seats/maximum").asInt());
        assertEquals(
                "#/components/schemas/Line",
                order.at("/properties/lines/items/$ref").asText());
        assertTrue(order.path("required").toString().contains("showId"), order.toString());
        assertEquals("[\"seat\"]", schemas.at("/Line/required").toString());
    }
}
