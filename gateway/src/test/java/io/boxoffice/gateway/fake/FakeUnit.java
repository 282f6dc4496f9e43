package io.boxoffice.gateway.fake;

import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import java.util.ArrayList;
import java.util.List;

/** A seat or place that somebody holds or has booked. For the fake core's thread. */
final class FakeUnit {
    final int unit;
    final int type;
    final long price;
    boolean cancelled;
    boolean checkedIn;
    long deviceId;
    int gate;
    int generation;

    private FakeUnit(int unit, int type, FakeShow show) {
        this.unit = unit;
        this.type = type;
        price = show.prices.unitPrice(unit, type);
        if (price == PriceList.UNSOLD) {
            throw new FakeCore.Refusal(RejectReason.TYPE_NOT_SOLD, 0, unit);
        }
    }

    /** All that a hold asks for. */
    static List<FakeUnit> of(PlaceHoldDecoder c, FakeShow show) {
        List<FakeUnit> units = new ArrayList<>();
        List<Integer> conflicts = new ArrayList<>();
        for (PlaceHoldDecoder.SeatsDecoder seat : c.seats()) {
            if (show.state(seat.seat()) == SeatState.FREE) {
                units.add(new FakeUnit(seat.seat(), seat.ticketType(), show));
            } else {
                conflicts.add(seat.seat());
            }
        }
        if (!conflicts.isEmpty()) {
            throw new FakeCore.Refusal(
                    RejectReason.SEAT_UNAVAILABLE,
                    0,
                    conflicts.stream().mapToInt(i -> i).toArray());
        }
        for (PlaceHoldDecoder.AreasDecoder area : c.areas()) {
            if (show.freePlaces(area.area()) < area.quantity()) {
                throw new FakeCore.Refusal(RejectReason.AREA_FULL, 0, -(area.area() + 1));
            }
            for (int i = 0; i < area.quantity(); i++) {
                units.add(new FakeUnit(-(area.area() + 1), area.ticketType(), show));
            }
        }
        for (PlaceHoldDecoder.BestAvailableDecoder best : c.bestAvailable()) {
            int left = best.quantity();
            for (int i = 0; i < show.seatMap().seatCount() && left > 0; i++) {
                int seat = i;
                boolean wanted = best.category() == 0xFFFF || show.seatMap().seatCategory(seat) == best.category();
                boolean accessible =
                        show.seatMap().accessible(seat) == best.mode().accessible();
                if (wanted
                        && accessible
                        && show.state(seat) == SeatState.FREE
                        && units.stream().noneMatch(unit -> unit.unit == seat)) {
                    units.add(new FakeUnit(seat, best.ticketType(), show));
                    left--;
                }
            }
            if (left > 0) {
                throw new FakeCore.Refusal(RejectReason.NO_ADJACENT_BLOCK, 0);
            }
        }
        return units;
    }
}
