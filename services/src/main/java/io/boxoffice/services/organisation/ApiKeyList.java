package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * The API keys of an organisation, those that ended too.
 *
 * @param next null: this is all
 */
public record ApiKeyList(
        @NotNull List<ApiKeyInfo> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {}
