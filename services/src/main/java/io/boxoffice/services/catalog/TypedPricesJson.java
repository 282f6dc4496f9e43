package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Further ticket types and periods of prices, as their organizer stated them. */
final class TypedPricesJson {
    private TypedPricesJson() {}

    /** Writes the fields {@code types} and {@code periods}, where there are any. */
    static void write(JsonGenerator json, Prices prices) throws IOException {
        if (!prices.types().isEmpty()) {
            json.writeArrayFieldStart("types");
            for (TypePrices type : prices.types()) {
                json.writeStartObject();
                json.writeStringField("name", type.name());
                json.writeBooleanField("companion", type.companion());
                amounts(json, type.defaultAmount(), type.categories(), type.seats(), type.areas());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!prices.periods().isEmpty()) {
            json.writeArrayFieldStart("periods");
            for (LaterPrices period : prices.periods()) {
                Prices later = period.prices();
                json.writeStartObject();
                json.writeStringField(
                        "from", Instant.ofEpochMilli(period.fromMs()).toString());
                amounts(json, later.defaultAmount(), later.categories(), later.seats(), later.areas());
                write(json, later);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void amounts(
            JsonGenerator json,
            Long defaultAmount,
            Map<String, Long> categories,
            Map<String, Long> seats,
            Map<String, Long> areas)
            throws IOException {
        if (defaultAmount != null) {
            json.writeNumberField("default", defaultAmount);
        }
        amounts(json, "categories", categories);
        amounts(json, "seats", seats);
        amounts(json, "areas", areas);
    }

    private static void amounts(JsonGenerator json, String name, Map<String, Long> amounts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> amount : amounts.entrySet()) {
            json.writeNumberField(amount.getKey(), amount.getValue());
        }
        json.writeEndObject();
    }
}
