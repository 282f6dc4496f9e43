package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * The invitations of an organisation that still count.
 *
 * @param next null: this is all
 */
public record InvitationList(
        @NotNull List<Invitation> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
