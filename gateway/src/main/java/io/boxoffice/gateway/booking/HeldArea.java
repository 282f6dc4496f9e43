package io.boxoffice.gateway.booking;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * Places of an area in a hold or booking. {@link ReservationJson} writes holds' by hand, with the same names.
 *
 * @param area      its id in the seat map
 * @param type      the name of their ticket type; null: not known
 * @param price     of each, minor units
 * @param cancelled true, or null
 */
public record HeldArea(
        @NotNull String area,
        @NotNull String category,
        String type,
        @NotNull @PositiveOrZero long price,
        @NotNull @Positive int quantity,
        Boolean cancelled) {}
