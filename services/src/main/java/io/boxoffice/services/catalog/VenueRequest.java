package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Fixed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What an organizer says about a venue.
 *
 * @param externalId unique among the owner's venues
 * @param latitude   degrees, or null together with longitude
 * @param timezone   dates in searches are read in it
 */
public record VenueRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @NotBlank @Size(max = 200) String name,
        @Size(max = 500) String address,
        @Size(max = 200) String city,
        @DecimalMin("-90") @DecimalMax("90") Double latitude,
        @DecimalMin("-180") @DecimalMax("180") Double longitude,
        @NotNull @JsonPropertyDescription("IANA name") String timezone)
        implements Checked {
    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
        if ((latitude == null) != (longitude == null)) {
            errors.add(
                    latitude == null ? "/latitude" : "/longitude",
                    FieldErrors.MISSING,
                    "latitude and longitude go together");
        }
        if (timezone != null && !Zones.isNamed(timezone)) {
            errors.add("/timezone", FieldErrors.INVALID, "is not an IANA zone");
        }
    }
}
