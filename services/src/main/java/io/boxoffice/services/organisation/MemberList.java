package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * The members of an organisation, those who came first at the beginning.
 *
 * @param next null: this is all
 */
public record MemberList(
        @NotNull List<Member> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
