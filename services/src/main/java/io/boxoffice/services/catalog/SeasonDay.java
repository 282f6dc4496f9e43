package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A day besides those of a season's rule. */
public record SeasonDay(
        @NotNull @Pattern(regexp = ShowSeason.DATE) @JsonPropertyDescription("A date like 2031-12-26")
        String date,

        @JsonPropertyDescription("Missing: those of the season") @Size(max = ShowSeason.MAX_TIMES)
        List<@NotNull @Pattern(regexp = ShowSeason.TIME) String> times) {
    public SeasonDay {
        times = Prices.listed(times);
    }
}
