package io.boxoffice.services.account;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;

/**
 * A browser's session.
 *
 * @param personId whose it is
 * @param proof    what the page's scripts send as Session-Proof with whatever they change
 */
public record SessionView(@NotNull Id personId, @NotNull String proof) {}
