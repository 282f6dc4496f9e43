package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * A booking that the booking core no longer knows, as it was when it was last heard of.
 *
 * @param booking its sequence is that of its last change
 * @param card    the names that go with its show, or null when the catalog does not know the show
 * @param map     names its units; null with the card
 */
public record PastBooking(Reservation booking, ShowCard card, SeatMap map) {
    /** Whether the show is this organizer's. */
    public boolean isOfOrganizer(long organizerId) {
        return card != null && card.organizerId() == organizerId;
    }
}
