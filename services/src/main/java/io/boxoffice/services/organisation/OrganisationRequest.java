package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What is said about an organisation.
 *
 * @param legalName as contracts and receipts name it
 * @param email     where people reach it
 */
public record OrganisationRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 200) String legalName,

        @Size(max = 254) @Pattern(regexp = "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")
        String email,

        @Size(max = 40) @Pattern(regexp = "^\\+?[0-9][0-9 ()/.-]*$")
        String phone,

        @Pattern(regexp = "^[A-Z]{2}$") @JsonPropertyDescription("ISO 3166-1, two letters")
        String country,

        @Size(max = 500) @Pattern(regexp = "^https?://\\S+$")
        String website) {}
