package io.boxoffice.services.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A part of a list.
 *
 * @param next   where to go on, or null when this was all
 * @param facets missing when none were asked for
 */
public record EventList(
        @NotNull List<EventListItem> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next,

        @JsonPropertyDescription("Missing when none were asked for")
        List<FacetCounts> facets) {}
