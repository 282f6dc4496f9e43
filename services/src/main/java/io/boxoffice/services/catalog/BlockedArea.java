package io.boxoffice.services.catalog;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How many places of an area are not for sale.
 *
 * @param area   its id
 * @param places 0: none
 */
public record BlockedArea(
        @NotNull String area, @NotNull @Min(0) Integer places) {}
