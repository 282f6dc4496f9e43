package io.boxoffice.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Examples of what has a form, where a schema gives none of its own: ids, sequences, times, days. */
final class Examples {
    static final String ID = "3894603053836165184";

    private Examples() {}

    /** Adds them to all strings in these schemas. */
    static void fill(JsonNode schemas) {
        if (schemas instanceof ObjectNode schema && isString(schema.path("type")) && !schema.has("examples")) {
            String example = of(schema);
            if (example != null) {
                schema.putArray("examples").add(example);
            }
        }
        schemas.forEach(Examples::fill);
    }

    private static boolean isString(JsonNode type) {
        return type.asText().equals("string")
                || (type.isArray() && type.path(0).asText().equals("string"));
    }

    private static String of(ObjectNode schema) {
        return switch (schema.path("format").asText() + schema.path("pattern").asText()) {
            case "date-time" -> "2026-12-01T19:30:00Z";
            case "date" -> "2026-12-01";
            case "^[1-9][0-9]{0,18}$" -> ID;
            case "^[0-9]{1,19}$" -> "253";
            case "^[A-Z]{3}$" -> "EUR";
            default -> null;
        };
    }
}
