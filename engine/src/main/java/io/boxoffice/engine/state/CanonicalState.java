package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The logical state in canonical order, as it is hashed, and as a snapshot has it: sequence, time, limits; seat maps, uploads,
 * shows, reservations and pending work, each by id (pending work in its order), counted first; a show's seats by index, a
 * reservation's units and refunds in their order, its keys by (hi, lo). Slots, free lists and capacities are not logical state.
 * What reads it back is {@link StateLoader}, in the same order.
 */
final class CanonicalState {
    private final BookingState state;
    private final StateSink sink;
    private int[] keysInOrder = new int[16];

    private CanonicalState(BookingState state, StateSink sink) {
        this.state = state;
        this.sink = sink;
    }

    static long hash(BookingState state) {
        StateHash hash = new StateHash();
        tell(state, hash);
        return hash.value();
    }

    /** Gives everything to a sink. Changes nothing. */
    static void tell(BookingState state, StateSink sink) {
        new CanonicalState(state, sink).tell();
    }

    private void tell() {
        sink.add(state.sequence).add(state.nowMs);
        state.limits.addTo(sink);
        state.seatMaps.addTo(sink);
        state.uploads.addTo(sink, state.limits.isVersion3());
        ShowSeats[] shows = state.shows.sorted();
        sink.add(shows.length);
        for (ShowSeats show : shows) {
            addShow(show);
        }
        addReservations();
        sink.add(state.shows.pendingWork.size());
        for (int i = 0; i < state.shows.pendingWork.size(); i++) {
            sink.add(state.shows.pendingWork.getLong(i));
        }
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

    private void addShow(ShowSeats s) {
        sink.add(s.showId)
                .add(s.mapEntry.seatMapId())
                .add(s.eventId)
                .add(s.venueId)
                .add(s.organizerId);
        sink.add(s.startsAtMs).add(s.endsAtMs).add(s.onSaleFromMs).add(s.onSaleUntilMs);
        sink.add(s.cancelUntilMs).add(s.holdTtlMs).add(s.maxUnitsPerHold).add(s.maxUnitsPerCustomer);
        sink.add(s.currency[0]).add(s.currency[1]).add(s.currency[2]);
        sink.add(s.strandedSeatRule ? 1 : 0).add(s.status.value()).add(s.priceVersion);
        if (state.limits.isVersion3()) {
            sink.add(s.checkInFromMs).add(s.checkInUntilMs).add(s.latestEndMs);
            for (int places : s.areaBlocked) {
                sink.add(places);
            }
        }
        ReservationTable t = state.reservations;
        for (int seat = 0; seat < s.owner.length; seat++) {
            int owner = s.owner[seat];
            sink.derived(owner > 0 ? t.id(owner) : owner);
        }
        for (int area = 0; area < s.areaHeld.length; area++) {
            sink.derived(s.areaHeld[area]).derived(s.areaSold[area]);
        }
        addPrices(s);
    }

    private void addPrices(ShowSeats s) {
        PriceList prices = s.prices;
        boolean version3 = state.limits.isVersion3();
        if (prices != null && version3) {
            sink.derived(prices.typeCount()).derived(prices.companions());
            for (long amount : prices.amounts()) {
                sink.derived(amount);
            }
        }
        if (prices != null) {
            for (int seat = 0; seat < s.owner.length; seat++) {
                sink.derived(version3 ? prices.seatClass(seat) : prices.seatPrice(seat));
            }
            for (int area = 0; area < s.areaHeld.length; area++) {
                sink.derived(version3 ? prices.areaClass(area) : prices.areaPrice(area));
            }
        }
        if (sink.wantsContent()) {
            Contents.addBlocked(sink, s);
            sink.content(prices == null ? 0 : 1);
            if (prices != null) {
                Contents.addPrices(sink, prices.toBuilder(), version3);
            }
        }
        if (version3) {
            sink.add(s.periods.all().size());
            for (PricePeriods.Period period : s.periods.all()) {
                sink.add(period.fromMs());
                for (long amount : period.amounts()) {
                    sink.add(amount);
                }
            }
        }
    }

    private void addReservations() {
        ReservationTable t = state.reservations;
        sink.add(t.lastId()).add(t.size());
        if (sink.wantsContent()) {
            long units = 0;
            long keys = 0;
            for (int r = 1; r < t.slotLimit(); r++) {
                units += t.inUse(r) ? t.unitCount(r) : 0;
                keys += t.inUse(r) ? t.keyCount(r) : 0;
            }
            sink.content(units).content(keys);
        }
        t.forEach(this::addReservation);
    }

    private void addReservation(int r) {
        ReservationTable t = state.reservations;
        long timerMs = state.timers.timeOf(r);
        sink.add(t.id(r)).add(t.show[r].showId).add(t.customerId(r)).add(t.createdAtMs(r));
        sink.add(t.deadlineMs(r)).add(timerMs).add(t.reference(r)).add(t.amount(r));
        sink.add(t.attemptAmount(r)).add(t.paidAmount(r));
        sink.add(t.refundDueAmount(r)).add(t.refundedAmount(r)).add(t.status(r).value());
        sink.add(t.paymentStatus(r).value())
                .add(t.attempt(r))
                .add(t.extensions(r))
                .add(t.cancellations(r));
        boolean version3 = state.limits.isVersion3();
        if (version3) {
            sink.add(t.credentialNumber(r)).add(t.deadlineBeforePaymentMs(r));
        }
        sink.content(t.unsettled(r) ? 1 : 0);
        sink.add(t.unitCount(r));
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            sink.add(t.units.unit(u)).add(t.units.price(u)).add(t.units.flags(u));
            sink.add(t.units.cancellation(u)).add(t.units.checkedInAtMs(u));
            if (version3) {
                sink.add(t.units.listPrice(u)).add(t.units.ticketType(u));
                sink.add(t.units.generation(u)).add(t.units.block(u));
                addScans(t.units.scans, t.units.firstScan(u));
            }
        }
        sink.add(t.refundCount(r));
        for (int f = t.firstRefund(r); f != RefundPool.NONE; f = t.refunds.next[f]) {
            sink.add(t.refunds.amount[f]).add(t.refunds.attempt[f]);
            sink.add(t.refunds.status[f].value()).add(t.refunds.reason[f].value());
        }
        addKeys(t.keys, t.firstKey(r));
    }

    private void addScans(ScanPool scans, int first) {
        sink.add(scans.count(first));
        for (int s = first; s != ScanPool.NONE; s = scans.next[s]) {
            sink.add(scans.kind[s]).add(scans.deviceId[s]).add(scans.scannedAtMs[s]);
            sink.add(scans.atMs[s]).add(scans.gate[s]);
        }
    }

    private void addKeys(KeyTable keys, int first) {
        int count = 0;
        for (int k = first; k != KeyTable.NONE; k = keys.next[k]) {
            if (count == keysInOrder.length) {
                keysInOrder = Arrays.copyOf(keysInOrder, count * 2);
            }
            int at = count++;
            for (; at > 0 && after(keys, keysInOrder[at - 1], k); at--) {
                keysInOrder[at] = keysInOrder[at - 1];
            }
            keysInOrder[at] = k;
        }
        sink.add(count);
        for (int i = 0; i < count; i++) {
            int k = keysInOrder[i];
            sink.add(keys.keyHi[k]).add(keys.keyLo[k]).add(keys.bodyHash[k]).add(keys.kind[k].ordinal());
            sink.add(keys.sequence[k]).add(keys.timeMs[k]).add(keys.deadlineMs[k]);
            sink.add(keys.number[k]).add(keys.outcome[k]);
        }
    }

    private static boolean after(KeyTable keys, int a, int b) {
        return keys.keyHi[a] != keys.keyHi[b] ? keys.keyHi[a] > keys.keyHi[b] : keys.keyLo[a] > keys.keyLo[b];
    }
}
