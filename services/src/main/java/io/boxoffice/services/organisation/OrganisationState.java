package io.boxoffice.services.organisation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What an organisation becomes.
 *
 * @param reason for those who look at it later
 */
public record OrganisationState(
        @NotNull @Pattern(regexp = "^(approved|suspended|closed)$")
        String state,

        @Size(max = 500) String reason) {}
