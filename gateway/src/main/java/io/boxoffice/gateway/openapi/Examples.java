package io.boxoffice.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Examples: of strings that have a form, in their schemas; and whole ones of bodies and answers, with all their parts. Where a schema
 * names an example, that is it; otherwise it is made of those of its parts.
 */
final class Examples {
    static final String ID = "3894603053836165184";

    private static final String HASH = "0f".repeat(32);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String COMPONENTS = "#/components/schemas/";
    private static final int MAX_DEPTH = 16;
    private static final Pattern CHOICE = Pattern.compile("^\\^?\\(?([a-z_]+)\\|");

    /** Of strings without a form, by the names of their fields. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("address", "1 Quay Street"),
            Map.entry("area", "Pit"),
            Map.entry("category", "Stalls"),
            Map.entry("city", "Harbourtown"),
            Map.entry("code", "0406HYWT8MN0DNPV000000000005800000G0Q38QDW60PYMAW0EZQFTJZ4W2TWF3F6W"),
            Map.entry("email", "guest@example.org"),
            Map.entry("eventTitle", "Low Tide"),
            Map.entry("externalId", "season-12/7"),
            Map.entry("genres", "drama"),
            Map.entry("hall", "Hall 1"),
            Map.entry("hallName", "Hall 1"),
            Map.entry("ifMatch", "\"1\""),
            Map.entry("key", "A-1"),
            Map.entry("label", "5"),
            Map.entry("language", "en"),
            Map.entry("method", "card"),
            Map.entry("name", "Moonbeam Cinema"),
            Map.entry("paymentId", "84-1"),
            Map.entry("phone", "+44 20 7946 0000"),
            Map.entry("postcode", "HB1 4QT"),
            Map.entry("row", "F"),
            Map.entry("seat", "F-5"),
            Map.entry("seats", "F-5"),
            Map.entry("section", "Main"),
            Map.entry("timezone", "Europe/London"),
            Map.entry("title", "Low Tide"),
            Map.entry("token", "tok_approve"),
            Map.entry("trailer", "https://video.example/low-tide"),
            Map.entry("type", "standard"),
            Map.entry("venue", "Moonbeam Cinema"),
            Map.entry("venueName", "Moonbeam Cinema"),
            Map.entry("website", "https://moonbeam.example"));

    private final JsonNode schemas;

    private Examples(JsonNode schemas) {
        this.schemas = schemas;
    }

    /**
     * Adds them to all strings in the schemas, and to the bodies and answers of all operations that are JSON.
     */
    static void fill(ObjectNode document) {
        JsonNode schemas = document.at("/components/schemas");
        fillStrings(schemas);
        new Examples(schemas).fillContents(document);
    }

    private static void fillStrings(JsonNode schemas) {
        if (schemas instanceof ObjectNode schema && isString(schema.path("type")) && !schema.has("examples")) {
            String example = ofForm(schema);
            if (example != null) {
                schema.putArray("examples").add(example);
            }
        }
        schemas.forEach(Examples::fillStrings);
    }

    private static boolean isString(JsonNode type) {
        return type.asText().equals("string")
                || (type.isArray() && type.path(0).asText().equals("string"));
    }

    private static String ofForm(JsonNode schema) {
        return switch (schema.path("format").asText() + schema.path("pattern").asText()) {
            case "date-time" -> "2026-12-01T19:30:00Z";
            case "date" -> "2026-12-01";
            case "^[1-9][0-9]{0,18}$" -> ID;
            case "^[0-9]{1,19}$" -> "253";
            case "^[A-Z]{3}$" -> "EUR";
            case "^[A-Z]{2}$" -> "GB";
            case "^[0-9a-f]{64}$" -> HASH;
            case "^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$" -> "J0CD-6Q2K-Y7YX";
            case "^[a-z]+(_[a-z0-9]+)*$" -> "house";
            case "[0-9]{8}" -> "04711815";
            case "^[0-9]+-[0-9]+$" -> "84-1";
            default -> ofChoice(schema.path("pattern").asText());
        };
    }

    /** Of a pattern that lists words, the first of them. */
    private static String ofChoice(String pattern) {
        Matcher choice = CHOICE.matcher(pattern);
        return choice.find() ? choice.group(1) : null;
    }

    /** Wherever content is, an example beside its schema; not of streams, whose events have theirs in their schemas. */
    private void fillContents(JsonNode part) {
        if (part.path("content").path("application/json") instanceof ObjectNode media) {
            addTo(media);
        }
        part.forEach(this::fillContents);
    }

    private void addTo(ObjectNode media) {
        String reference = media.at("/schema/$ref").asText();
        // The document's own schema is open.
        if (reference.startsWith(COMPONENTS) && !media.has("example")) {
            media.set("example", of(media.path("schema"), "", 0));
        }
    }

    /**
     * @param name of the field that it is for
     */
    private JsonNode of(JsonNode schema, String name, int depth) {
        if (schema.has("$ref")) {
            return of(schemas.path(schema.path("$ref").asText().substring(COMPONENTS.length())), name, depth + 1);
        }
        if (schema.has("examples")) {
            return schema.at("/examples/0");
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.at("/enum/0");
        }
        if (schema.has("default")) {
            return schema.get("default");
        }
        if (schema.has("oneOf")) {
            return of(schema.at("/oneOf/0"), name, depth);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "array" -> {
                ArrayNode some = JSON.arrayNode();
                yield depth > MAX_DEPTH ? some : some.add(of(schema.path("items"), name, depth + 1));
            }
            case "integer" -> JSON.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
            case "number" ->
                JSON.numberNode(Math.max(1.5, schema.path("minimum").asDouble(1.5)));
            case "boolean" -> JSON.booleanNode(true);
            case "string" -> JSON.textNode(word(schema, name));
            default -> object(schema, depth);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        if (depth > MAX_DEPTH) {
            return object;
        }
        schema.path("properties")
                .properties()
                .forEach(field -> object.set(field.getKey(), of(field.getValue(), field.getKey(), depth + 1)));
        if (schema.path("additionalProperties").isObject()) {
            object.set(WORDS.get("key"), of(schema.get("additionalProperties"), "", depth + 1));
        }
        return object;
    }

    private static String word(JsonNode schema, String name) {
        String word = WORDS.getOrDefault(name, "text");
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return word.length() <= most ? word : word.substring(0, most);
    }
}
