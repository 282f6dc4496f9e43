package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.SnapshotDecoder.require;

import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;

/**
 * Builds the state that {@link CanonicalState} told: tables, lists, timers, free seats and totals follow from what was kept. For
 * one thread, on a state that has applied nothing.
 */
final class StateLoader {
    /** A count that is believed at once; tables of more grow as they are filled. */
    private static final int BELIEVED_COUNT = 1 << 24;

    private static final KeyTable.Kind[] KEY_KINDS = KeyTable.Kind.values();

    private final BookingState state;
    private final ReservationTable table;
    private final SnapshotDecoder in;

    private StateLoader(BookingState state, SnapshotDecoder in) {
        this.state = state;
        this.table = state.reservations;
        this.in = in;
    }

    /**
     * Loads everything.
     *
     * @return the hash it has by its own account
     * @throws RuntimeException when it is no snapshot; the state is of no use then
     */
    static long load(BookingState state, SnapshotDecoder in) {
        new StateLoader(state, in).load();
        long hash = in.next();
        in.requireEnd();
        return hash;
    }

    private void load() {
        state.sequence = in.next();
        state.nowMs = in.next();
        state.limits.readFrom(in);
        state.seatMaps.readFrom(in);
        state.uploads.readFrom(in, state.seatMaps, state.limits.isVersion3());
        int shows = in.nextCount(Integer.MAX_VALUE);
        for (int i = 0; i < shows; i++) {
            readShow();
        }
        readReservations();
        int pending = in.nextCount(Integer.MAX_VALUE);
        for (int i = 0; i < pending; i++) {
            long showId = in.next();
            require(state.shows.get(showId) != null, "work for an unknown show", showId);
            state.shows.pendingWork.addLong(showId);
        }
    }

    private void readShow() {
        long showId = in.next();
        long seatMapId = in.next();
        SeatMaps.Entry map = state.seatMaps.get(seatMapId);
        require(map != null, "a show has an unknown seat map", seatMapId);
        ShowSeats s = new ShowSeats(showId, map);
        s.eventId = in.next();
        s.venueId = in.next();
        s.organizerId = in.next();
        s.startsAtMs = in.next();
        s.endsAtMs = in.next();
        s.onSaleFromMs = in.next();
        s.onSaleUntilMs = in.next();
        s.cancelUntilMs = in.next();
        s.holdTtlMs = in.next();
        s.maxUnitsPerHold = in.nextInt();
        s.maxUnitsPerCustomer = in.nextInt();
        for (int i = 0; i < s.currency.length; i++) {
            s.currency[i] = (byte) in.nextInt();
        }
        s.strandedSeatRule = in.nextFlag();
        s.status = ShowStatus.get((short) in.nextInt());
        s.priceVersion = in.next();
        if (state.limits.isVersion3()) {
            s.checkInFromMs = in.next();
            s.checkInUntilMs = in.next();
            s.latestEndMs = in.next();
            for (int area = 0; area < s.areaBlocked.length; area++) {
                s.areaBlocked[area] = in.nextInt();
            }
        }
        Contents.readBlocked(in, s);
        if (in.nextFlag()) {
            s.prices = Contents.readPrices(in, s.owner.length, s.areaHeld.length, state.limits.isVersion3())
                    .build();
        }
        if (state.limits.isVersion3()) {
            readPeriods(s);
        }
        state.shows.add(s);
        state.seatMaps.use(map);
    }

    private void readPeriods(ShowSeats s) {
        int count = in.nextCount(PricePeriods.MAX_PERIODS);
        require(count == 0 || s.prices != null, "periods without prices", s.showId);
        PricePeriods.Builder periods = new PricePeriods.Builder();
        for (int i = 0; i < count; i++) {
            periods.from(in.next());
            for (int j = 0; j < s.prices.classCount() * s.prices.typeCount(); j++) {
                periods.amounts(in.next());
            }
        }
        state.prices.load(s, count == 0 ? PricePeriods.NONE : periods.build(s.prices));
    }

    private void readReservations() {
        long lastId = in.next();
        int count = in.nextCount(Integer.MAX_VALUE - 1);
        int units = in.nextCount(Integer.MAX_VALUE - 1);
        int keys = in.nextCount(Integer.MAX_VALUE - 1);
        table.reserve(Math.min(count, BELIEVED_COUNT));
        table.units.reserve(Math.min(units, BELIEVED_COUNT));
        table.keys.reserve(Math.min(keys, BELIEVED_COUNT));
        long idBefore = 0;
        for (int i = 0; i < count; i++) {
            long id = in.next();
            require(id > idBefore && id <= lastId, "a reservation out of order", id);
            readReservation(id);
            idBefore = id;
        }
        table.continueAfter(lastId);
    }

    private void readReservation(long id) {
        long showId = in.next();
        ShowSeats show = state.shows.get(showId);
        require(show != null, "a reservation of an unknown show", showId);
        ReservationTable t = table;
        long customerId = in.next();
        long createdAtMs = in.next();
        long deadlineMs = in.next();
        long timerMs = in.next();
        long reference = in.next();
        long amount = in.next();
        long attemptAmount = in.next();
        long paidAmount = in.next();
        long refundDueAmount = in.next();
        long refundedAmount = in.next();
        int r = t.restore(id, show, ReservationStatus.get((short) in.nextInt()));
        t.customerId(r, customerId);
        if (t.active(r)) {
            t.joinCustomer(r);
        }
        t.createdAtMs(r, createdAtMs);
        t.deadlineMs(r, deadlineMs);
        t.reference(r, reference);
        t.amount(r, amount);
        t.attemptAmount(r, attemptAmount);
        t.refundDueAmount(r, refundDueAmount);
        t.refundedAmount(r, refundedAmount);
        t.paymentStatus(r, PaymentStatus.get((short) in.nextInt()));
        require(paidAmount == t.paidAmount(r), "a reservation paid something else than its attempt", id);
        t.attempt(r, in.nextInt());
        t.extensions(r, in.nextInt());
        t.cancellations(r, in.nextCount(Short.MAX_VALUE));
        if (state.limits.isVersion3()) {
            t.credentialNumber(r, in.nextInt());
            t.deadlineBeforePaymentMs(r, in.nextInt());
        }
        t.setUnsettled(r, in.nextFlag());
        if (timerMs != 0) {
            state.timers.load(state.timerKind(r), r, id, timerMs);
        }
        readUnits(r);
        readRefunds(r);
        readKeys(r);
    }

    private void readUnits(int r) {
        int count = in.nextCount(Limits.MAX_UNITS);
        UnitPool units = table.units;
        int last = UnitPool.NONE;
        for (int i = 0; i < count; i++) {
            int unit = in.nextInt();
            int u = units.allocate(unit, 0, in.next());
            units.flags(u, in.nextInt());
            units.cancellation(u, in.nextInt());
            long checkedInAtMs = in.next();
            if (state.limits.isVersion3()) {
                units.listPrice(u, in.next());
                units.ticketType(u, in.nextInt());
                units.generation(u, in.nextInt());
                units.block(u, in.nextInt());
                readScans(u);
            } else if (units.checkedIn(u)) {
                units.scanned(u, ScanPool.ADMITTED, 0, checkedInAtMs, checkedInAtMs, 0);
            }
            require(
                    checkedInAtMs == units.checkedInAtMs(u),
                    "a ticket admitted at another time than it says",
                    table.id(r));
            if (last == UnitPool.NONE) {
                table.firstUnit(r, u);
            } else {
                units.next(last, u);
            }
            last = u;
            if (table.active(r) && !units.cancelled(u)) {
                state.occupyAgain(r, u);
            }
        }
        table.unitCount(r, count);
    }

    private void readScans(int u) {
        ScanPool scans = table.units.scans;
        int count = in.nextCount(ScanPool.MAX_SCANS);
        int last = ScanPool.NONE;
        for (int i = 0; i < count; i++) {
            byte kind = (byte) in.nextInt();
            long deviceId = in.next();
            long scannedAtMs = in.next();
            long atMs = in.next();
            int s = scans.allocate(kind, deviceId, scannedAtMs, atMs, in.nextInt(), ScanPool.NONE);
            if (last == ScanPool.NONE) {
                table.units.firstScan(u, s);
            } else {
                scans.next[last] = s;
            }
            last = s;
        }
    }

    private void readRefunds(int r) {
        int count = in.nextCount(Short.MAX_VALUE);
        RefundPool refunds = table.refunds;
        int last = RefundPool.NONE;
        for (int i = 0; i < count; i++) {
            long amount = in.next();
            int attempt = in.nextInt();
            RefundStatus status = RefundStatus.get((short) in.nextInt());
            int f = refunds.allocate(amount, attempt, RefundReason.get((short) in.nextInt()));
            refunds.status[f] = status;
            if (last == RefundPool.NONE) {
                table.firstRefund(r, f);
            } else {
                refunds.next[last] = f;
            }
            last = f;
        }
        table.refundCount(r, count);
    }

    private void readKeys(int r) {
        int count = in.nextCount(Integer.MAX_VALUE);
        KeyTable keys = table.keys;
        for (int i = 0; i < count; i++) {
            long hi = in.next();
            int k = keys.add(hi, in.next(), KeyTable.NONE);
            keys.bodyHash[k] = in.next();
            keys.kind[k] = KEY_KINDS[in.nextCount(KEY_KINDS.length - 1)];
            keys.sequence[k] = in.next();
            keys.timeMs[k] = in.next();
            keys.deadlineMs[k] = in.next();
            keys.number[k] = in.nextInt();
            keys.outcome[k] = in.nextInt();
            keys.reservation[k] = r;
            linkNewestFirst(r, k);
        }
        table.keyCount(r, count);
    }

    /** A command leaves one key at most, so that sequences tell the order in which keys came; those of one booking are alike. */
    private void linkNewestFirst(int r, int k) {
        KeyTable keys = table.keys;
        int before = KeyTable.NONE;
        int after = table.firstKey(r);
        while (after != KeyTable.NONE && keys.sequence[after] > keys.sequence[k]) {
            before = after;
            after = keys.next[after];
        }
        keys.next[k] = after;
        if (before == KeyTable.NONE) {
            table.firstKey(r, k);
        } else {
            keys.next[before] = k;
        }
    }
}
