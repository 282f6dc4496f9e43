package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * The organisations that a person works for.
 *
 * @param next null: this is all
 */
public record MembershipList(
        @NotNull List<Membership> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
