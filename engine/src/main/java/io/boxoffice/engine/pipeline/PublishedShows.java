package io.boxoffice.engine.pipeline;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.ShowView;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.AreaBlockedDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.SeatMapDefinedDecoder;
import io.boxoffice.protocol.sbe.SeatMapForgottenDecoder;
import io.boxoffice.protocol.sbe.SeatsBlockedDecoder;
import io.boxoffice.protocol.sbe.ShowEventDecoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The shows and seat maps that any thread may look at, kept by the events of the state machine, in replay as live.
 *
 * <p>The booking thread (before it, the one that recovers) writes: {@link #onEvent} as events come, {@link #publish} after a
 * batch. Definitions and prices are replaced at their event, availability and {@link #sequence()} at publish; so whoever reads
 * a sequence finds all effects of the commands up to it. Readers never wait for the booking thread.
 */
public final class PublishedShows implements ShowDirectory {
    private final StateMachine state;

    /** For the booking thread, which must not box; the same shows as in {@link #shows}. */
    private final Long2ObjectHashMap<LiveShow> own = new Long2ObjectHashMap<>();

    private final Map<Long, LiveShow> shows = new ConcurrentHashMap<>();
    private final Map<Long, SeatMap> seatMaps = new ConcurrentHashMap<>();
    private final ArrayList<LiveShow> dirty = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder reservation = new ReservationEventDecoder();
    private final SeatsBlockedDecoder seatsBlocked = new SeatsBlockedDecoder();
    private final AreaBlockedDecoder areaBlocked = new AreaBlockedDecoder();
    private final ShowEventDecoder show = new ShowEventDecoder();
    private final SeatMapDefinedDecoder seatMapDefined = new SeatMapDefinedDecoder();
    private final SeatMapForgottenDecoder seatMapForgotten = new SeatMapForgottenDecoder();
    private volatile long sequence;
    private volatile long lastEventSequence;
    private volatile long lastSalesSequence;
    private long newestEventSequence;
    private long newestSalesSequence;

    /**
     * @param state where an event's seat map and prices are found; it must have them by the time it tells of them
     */
    public PublishedShows(StateMachine state) {
        this.state = state;
    }

    @Override
    public PublishedShow show(long showId) {
        return shows.get(showId);
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        return seatMaps.get(seatMapId);
    }

    @Override
    public long[] showIds() {
        return shows.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public long sequence() {
        return sequence;
    }

    /** The last published command that had an event: what whoever follows the event log will have seen when it is through. */
    public long lastEventSequence() {
        return lastEventSequence;
    }

    /**
     * The last published command that had an event which PostgreSQL gets. Never too low; too high after {@link #restore}, until
     * there is such a command, since what was replayed quietly is not known so exactly.
     */
    public long lastSalesSequence() {
        return lastSalesSequence;
    }

    /**
     * Takes the shows of a state machine that was loaded from a snapshot, as replay up to it would have left them, except that
     * each show's version is the snapshot's sequence, and that shows being archived are gone already. To be called before the
     * first event.
     *
     * @param lastEvent the last command that had an event
     */
    public void restore(BookingStateMachine loaded, long lastEvent) {
        for (long seatMapId : loaded.seatMapIds()) {
            seatMaps.put(seatMapId, loaded.seatMap(seatMapId));
        }
        loaded.forEachShow(view -> restore(view, loaded.lastSequence()));
        newestEventSequence = lastEvent;
        newestSalesSequence = lastEvent;
        publish(loaded.lastSequence());
    }

    private void restore(ShowView view, long atSequence) {
        ShowDefinition definition = view.definition();
        LiveShow live = new LiveShow(definition, view.seatMap(), view.prices(), atSequence);
        live.availability().restore(view);
        own.put(definition.showId(), live);
        shows.put(definition.showId(), live);
    }

    /** Takes in one event of a command; the message header stands at the offset. */
    void onEvent(long bySequence, DirectBuffer buffer, int offset) {
        newestEventSequence = bySequence;
        header.wrap(buffer, offset);
        int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        switch (header.templateId()) {
            case ReservationEventDecoder.TEMPLATE_ID ->
                onReservation(bySequence, reservation.wrap(buffer, body, header.blockLength(), header.version()));
            case SeatsBlockedDecoder.TEMPLATE_ID ->
                onSeatsBlocked(bySequence, seatsBlocked.wrap(buffer, body, header.blockLength(), header.version()));
            case AreaBlockedDecoder.TEMPLATE_ID ->
                onAreaBlocked(bySequence, areaBlocked.wrap(buffer, body, header.blockLength(), header.version()));
            case ShowEventDecoder.TEMPLATE_ID ->
                onShow(bySequence, show.wrap(buffer, body, header.blockLength(), header.version()));
            case SeatMapDefinedDecoder.TEMPLATE_ID ->
                onSeatMap(seatMapDefined.wrap(buffer, body, header.blockLength(), header.version()));
            case SeatMapForgottenDecoder.TEMPLATE_ID ->
                seatMaps.remove(seatMapForgotten
                        .wrap(buffer, body, header.blockLength(), header.version())
                        .seatMapId());
            default -> {
                // Events of later versions that say nothing about seats.
            }
        }
    }

    /** Makes everything up to this command visible. */
    void publish(long throughSequence) {
        for (int i = 0; i < dirty.size(); i++) {
            LiveShow changed = dirty.get(i);
            changed.dirty = false;
            changed.availability().publish();
        }
        dirty.clear();
        lastEventSequence = newestEventSequence;
        lastSalesSequence = newestSalesSequence;
        sequence = throughSequence;
    }

    private void onReservation(long bySequence, ReservationEventDecoder event) {
        if (SalesEvents.isWritten(event)) {
            newestSalesSequence = bySequence;
        }
        LiveShow live = own.get(event.showId());
        ReservationEventType step = event.step();
        ReservationEventDecoder.UnitsDecoder units = event.units();
        if (live == null || units.count() == 0 || !movesSeats(step)) {
            // An archived show has nothing left to show.
            return;
        }
        SeatAvailability availability = changing(live, bySequence);
        while (units.hasNext()) {
            move(availability, step, units.next().unit());
        }
    }

    /** Whether the units that a step names get another state. The version of availability moves only with them. */
    static boolean movesSeats(ReservationEventType step) {
        return switch (step) {
            case HOLD_PLACED,
                    PAYMENT_AUTHORISED,
                    HOLD_RELEASED,
                    HOLD_EXPIRED,
                    BOOKING_CONFIRMED,
                    TICKETS_CANCELLED,
                    CAPTURE_FAILED -> true;
            default -> false;
        };
    }

    /** For a step that {@link #movesSeats}. */
    private static void move(SeatAvailability availability, ReservationEventType step, int unit) {
        switch (step) {
            case HOLD_PLACED, PAYMENT_AUTHORISED -> availability.hold(unit);
            case HOLD_RELEASED, HOLD_EXPIRED -> availability.release(unit);
            case BOOKING_CONFIRMED -> availability.sell(unit);
            // Of booked reservations only: what was held until a show was cancelled comes as HOLD_RELEASED.
            case TICKETS_CANCELLED, CAPTURE_FAILED -> availability.giveBack(unit);
            default -> throw new IllegalStateException("a step that moves no seats: " + step);
        }
    }

    private void onSeatsBlocked(long bySequence, SeatsBlockedDecoder event) {
        LiveShow live = own.get(event.showId());
        if (live == null) {
            return;
        }
        SeatAvailability availability = changing(live, bySequence);
        SeatsBlockedDecoder.RangesDecoder ranges = event.ranges();
        while (ranges.hasNext()) {
            ranges.next();
            if (ranges.reason() > 0) {
                availability.block(ranges.firstSeat(), ranges.lastSeat());
            } else {
                availability.unblock(ranges.firstSeat(), ranges.lastSeat());
            }
        }
    }

    private void onAreaBlocked(long bySequence, AreaBlockedDecoder event) {
        LiveShow live = own.get(event.showId());
        if (live != null) {
            changing(live, bySequence).blockPlaces(event.area(), event.places());
        }
    }

    private void onShow(long bySequence, ShowEventDecoder event) {
        long showId = event.showId();
        if (event.step() == ShowEventType.ARCHIVED) {
            own.remove(showId);
            shows.remove(showId);
            return;
        }
        ShowDefinition definition = definition(event);
        LiveShow live = own.get(showId);
        if (live == null) {
            SeatMap map = seatMaps.computeIfAbsent(definition.seatMapId(), state::seatMap);
            if (map == null) {
                throw new IllegalStateException("show " + showId + " has no seat map");
            }
            live = new LiveShow(definition, map, state.prices(showId), bySequence);
            own.put(showId, live);
            shows.put(showId, live);
        } else {
            boolean newPrices = definition.priceVersion() != live.definition().priceVersion();
            live.redefine(definition, newPrices ? state.prices(showId) : live.prices());
            if (event.step() == ShowEventType.CANCELLED) {
                changing(live, bySequence).endSale();
            }
        }
    }

    private void onSeatMap(SeatMapDefinedDecoder event) {
        SeatMap map = state.seatMap(event.seatMapId());
        if (map == null) {
            throw new IllegalStateException("no seat map " + event.seatMapId());
        }
        seatMaps.put(event.seatMapId(), map);
    }

    private SeatAvailability changing(LiveShow live, long bySequence) {
        if (!live.dirty) {
            live.dirty = true;
            dirty.add(live);
        }
        live.availability().changingBy(bySequence);
        return live.availability();
    }

    private static ShowDefinition definition(ShowEventDecoder event) {
        return new ShowDefinition(
                event.showId(),
                event.seatMapId(),
                event.eventId(),
                event.venueId(),
                event.organizerId(),
                event.startsAtMs(),
                event.endsAtMs(),
                event.onSaleFromMs(),
                event.onSaleUntilMs(),
                event.cancelUntilMs(),
                Absent.orZero(event.checkInFromMs()),
                Absent.orZero(event.checkInUntilMs()),
                event.holdTtlMs(),
                event.maxUnitsPerHold(),
                event.maxUnitsPerCustomer(),
                event.currency(),
                event.strandedSeatRule() == BooleanType.TRUE,
                event.priceVersion(),
                event.status());
    }
}
