package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Fixed;
import io.boxoffice.gateway.record.Paragraphs;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an organizer says about a hall.
 *
 * @param externalId      unique in the venue
 * @param amenities       never null
 * @param cleaningMinutes between the end of a show and the next in it; null: none
 */
public record HallRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @NotBlank @Size(max = 200) String name,

        @Paragraphs
        @Size(max = 5_000)
        @JsonPropertyDescription("Where it is in the venue: Markdown, as descriptions are")
        String directions,

        @Paragraphs
        @Size(max = 5_000)
        @JsonPropertyDescription("What people with disabilities need to know: Markdown, as descriptions are")
        String accessibility,

        @Size(max = 40) List<@NotNull Amenity> amenities,

        @Min(0) @Max(1_440) @JsonPropertyDescription("Between the end of a show and the next in it; missing: none")
        Integer cleaningMinutes)
        implements Checked {
    public HallRequest {
        // Elements that are null are told of later.
        amenities = amenities == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(amenities));
    }

    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
    }

    /** Whether there is anything to tell visitors. */
    boolean saysMore() {
        return directions != null || accessibility != null || !amenities.isEmpty();
    }
}
