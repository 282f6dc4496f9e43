package io.boxoffice.services.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The code of an invitation, which the caller accepts. */
public record MembershipRequest(@NotBlank @Size(max = 100) String code) {}
