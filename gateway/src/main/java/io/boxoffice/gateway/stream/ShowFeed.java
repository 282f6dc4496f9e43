package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.AvailabilityJson;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
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
    private static final byte[] SHOW_ID = JsonBytes.prepared("showId");
    private static final byte[] SEQUENCE = JsonBytes.prepared("sequence");
    private static final byte[] AREAS = JsonBytes.prepared("areas");

    /** Of events that somebody who comes back is sent. */
    private static final int MAX_CATCH_UP_BYTES = 16_384;

    private final PublishedShow show;
    private final long showId;
    private final int maxRecentDeltas;
    private final int maxRecentBytes;
    private final ArrayDeque<StreamEvent> recent = new ArrayDeque<>();
    private final boolean[] touchedAreas;
    private final long[] touched;
    private AvailabilitySnapshot sent = new AvailabilitySnapshot();
    private AvailabilitySnapshot scratch = new AvailabilitySnapshot();
    private int recentBytes;
    private boolean begun;

    ShowFeed(PublishedShow show, StreamLimits limits) {
        this.show = show;
        showId = show.definition().showId();
        maxRecentDeltas = limits.maxRecentDeltas();
        maxRecentBytes = limits.maxRecentBytes();
        touched = new long[(show.seatMap().seatCount() + 31) >>> 5];
        touchedAreas = new boolean[show.seatMap().areaCount()];
    }

    private void begin() {
        if (!begun) {
            begun = true;
            show.availability().copyTo(sent);
        }
    }

    /** A snapshot to be told to a client, remembered until the next event. */
    synchronized void copy(AvailabilitySnapshot into) {
        begin();
        show.availability().copyTo(into);
        touch(into);
    }

    /** What has changed since the last event; null when nothing has. */
    synchronized StreamEvent advance() {
        begin();
        if (show.availability().version() == sent.version) {
            return null;
        }
        show.availability().copyTo(scratch);
        touch(scratch);
        AvailabilitySnapshot now = scratch;
        byte[] data = JsonBytes.write(json -> write(json, now));
        StreamEvent event = new StreamEvent(
                sent.version,
                now.version,
                StreamEvent.encode(now.version, "availability", data),
                StreamEvent.reset(showId, now.version));
        scratch = sent;
        sent = now;
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
        if (after < 0 || (after >= sent.version && after <= show.availability().version())) {
            return List.of();
        }
        boolean known = !recent.isEmpty() && after >= recent.peekFirst().from() && after < sent.version;
        List<byte[]> missed = new ArrayList<>();
        int bytes = 0;
        for (StreamEvent event : recent) {
            if (known && event.to() > after) {
                missed.add(event.bytes());
                bytes += event.bytes().length;
            }
        }
        // To read the availability anew is cheaper than much that each would be sent by itself.
        return known && bytes <= MAX_CATCH_UP_BYTES ? missed : List.of(StreamEvent.reset(showId, sent.version));
    }

    /** What is sent to somebody who missed something. */
    synchronized byte[] reset() {
        begin();
        return StreamEvent.reset(showId, sent.version);
    }

    private void touch(AvailabilitySnapshot now) {
        for (int word = 0; word < touched.length; word++) {
            long differs = now.words[word] ^ sent.words[word];
            touched[word] |= (differs | differs >>> 1) & AvailabilitySnapshot.LOW_BITS;
        }
        for (int area = 0; area < touchedAreas.length; area++) {
            touchedAreas[area] |= now.areaHeld[area] != sent.areaHeld[area]
                    || now.areaSold[area] != sent.areaSold[area]
                    || now.areaBlocked[area] != sent.areaBlocked[area];
        }
    }

    private void remember(StreamEvent event) {
        recent.addLast(event);
        recentBytes += event.bytes().length;
        while (recent.size() > maxRecentDeltas || (recentBytes > maxRecentBytes && !recent.isEmpty())) {
            recentBytes -= recent.removeFirst().bytes().length;
        }
    }

    private void write(JsonBytes json, AvailabilitySnapshot now) {
        SeatMap map = show.seatMap();
        json.startObject();
        json.name(SHOW_ID).id(showId);
        json.name(SEQUENCE).id(now.version);
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
                AvailabilityJson.area(json, map, now, area);
            }
        }
        json.endArray();
        AvailabilityJson.counts(json, now);
        json.endObject();
    }
}
