package io.boxoffice.engine.state;

import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.nio.charset.StandardCharsets;

/** A show for those outside. */
record LiveShowView(ShowSeats show, ReservationTable reservations) implements ShowView {
    @Override
    public ShowDefinition definition() {
        ShowSeats s = show;
        return new ShowDefinition(
                s.showId,
                s.mapEntry.seatMapId(),
                s.eventId,
                s.venueId,
                s.organizerId,
                s.startsAtMs,
                s.endsAtMs,
                s.onSaleFromMs,
                s.onSaleUntilMs,
                s.cancelUntilMs,
                s.checkInFromMs,
                s.checkInUntilMs,
                s.holdTtlMs,
                s.maxUnitsPerHold,
                s.maxUnitsPerCustomer,
                new String(s.currency, StandardCharsets.US_ASCII),
                s.strandedSeatRule,
                s.priceVersion,
                s.status);
    }

    @Override
    public SeatMap seatMap() {
        return show.map;
    }

    @Override
    public PriceList prices() {
        return show.prices;
    }

    @Override
    public int seatState(int seat) {
        int owner = show.owner[seat];
        if (owner == 0) {
            return SeatState.FREE;
        }
        if (owner < 0) {
            return SeatState.BLOCKED;
        }
        return reservations.status(owner) == ReservationStatus.BOOKED ? SeatState.SOLD : SeatState.HELD;
    }

    @Override
    public int areaHeld(int area) {
        return show.areaHeld[area];
    }

    @Override
    public int areaSold(int area) {
        return show.areaSold[area];
    }

    @Override
    public int areaBlocked(int area) {
        return show.areaBlocked[area];
    }
}
