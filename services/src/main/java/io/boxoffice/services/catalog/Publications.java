package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows to be published together. */
public record Publications(
        @JsonPropertyDescription(ShowBatch.DRY_RUN) Boolean dryRun,

        @JsonPropertyDescription("Each once") @NotNull @Size(min = 1, max = ShowBatch.MAX_SHOWS)
        List<@NotNull @Valid ShowToPublish> shows)
        implements Checked {
    public Publications {
        dryRun = Boolean.TRUE.equals(dryRun);
        shows = Prices.listed(shows);
    }

    @Override
    public void check(FieldErrors errors) {
        Set<Id> seen = new HashSet<>();
        for (int i = 0; i < shows.size(); i++) {
            ShowToPublish show = shows.get(i);
            if (show != null && show.id() != null && !seen.add(show.id())) {
                errors.add("/shows/" + i + "/id", FieldErrors.INVALID, "is the id of a show before it");
            }
        }
    }
}
