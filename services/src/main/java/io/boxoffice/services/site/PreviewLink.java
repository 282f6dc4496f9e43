package io.boxoffice.services.site;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * Where an event is seen before it is published.
 *
 * @param url whoever has it sees the page, without an account
 */
record PreviewLink(@NotNull String url, @NotNull Instant expiresAt) {}
