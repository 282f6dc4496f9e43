package io.boxoffice.engine.live;

import io.boxoffice.engine.state.Commands;
import io.boxoffice.engine.state.DefineShowCommand;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.SeatsBlockedDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;

/**
 * A show of a {@link TestCore}: what staff and customers other than the test's do to it, each by commands, and what of it is
 * published. Units are seats from 0 up, or -(area + 1) for a place. For one thread.
 */
public final class TestShow {
    /** Customers from here on are not the test's own. */
    private static final long SOMEBODY = 7_777_777;

    private static final int BLOCKED_FOR = 9;

    private final TestCore core;
    private final long id;
    private final Map<Integer, TestReservation> taken = new HashMap<>();

    TestShow(TestCore core, long id) {
        this.core = core;
        this.id = id;
    }

    /** As any thread may see it; null when the core does not know it. */
    public PublishedShow published() {
        return core.show(id);
    }

    public ShowDefinition definition() {
        return published().definition();
    }

    /** Gives all of it one price, as a next version of its prices. */
    public void price(long amount) {
        SeatMap map = published().seatMap();
        PriceList.Builder prices = new PriceList.Builder(map.seatCount(), map.areaCount());
        int priceClass = prices.classOf(amount);
        if (map.seatCount() > 0) {
            prices.seats(0, map.seatCount() - 1, priceClass);
        }
        IntStream.range(0, map.areaCount()).forEach(area -> prices.area(area, priceClass));
        core.upload(UploadKind.PRICES, id, prices.build().encode());
    }

    /** Has its sale begin at another time, epoch milliseconds. */
    public void onSaleFrom(long epochMs) {
        define(epochMs, definition().cancelUntilMs());
    }

    /** Has its tickets be given back until another time, epoch milliseconds. */
    public void cancelUntil(long epochMs) {
        define(definition().onSaleFromMs(), epochMs);
    }

    private void define(long onSaleFromMs, long cancelUntilMs) {
        ShowDefinition d = definition();
        core.tell(new DefineShowCommand(id, d.seatMapId())
                .with(show -> {
                    show.eventId(d.eventId()).venueId(d.venueId()).organizerId(d.organizerId());
                    show.startsAtMs(d.startsAtMs()).endsAtMs(d.endsAtMs());
                    show.onSaleFromMs(onSaleFromMs)
                            .onSaleUntilMs(d.onSaleUntilMs())
                            .cancelUntilMs(cancelUntilMs);
                    show.checkInFromMs(d.checkInFromMs()).checkInUntilMs(d.checkInUntilMs());
                    show.holdTtlMs(d.holdTtlMs()).maxUnitsPerHold(d.maxUnitsPerHold());
                })
                .encode());
    }

    public void close() {
        core.tell(Commands.closeShow(id));
    }

    /** Cancels it; its bookings are cancelled when this returns. */
    public void cancel() {
        core.tell(Commands.cancelShow(id));
        core.catchUp();
    }

    /** Has it cancelled and archived, so that the core forgets it. Nothing may be owed to its customers. */
    public void forget() {
        cancel();
        core.tell(Commands.archiveShow(id));
        core.catchUp();
    }

    /** Holds units for a customer. */
    public TestReservation hold(long customerId, int... units) {
        Commands.Hold hold = new Commands.Hold(id, customerId);
        for (int unit : units) {
            if (unit >= 0) {
                hold.seats(unit);
            } else {
                hold.area(-(unit + 1), 1);
            }
        }
        return core.reservation(Reservation.of(core.tell(hold.encode())).reservationId());
    }

    /** So many places of an area, as units. */
    public static int[] places(int area, int quantity) {
        int[] units = new int[quantity];
        Arrays.fill(units, -(area + 1));
        return units;
    }

    /**
     * Brings a unit into a {@link SeatState}, from one that it was brought into here.
     *
     * @return the version of availability that this made
     */
    public long set(int unit, int state) {
        TestReservation owner = taken.remove(unit);
        switch (state) {
            case SeatState.HELD -> taken.put(unit, hold(SOMEBODY + unit, unit));
            case SeatState.SOLD ->
                taken.put(
                        unit,
                        (owner == null ? hold(SOMEBODY + unit, unit) : owner)
                                .book()
                                .pay());
            case SeatState.BLOCKED -> change(new SeatBlocks(seats(), areas()).block(unit, unit, BLOCKED_FOR));
            default -> {
                if (owner != null) {
                    owner.giveBack();
                } else {
                    change(new SeatBlocks(seats(), areas()).unblock(unit, unit));
                }
            }
        }
        return version();
    }

    /** The version of its availability. */
    public long version() {
        return published().availability().version();
    }

    /**
     * Takes a range of free seats out of sale.
     *
     * @return the version of availability that this made
     */
    public long block(int first, int last) {
        change(new SeatBlocks(seats(), areas()).block(first, last, BLOCKED_FOR));
        return version();
    }

    /** Puts a range of blocked seats on sale again. */
    public long unblock(int first, int last) {
        change(new SeatBlocks(seats(), areas()).unblock(first, last));
        return version();
    }

    private void change(SeatBlocks blocks) {
        core.upload(UploadKind.SEAT_BLOCK_CHANGES, id, blocks.encode());
    }

    private int seats() {
        return published().seatMap().seatCount();
    }

    private int areas() {
        return published().seatMap().areaCount();
    }

    /** Why the core says that a seat is blocked; 0: it is not. */
    public int blockReason(int seat) {
        int[] reason = new int[seats()];
        core.forEachEvent((sequence, ordinal, timeMs, buffer, offset, length) -> note(buffer, offset, reason));
        return reason[seat];
    }

    private void note(DirectBuffer buffer, int offset, int[] reason) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == SeatsBlockedDecoder.TEMPLATE_ID) {
            SeatsBlockedDecoder blocked = new SeatsBlockedDecoder().wrapAndApplyHeader(buffer, offset, header);
            if (blocked.showId() == id) {
                for (SeatsBlockedDecoder.RangesDecoder range : blocked.ranges()) {
                    Arrays.fill(reason, range.firstSeat(), range.lastSeat() + 1, Math.max(0, range.reason()));
                }
            }
        }
    }

    /** How many places of an area are blocked. */
    public int blockedPlaces(int area) {
        AvailabilitySnapshot now = new AvailabilitySnapshot();
        published().availability().copyTo(now);
        return now.areaBlocked[area];
    }

    /** Rows A and B of four seats A-1, …; category Stalls, the last of B accessible; 100 places in area Pit. */
    public static SeatMap smallHall() {
        SeatMap.Builder map =
                new SeatMap.Builder().category("Stalls").category("Standing").section("Main");
        for (int row = 0; row < 2; row++) {
            String label = row == 0 ? "A" : "B";
            map.row(label);
            for (int seat = 1; seat <= 4; seat++) {
                boolean accessible = row == 1 && seat == 4;
                map.seat(
                        label + '-' + seat, Integer.toString(seat), seat * 100, row * 125, 0, accessible, seat == 3, 1);
            }
        }
        return map.area(new SeatMap.Area("Pit", "The pit", 100, 1, 0, -500)).build();
    }
}
