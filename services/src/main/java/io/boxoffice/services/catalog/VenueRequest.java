package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Fixed;
import io.boxoffice.gateway.record.Paragraphs;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an organizer says about a venue.
 *
 * @param externalId unique among the owner's venues
 * @param latitude   degrees, or null together with longitude
 * @param timezone   dates in searches are read in it
 * @param country    ISO 3166-1, two letters
 * @param website    an https address
 * @param amenities  never null
 */
public record VenueRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @NotBlank @Size(max = 200) String name,

        @Size(max = 500) @JsonPropertyDescription("Street and number")
        String address,

        @Size(max = 20) String postcode,
        @Size(max = 200) String city,

        @Pattern(regexp = "^[A-Z]{2}$") @JsonPropertyDescription("ISO 3166-1, two letters")
        String country,

        @DecimalMin("-90") @DecimalMax("90") Double latitude,
        @DecimalMin("-180") @DecimalMax("180") Double longitude,
        @NotNull @JsonPropertyDescription("IANA name") String timezone,

        @Size(max = WebLink.MAX_URL) @JsonPropertyDescription("https")
        String website,

        @Paragraphs @Size(max = 5_000) @JsonPropertyDescription("How to get there: Markdown, as descriptions are")
        String directions,

        @Paragraphs
        @Size(max = 5_000)
        @JsonPropertyDescription("What people with disabilities need to know: Markdown, as descriptions are")
        String accessibility,

        @Size(max = 40) List<@NotNull Amenity> amenities)
        implements Checked {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    public VenueRequest {
        // Elements that are null are told of later.
        amenities = amenities == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(amenities));
    }

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
        if (country != null && !COUNTRIES.contains(country)) {
            errors.add("/country", FieldErrors.INVALID, "is not a country of ISO 3166-1");
        }
        Check.https(website, "/website", errors);
    }
}
