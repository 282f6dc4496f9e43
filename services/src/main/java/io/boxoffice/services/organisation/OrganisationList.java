package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A part of the organisations, by name.
 *
 * @param next where to go on, or null when this was all
 */
public record OrganisationList(
        @NotNull List<Organisation> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
