package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A part of a list.
 *
 * @param next where to go on, or null when this was all
 */
public record EventList(
        @NotNull List<EventListItem> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
