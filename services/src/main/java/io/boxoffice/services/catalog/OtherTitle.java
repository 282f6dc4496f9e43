package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What an event is called in another language. */
public record OtherTitle(
        @NotBlank @Size(max = 500) String title,

        @NotBlank @Size(max = 35) @JsonPropertyDescription("BCP 47")
        String language) {
    void check(String pointer, FieldErrors errors) {
        Check.language(language, pointer + "/language", errors);
    }
}
