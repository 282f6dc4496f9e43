package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * A booking as it was when PostgreSQL last heard of it: one that the booking core no longer knows, or one of a list.
 *
 * @param booking    its sequence is that of its last change; in a list without units
 * @param soldAmount what all its tickets cost, minor units
 * @param units      that are not cancelled; null: not known, as of a booking that ended before events told their number
 * @param card       the names that go with its show, or null when the catalog does not know the show
 * @param map        names its units; null in a list, and with the card
 */
public record PastBooking(Reservation booking, long soldAmount, Integer units, ShowCard card, SeatMap map) {
    /** Whether somebody may see it: the customer, staff of its organisation, and the organizer of its show. */
    public boolean isVisibleTo(Principal principal) {
        return mayBeChangedBy(principal) || principal.role() == Role.ORGANIZER && isOfOrganizer(principal.owner());
    }

    /** Whether somebody may pay for it and cancel it: the customer, and staff of its organisation. */
    boolean mayBeChangedBy(Principal principal) {
        if (principal.isStaff()) {
            long organisation = principal.organisationAccess();
            return organisation == 0 || isOfOrganizer(organisation);
        }
        return booking.customerId() == principal.subject();
    }

    private boolean isOfOrganizer(long organizerId) {
        return card != null && card.organizerId() == organizerId;
    }
}
