package io.boxoffice.gateway.booking;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * A seat of a hold or booking. {@link ReservationJson} writes holds' by hand, with the same names.
 *
 * @param seat      its id in the seat map
 * @param type      the name of its ticket type; null: not known
 * @param price     minor units
 * @param cancelled true, or null
 * @param checkedIn true, or null
 */
public record HeldSeat(
        @NotNull String seat,
        @NotNull String category,
        String type,
        @NotNull @PositiveOrZero long price,
        Boolean cancelled,
        Boolean checkedIn) {}
