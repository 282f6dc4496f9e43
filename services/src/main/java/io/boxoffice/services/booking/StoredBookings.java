package io.boxoffice.services.booking;

import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.BookingList;
import io.boxoffice.gateway.booking.PastBooking;
import java.util.Optional;

/** The history of bookings from the rows of the persistence writer. Any thread. */
public final class StoredBookings implements BookingHistory {
    private final PastBookings past;
    private final BookingLists lists;

    public StoredBookings(PastBookings past, BookingLists lists) {
        this.past = past;
        this.lists = lists;
    }

    @Override
    public Optional<PastBooking> find(long bookingId) {
        return past.find(bookingId);
    }

    @Override
    public BookingList list(long customerId, long organisationId, String cursor, int limit) {
        return lists.list(customerId, organisationId, cursor, limit);
    }

    @Override
    public void noteAnswered(long customerId, long sequence) {
        lists.noteAnswered(customerId, sequence);
    }
}
