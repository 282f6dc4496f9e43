package io.boxoffice.services.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A code that came by mail, and where to. */
public record CodeUse(
        @NotNull @Size(min = 3, max = 254) String email,
        @NotNull @Pattern(regexp = "[0-9]{8}") String code) {}
