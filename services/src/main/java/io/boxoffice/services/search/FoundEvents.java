package io.boxoffice.services.search;

import java.util.List;

/**
 * A part of what was found.
 *
 * @param next   where to go on, or null when this was all
 * @param facets what was asked to be counted, of all that was found
 */
public record FoundEvents(List<FoundEvent> items, String next, List<FacetCounts> facets) {
    public FoundEvents {
        items = List.copyOf(items);
        facets = List.copyOf(facets);
    }
}
