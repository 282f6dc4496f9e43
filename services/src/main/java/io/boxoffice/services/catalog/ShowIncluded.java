package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.record.Handwritten;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * What a page about a show needs beside it, as far as it was asked for and is known.
 *
 * @param serverTime   the time by which sales begin and end
 * @param prices       as {@code /prices} answers
 * @param availability as {@code /availability} answers
 */
public record ShowIncluded(
        @NotNull Instant serverTime,
        Event event,
        Venue venue,
        @Handwritten("PriceClasses") Json.Writer prices,
        @Handwritten("Availability") Json.Writer availability) {}
