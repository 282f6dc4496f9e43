package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Drafts of shows to be made together. */
public record ShowBatch(
        @JsonPropertyDescription(DRY_RUN) Boolean dryRun,

        @JsonPropertyDescription("Each as it would be made alone") @NotNull @Size(min = 1, max = MAX_SHOWS)
        List<@NotNull @Valid ShowRequest> shows) {
    /** In one request. */
    static final int MAX_SHOWS = 200;

    static final String DRY_RUN =
            "Whether it is only told what would become of each, and nothing is changed; missing: false";

    public ShowBatch {
        dryRun = Boolean.TRUE.equals(dryRun);
        shows = Prices.listed(shows);
    }
}
