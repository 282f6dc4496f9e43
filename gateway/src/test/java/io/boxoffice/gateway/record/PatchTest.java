package io.boxoffice.gateway.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchTest {
    /** A body as features have them. */
    public record TourRequest(
            @Fixed String externalId,
            @NotBlank @Size(max = 9) String name,
            @Paragraphs String text,
            List<String> tags,
            @Valid Rules rules,
            Integer from,
            Integer to)
            implements Checked {
        @Override
        public void check(FieldErrors errors) {
            if (from != null && to != null && from > to) {
                errors.add("/to", "invalid", "is before from");
            }
        }
    }

    /** A part of it. */
    public record Rules(@NotNull @Max(48) Integer units, boolean strict) {}

    /** As it is answered. */
    public record Tour(@NotNull Id id, @JsonUnwrapped TourRequest stated, long version) {}

    private static final TourRequest BEFORE =
            new TourRequest("x-1", "Tour", "a\nb", List.of("old"), new Rules(4, true), 1, 5);

    private static ByteBuf body(String json) {
        return Unpooled.copiedBuffer(json, CharsetUtil.UTF_8);
    }

    private static TourRequest changed(String json) {
        return Patch.read(body(json), TourRequest.class).appliedTo(BEFORE);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> refused(HttpProblem code, String json) {
        ProblemException e = assertThrows(ProblemException.class, () -> changed(json));
        assertEquals(code, e.problem().code(), json);
        Map<String, String> byPointer = new TreeMap<>();
        ((List<Map<String, String>>) e.problem().members().get("errors"))
                .forEach(error -> byPointer.put(error.get("pointer"), error.get("code")));
        return byPointer;
    }

    @Test
    void shouldLeaveWhatIsNotNamedAndTakeAwayWhatIsNull() {
        assertEquals(BEFORE, changed("{}"));
        assertEquals(
                new TourRequest("x-1", "Tour", null, List.of("new"), new Rules(4, true), 1, 5),
                changed("{\"text\":null,\"tags\":[\"new\"]}"));
    }

    @Test
    void shouldChangeAnObjectPartByPart() {
        assertEquals(new Rules(2, true), changed("{\"rules\":{\"units\":2}}").rules());
        assertEquals(null, changed("{\"rules\":null}").rules());
    }

    @Test
    void shouldCheckTheWholeAfterTheChange() {
        assertEquals(
                Map.of("/name", "missing", "/rules/units", "invalid", "/to", "invalid"),
                refused(HttpProblem.INVALID_VALUE, "{\"name\":null,\"rules\":{\"units\":49},\"from\":6}"));
    }

    @Test
    void shouldRefuseToChangeWhatIsFixedButTakeItUnchanged() {
        assertEquals(Map.of("/externalId", "fixed"), refused(HttpProblem.INVALID_VALUE, "{\"externalId\":\"x-2\"}"));
        assertEquals(Map.of("/externalId", "fixed"), refused(HttpProblem.INVALID_VALUE, "{\"externalId\":null}"));
        assertEquals(BEFORE, changed("{\"externalId\":\"x-1\"}"));
    }

    @Test
    void shouldRefuseUnknownFieldsAndOtherKindsBeforeTheThingIsKnown() {
        ProblemException e = assertThrows(
                ProblemException.class,
                () -> Patch.read(
                        body("{\"nmae\":null,\"naem\":\"x\",\"from\":\"1\",\"rules\":{\"unit\":1}}"),
                        TourRequest.class));
        assertEquals(HttpProblem.INVALID_REQUEST, e.problem().code());
        List<?> errors = (List<?>) e.problem().members().get("errors");
        assertEquals(4, errors.size(), errors.toString());
    }

    @Test
    void shouldCleanTextsAndRefuseWhatForgesLines() {
        assertEquals("Caf\u00E9", changed("{\"name\":\"Cafe\u0301\"}").name());
        assertEquals("a\nb", changed("{\"text\":\"a\\r\\nb\"}").text());
        assertEquals(
                Map.of("/name", "invalid", "/tags/0", "invalid", "/text", "invalid", "/to", "invalid"),
                refused(
                        HttpProblem.INVALID_VALUE,
                        "{\"name\":\"a\\nb\",\"tags\":[\"\\u0000\"],\"text\":\"\\u202e\",\"from\":6}"));
    }

    @Test
    void shouldDescribeWhatMayBeChanged() {
        ObjectNode schemas = RecordSchemas.of(List.of(Tour.class), List.of(TourRequest.class));
        JsonNode patch = schemas.path("TourPatch");
        assertFalse(patch.has("required"), patch.toString());
        assertFalse(patch.path("properties").has("externalId"), patch.toString());
        assertEquals("string", patch.at("/properties/name/type").asText());
        assertEquals("[\"string\",\"null\"]", patch.at("/properties/text/type").toString());
        assertEquals(
                "#/components/schemas/RulesPatch",
                patch.at("/properties/rules/oneOf/0/$ref").asText(),
                patch.toString());
        assertFalse(schemas.path("RulesPatch").has("required"));
    }

    @Test
    void shouldDescribeWhatIsWrittenUnwrappedAmongTheRest() {
        JsonNode tour = RecordSchemas.of(List.of(Tour.class), List.of()).path("Tour");
        assertEquals(9, tour.path("properties").size(), tour.toString());
        assertEquals(9, tour.at("/properties/name/maxLength").asInt(), tour.toString());
        assertEquals(
                List.of("id", "name"),
                List.of(tour.at("/required/0").asText(), tour.at("/required/1").asText()),
                tour.toString());
    }

    /** A node takes some twenty times the room of the two bytes that make it. */
    @Test
    void shouldRefuseABodyOfMorePartsThanFitAsATree() {
        String nothings = "[],".repeat(400_000);
        ProblemException e = assertThrows(ProblemException.class, () -> changed("{\"tags\":[" + nothings + "[]]}"));
        assertEquals(HttpProblem.TOO_LARGE, e.problem().code());
        assertEquals(300_000, e.problem().members().get("limit"));
        ProblemException deep =
                assertThrows(ProblemException.class, () -> changed("{\"tags\":" + "[".repeat(100_000) + "]"));
        assertEquals(HttpProblem.MALFORMED_JSON, deep.problem().code());
        String prices =
                IntStream.range(0, 131_000).mapToObj(i -> "\"A-" + i + "\":7").collect(Collectors.joining(","));
        Prices none = new Prices(Map.of());
        Prices all =
                Patch.read(body("{\"seats\":{" + prices + "}}"), Prices.class).appliedTo(none);
        assertEquals(131_000, all.seats().size());
    }

    /** As many as a large map has seats. */
    public record Prices(Map<String, Long> seats) {}
}
