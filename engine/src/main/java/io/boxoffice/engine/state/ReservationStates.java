package io.boxoffice.engine.state;

import io.boxoffice.protocol.port.ReservationState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.LongArrayList;

/** Reads reservations out of the table, for whoever makes rows of them. Allocates; changes nothing. */
final class ReservationStates {
    private ReservationStates() {}

    /** The ids of all that are there, in order. */
    static long[] ids(ReservationTable table) {
        LongArrayList ids = new LongArrayList(table.size(), 0);
        table.forEach(r -> ids.addLong(table.id(r)));
        return ids.toLongArray();
    }

    /** A reservation; null when there is none of this id. */
    static ReservationState of(ReservationTable t, long reservationId) {
        int r = t.slotOf(reservationId);
        if (r == ReservationTable.NONE) {
            return null;
        }
        return new ReservationState(
                t.id(r),
                t.show[r].showId,
                t.customerId(r),
                t.status(r),
                t.paymentStatus(r),
                t.reference(r),
                new String(t.show[r].currency, StandardCharsets.US_ASCII),
                t.amount(r),
                t.paidAmount(r),
                t.refundDueAmount(r),
                t.refundedAmount(r),
                t.createdAtMs(r),
                t.deadlineMs(r),
                t.attempt(r),
                t.attemptAmount(r),
                units(t, r),
                refunds(t, r));
    }

    private static List<ReservationState.Unit> units(ReservationTable t, int r) {
        UnitPool pool = t.units;
        List<ReservationState.Unit> units = new ArrayList<>(t.unitCount(r));
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = pool.next(u)) {
            units.add(new ReservationState.Unit(
                    pool.unit(u),
                    pool.price(u),
                    pool.cancelled(u),
                    pool.checkedInAtMs(u),
                    pool.ticketType(u),
                    scans(pool.scans, pool.firstScan(u))));
        }
        return units;
    }

    /** The chain has the newest first. */
    private static List<ReservationState.Scan> scans(ScanPool pool, int first) {
        if (first == ScanPool.NONE) {
            return List.of();
        }
        List<ReservationState.Scan> scans = new ArrayList<>();
        for (int s = first; s != ScanPool.NONE; s = pool.next[s]) {
            scans.add(new ReservationState.Scan(
                    pool.outcome(s), pool.deviceId[s], pool.gate[s], pool.scannedAtMs[s], pool.atMs[s]));
        }
        Collections.reverse(scans);
        return scans;
    }

    private static List<ReservationState.Refund> refunds(ReservationTable t, int r) {
        RefundPool pool = t.refunds;
        List<ReservationState.Refund> refunds = new ArrayList<>(t.refundCount(r));
        for (int f = t.firstRefund(r); f != RefundPool.NONE; f = pool.next[f]) {
            refunds.add(new ReservationState.Refund(pool.attempt[f], pool.amount[f], pool.status[f], pool.reason[f]));
        }
        return refunds;
    }
}
