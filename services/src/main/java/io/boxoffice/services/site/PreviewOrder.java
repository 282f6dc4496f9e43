package io.boxoffice.services.site;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * For how long a preview is to be seen.
 *
 * @param hours never null
 */
record PreviewOrder(
        @Min(1) @Max(336) @JsonPropertyDescription("Missing: 48")
        Integer hours) {
    PreviewOrder {
        hours = hours == null ? 48 : hours;
    }
}
