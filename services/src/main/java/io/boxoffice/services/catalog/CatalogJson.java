package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** How the things of the catalog look. What is not known is left out. */
final class CatalogJson {
    private CatalogJson() {}

    static void id(JsonGenerator json, String name, long id) throws IOException {
        json.writeStringField(name, Long.toString(id));
    }

    static void text(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    static void time(JsonGenerator json, String name, Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, time.toString());
        }
    }
}
