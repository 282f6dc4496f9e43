package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Fixed;
import io.boxoffice.gateway.record.Paragraphs;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an organizer says about an event.
 *
 * @param externalId unique among the owner's events
 * @param genres     never null
 */
public record EventRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @NotBlank @Size(max = 500) String title,
        @Paragraphs @Size(max = 20_000) String description,
        @Size(max = 20) List<@NotBlank @Size(max = 100) String> genres,
        @Size(max = 35) @JsonPropertyDescription("BCP 47") String language,
        @Min(1) @Max(14_400) Integer durationMinutes,
        @Size(max = 50) String ageRating)
        implements Checked {
    public EventRequest {
        // Elements that are null are told of later.
        genres = genres == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(genres));
    }

    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
    }
}
