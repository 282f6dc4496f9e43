package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.route.Call;
import java.io.IOException;
import java.time.Instant;

/**
 * That the latest end of a show is to be lowered, as it is sent in, and how it is answered.
 *
 * @param latestEndsAt null: not stated
 * @param reason       null: not stated
 */
record LatestEndBody(Instant latestEndsAt, String reason) {
    private static final class Fields {
        private Instant latestEndsAt;
        private String reason;
    }

    static LatestEndBody read(Call call) {
        Fields fields = new Fields();
        call.readJson((field, json) -> {
            switch (field) {
                case "latestEndsAt" -> fields.latestEndsAt = JsonFields.timeOrNull(json, field);
                case "reason" -> fields.reason = JsonFields.stringOrNull(json, field);
                default -> {
                    // Skipped.
                }
            }
        });
        return new LatestEndBody(fields.latestEndsAt, fields.reason);
    }

    static void write(JsonGenerator json, LatestEndChange change) throws IOException {
        json.writeStartObject();
        CatalogJson.id(json, "showId", change.showId());
        json.writeNumberField("version", change.version());
        CatalogJson.id(json, "changedBy", change.adminId());
        CatalogJson.time(json, "changedAt", change.changedAt());
        CatalogJson.time(json, "from", change.from());
        CatalogJson.time(json, "to", change.to());
        CatalogJson.text(json, "reason", change.reason());
        json.writeEndObject();
    }
}
