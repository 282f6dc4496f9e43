package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.AvailabilityJson;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The changes of one show's availability, as watchers are told them. Any thread; the lock is held for copying and comparing
 * only, so that a snapshot told to a client falls into exactly one step.
 *
 * <p>A feed begins with the first thing asked of it, not when it is made: by then all who look for it find it, so that nobody
 * was told of a newer state than the one it begins with, without its knowing.
 *
 * <p>An event states the seats that changed since the last event, and also those that were different in between in a snapshot
 * told to somebody: whoever starts from that snapshot must hear of them, though they may be back to what they were.
 */
final class ShowFeed {
    private static final byte[][] STATES = {
        JsonBytes.prepared("free"),
        JsonBytes.prepared("held"),
        JsonBytes.prepared("sold"),
        JsonBytes.prepared("blocked")
    };
    private static final byte[] AREAS = JsonBytes.prepared("areas");
    private static final byte[] CHANGE = JsonBytes.prepared("change");
    private static final byte[] SALE_STATUS = JsonBytes.prepared("saleStatus");
    private static final byte[] PRICES_VERSION = JsonBytes.prepared("pricesVersion");
    private static final byte[] STARTS_AT = JsonBytes.prepared("startsAt");
    private static final byte[] ENDS_AT = JsonBytes.prepared("endsAt");
    private static final byte[] ON_SALE_FROM = JsonBytes.prepared("onSaleFrom");
    private static final byte[] ON_SALE_UNTIL = JsonBytes.prepared("onSaleUntil");

    /** Of events that somebody who comes back is sent. */
    private static final int MAX_CATCH_UP_BYTES = 16_384;

    private final PublishedShow show;
    private final ShowSnapshots snapshots;
    private final long showId;
    private final int maxRecentDeltas;
    private final int maxRecentBytes;
    private final ArrayDeque<StreamEvent> recent = new ArrayDeque<>();
    private final boolean[] touchedAreas;
    private final long[] touched;
    private ShowSnapshot sent = new ShowSnapshot();
    private ShowSnapshot scratch = new ShowSnapshot();
    /** By state and time alone. */
    private SaleStatus sentStatus;

    private int recentBytes;
    private boolean begun;

    ShowFeed(PublishedShow show, ShowSnapshots snapshots, StreamLimits limits) {
        this.show = show;
        this.snapshots = snapshots;
        showId = show.definition().showId();
        maxRecentDeltas = limits.maxRecentDeltas();
        maxRecentBytes = limits.maxRecentBytes();
        touched = new long[(show.seatMap().seatCount() + 31) >>> 5];
        touchedAreas = new boolean[show.seatMap().areaCount()];
    }

    private void begin() {
        if (!begun) {
            begun = true;
            snapshots.copy(show, sent);
            sentStatus = SaleStatus.of(sent.definition(), snapshots.nowMs());
        }
    }

    /** A snapshot to be told to a client, remembered until the next event. */
    synchronized void copy(ShowSnapshot into) {
        begin();
        snapshots.copy(show, into);
        touch(into);
    }

    /** What has changed since the last event; null when nothing has. */
    synchronized StreamEvent advance() {
        begin();
        long nowMs = snapshots.nowMs();
        boolean sameVersion = snapshots.look(show).number() == sent.version();
        if (sameVersion && SaleStatus.of(sent.definition(), nowMs) == sentStatus) {
            return null;
        }
        snapshots.copy(show, scratch);
        touch(scratch);
        ShowSnapshot now = scratch;
        SaleStatus status = SaleStatus.of(now.definition(), nowMs);
        StreamEvent.Encoder events = new StreamEvent.Encoder();
        for (ShowChange change : ShowChange.between(sent.definition(), sentStatus, now.definition(), status)) {
            events.add("show", json -> write(json, now, change, nowMs));
        }
        long prices = now.definition().priceVersion();
        if (prices != sent.definition().priceVersion()) {
            events.add("prices", json -> StreamEvent.begin(json, showId, now.version())
                    .name(PRICES_VERSION)
                    .id(prices)
                    .endObject());
        }
        events.add(now.version(), "changes", json -> write(json, now, nowMs));
        StreamEvent event = new StreamEvent(
                sent.version(), now.version(), events.bytes(), StreamEvent.reset(showId, now.version()));
        scratch = sent;
        sent = now;
        sentStatus = status;
        Arrays.fill(touched, 0);
        Arrays.fill(touchedAreas, false);
        remember(event);
        return event;
    }

    /**
     * What somebody who knows a version has missed.
     *
     * @param after a version told in an event or with an availability; -1: none, begin with what comes next
     * @return what to send first; maybe nothing
     */
    synchronized List<byte[]> missedAfter(long after) {
        begin();
        if (after < 0
                || (after > sent.version() && after <= snapshots.look(show).number())) {
            return List.of();
        }
        boolean known = after == sent.version()
                || (!recent.isEmpty() && after >= recent.peekFirst().from() && after < sent.version());
        List<byte[]> missed = new ArrayList<>();
        int bytes = 0;
        for (StreamEvent event : recent) {
            if (known && event.isNewsAfter(after)) {
                missed.add(event.bytes());
                bytes += event.bytes().length;
            }
        }
        // To read the availability anew is cheaper than much that each would be sent by itself.
        return known && bytes <= MAX_CATCH_UP_BYTES ? missed : List.of(StreamEvent.reset(showId, sent.version()));
    }

    /** What is sent last, when the core does not know the show any more. */
    synchronized byte[] archived() {
        begin();
        return new StreamEvent.Encoder()
                .add("show", json -> write(json, sent, ShowChange.ARCHIVED, snapshots.nowMs()))
                .bytes();
    }

    /** What is sent to somebody who missed something. */
    synchronized byte[] reset() {
        begin();
        return StreamEvent.reset(showId, sent.version());
    }

    private void touch(ShowSnapshot told) {
        AvailabilitySnapshot before = sent.seats();
        AvailabilitySnapshot now = told.seats();
        for (int word = 0; word < touched.length; word++) {
            long differs = now.words[word] ^ before.words[word];
            touched[word] |= (differs | differs >>> 1) & AvailabilitySnapshot.LOW_BITS;
        }
        for (int area = 0; area < touchedAreas.length; area++) {
            touchedAreas[area] |= now.areaHeld[area] != before.areaHeld[area]
                    || now.areaSold[area] != before.areaSold[area]
                    || now.areaBlocked[area] != before.areaBlocked[area]
                    || told.freePlaces(show.seatMap(), area) != sent.freePlaces(show.seatMap(), area);
        }
    }

    private void remember(StreamEvent event) {
        recent.addLast(event);
        recentBytes += event.bytes().length;
        while (recent.size() > maxRecentDeltas || (recentBytes > maxRecentBytes && !recent.isEmpty())) {
            recentBytes -= recent.removeFirst().bytes().length;
        }
    }

    private void write(JsonBytes json, ShowSnapshot told, ShowChange change, long nowMs) {
        ShowDefinition definition = told.definition();
        StreamEvent.begin(json, showId, told.version());
        json.name(CHANGE).string(change.text());
        json.name(SALE_STATUS).string(told.saleStatus(show.seatMap(), nowMs).text());
        json.name(STARTS_AT).time(definition.startsAtMs());
        json.name(ENDS_AT).time(definition.endsAtMs());
        json.name(ON_SALE_FROM).time(definition.onSaleFromMs());
        json.name(ON_SALE_UNTIL).time(definition.onSaleUntilMs());
        json.endObject();
    }

    private void write(JsonBytes json, ShowSnapshot told, long nowMs) {
        AvailabilitySnapshot now = told.seats();
        SeatMap map = show.seatMap();
        StreamEvent.begin(json, showId, now.version);
        AvailabilityJson.standing(json, map, told, nowMs);
        for (int state = SeatState.FREE; state <= SeatState.BLOCKED; state++) {
            json.name(STATES[state]).startArray();
            for (int word = 0; word < touched.length; word++) {
                for (long left = touched[word]; left != 0; left &= left - 1) {
                    int seat = (word << 5) + (Long.numberOfTrailingZeros(left) >>> 1);
                    if (now.seatState(seat) == state) {
                        json.string(map.seatId(seat));
                    }
                }
            }
            json.endArray();
        }
        json.name(AREAS).startArray();
        for (int area = 0; area < touchedAreas.length; area++) {
            if (touchedAreas[area]) {
                AvailabilityJson.area(json, map, told, area);
            }
        }
        json.endArray();
        AvailabilityJson.counts(json, now);
        json.endObject();
    }
}
