package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The logical state in canonical order, as it is hashed: sequence, time, limits; seat maps, uploads, shows, reservations and
 * pending work, each by id (pending work in its order), counted first; a show's seats by index, a reservation's units and
 * refunds in their order, its keys by (hi, lo). Slots, free lists and capacities are not logical state.
 */
final class CanonicalState {
    private CanonicalState() {}

    static long hash(BookingState state) {
        StateHash hash = new StateHash();
        hash.add(state.sequence).add(state.nowMs);
        state.limits.addTo(hash);
        state.seatMaps.addTo(hash);
        state.uploads.addTo(hash);
        Show[] shows = state.shows.sorted();
        hash.add(shows.length);
        for (Show show : shows) {
            addShow(hash, show, state.reservations);
        }
        ReservationTable t = state.reservations;
        hash.add(t.lastId()).add(t.size());
        for (long id = 1; id <= t.lastId(); id++) {
            int r = t.slotOf(id);
            if (r != ReservationTable.NONE) {
                addReservation(hash, t, r, state.timers.timeOf(r));
            }
        }
        hash.add(state.shows.pendingWork.size());
        for (int i = 0; i < state.shows.pendingWork.size(); i++) {
            hash.add(state.shows.pendingWork.getLong(i));
        }
        return hash.value();
    }

    /** The keys of a map in ascending order. */
    static long[] sortedKeys(Long2ObjectHashMap<?> map) {
        long[] keys = new long[map.size()];
        int count = 0;
        for (Long2ObjectHashMap<?>.KeyIterator i = map.keySet().iterator(); i.hasNext(); ) {
            keys[count++] = i.nextLong();
        }
        Arrays.sort(keys);
        return keys;
    }

    private static void addShow(StateHash hash, Show s, ReservationTable t) {
        hash.add(s.showId)
                .add(s.mapEntry.seatMapId())
                .add(s.eventId)
                .add(s.venueId)
                .add(s.organizerId);
        hash.add(s.startsAtMs).add(s.endsAtMs).add(s.onSaleFromMs).add(s.onSaleUntilMs);
        hash.add(s.cancelUntilMs).add(s.holdTtlMs).add(s.maxUnitsPerHold).add(s.maxUnitsPerCustomer);
        hash.add(s.currency[0]).add(s.currency[1]).add(s.currency[2]);
        hash.add(s.strandedSeatRule ? 1 : 0).add(s.status.value()).add(s.priceVersion);
        for (int seat = 0; seat < s.owner.length; seat++) {
            int owner = s.owner[seat];
            hash.add(owner > 0 ? t.id[owner] : owner);
        }
        for (int area = 0; area < s.areaHeld.length; area++) {
            hash.add(s.areaHeld[area]).add(s.areaSold[area]);
        }
        PriceList prices = s.prices;
        if (prices != null) {
            for (int seat = 0; seat < s.owner.length; seat++) {
                hash.add(prices.seatPrice(seat));
            }
            for (int area = 0; area < s.areaHeld.length; area++) {
                hash.add(prices.areaPrice(area));
            }
        }
    }

    private static void addReservation(StateHash hash, ReservationTable t, int r, long timerMs) {
        hash.add(t.id[r]).add(t.show[r].showId).add(t.customerId[r]).add(t.createdAtMs[r]);
        hash.add(t.deadlineMs[r]).add(timerMs).add(t.reference[r]).add(t.amount[r]);
        hash.add(t.attemptAmount[r]).add(t.paidAmount[r]);
        hash.add(t.refundDueAmount[r]).add(t.refundedAmount[r]).add(t.status[r].value());
        hash.add(t.paymentStatus[r].value())
                .add(t.attempt[r])
                .add(t.extensions[r])
                .add(t.cancellations[r]);
        hash.add(t.unitCount[r]);
        for (int u = t.firstUnit[r]; u != UnitPool.NONE; u = t.units.next[u]) {
            hash.add(t.units.unit[u]).add(t.units.price[u]).add(t.units.flags[u]);
            hash.add(t.units.cancellation[u]).add(t.units.checkedInAtMs[u]);
        }
        hash.add(t.refundCount[r]);
        for (int f = t.firstRefund[r]; f != RefundPool.NONE; f = t.refunds.next[f]) {
            hash.add(t.refunds.amount[f]).add(t.refunds.attempt[f]);
            hash.add(t.refunds.status[f].value()).add(t.refunds.reason[f].value());
        }
        addKeys(hash, t.keys, t.firstKey[r]);
    }

    private static void addKeys(StateHash hash, KeyTable keys, int first) {
        List<Integer> sorted = new ArrayList<>();
        for (int k = first; k != KeyTable.NONE; k = keys.next[k]) {
            sorted.add(k);
        }
        sorted.sort((a, b) -> keys.keyHi[a] != keys.keyHi[b]
                ? Long.compare(keys.keyHi[a], keys.keyHi[b])
                : Long.compare(keys.keyLo[a], keys.keyLo[b]));
        hash.add(sorted.size());
        for (int k : sorted) {
            hash.add(keys.keyHi[k]).add(keys.keyLo[k]).add(keys.bodyHash[k]).add(keys.kind[k].ordinal());
            hash.add(keys.sequence[k]).add(keys.timeMs[k]).add(keys.deadlineMs[k]);
            hash.add(keys.number[k]).add(keys.outcome[k]);
        }
    }
}
