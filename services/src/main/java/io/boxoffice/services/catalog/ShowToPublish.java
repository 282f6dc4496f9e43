package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * One of several shows that are to be published.
 *
 * @param ifMatch as the header of that name
 */
public record ShowToPublish(
        @NotNull Id id,

        @NotNull
        @Size(min = 1, max = 200)
        @JsonPropertyDescription("As the header of that name: ETags of the show, or * for whatever it is")
        String ifMatch) {
    /** The versions at which it may be. */
    Versions versions() {
        return Etags.versions(ifMatch);
    }
}
