package io.boxoffice.services.search;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * How many events have which value. Each facet is counted as if nothing were asked of itself, so that other values of it can be
 * offered.
 *
 * @param values the most frequent first; days in their order
 */
public record FacetCounts(@NotNull String name, @NotNull List<Value> values) {
    /**
     * One value.
     *
     * @param value as the filter of the same name takes it
     * @param count events that have it
     */
    public record Value(
            @NotNull @JsonPropertyDescription("As the filter of the same name takes it")
            String value,

            @NotNull long count) {}
}
