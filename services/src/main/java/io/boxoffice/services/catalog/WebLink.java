package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A page elsewhere. */
public record WebLink(
        @NotBlank @Size(max = 100) @JsonPropertyDescription("What people read")
        String name,

        @NotBlank @Size(max = MAX_URL) @JsonPropertyDescription("https")
        String url) {
    /** The longest address that is kept, in characters. */
    static final int MAX_URL = 1_000;

    void check(String pointer, FieldErrors errors) {
        Check.https(url, pointer + "/url", errors);
    }
}
