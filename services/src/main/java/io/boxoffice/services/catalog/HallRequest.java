package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Fixed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What an organizer says about a hall.
 *
 * @param externalId unique in the venue
 */
public record HallRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @NotBlank @Size(max = 200) String name)
        implements Checked {
    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
    }
}
