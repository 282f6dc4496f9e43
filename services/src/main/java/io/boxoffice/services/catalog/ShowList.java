package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A part of a list of shows, in the order of time.
 *
 * @param next where to go on, or null when this was all
 */
public record ShowList(
        @NotNull List<ShowAnswer> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
