package io.boxoffice.services.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A part of a person's saved shows, the one saved last first.
 *
 * @param next where to go on, or null when this was all
 */
public record SavedShowList(
        @NotNull List<SavedShow> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
