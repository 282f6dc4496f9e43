package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What must be true of the tables after any command. */
public final class Invariants {
    private Invariants() {}

    /**
     * @param where what the message of a failure says besides
     * @throws AssertionError when one is not
     */
    public static void check(BookingStateMachine machine, String where) {
        BookingState state = machine.state();
        for (ShowSeats show : state.shows.sorted()) {
            checkSeats(show, state.reservations, where);
            checkReservations(show, state.reservations, where);
            if (state.limits.isVersion3() && show.soldUnits > 0) {
                assertTrue(
                        show.latestEndMs >= show.endsAtMs, where + ": a show that sold may be archived before its end");
            }
            checkPrices(show, state, where);
            checkCustomers(show, state.reservations, where);
        }
        checkSeatMaps(state, where);
        checkCounts(state, where);
    }

    /** What is counted is what is there; what is over and settled has a timer that forgets it, and nothing else has. */
    private static void checkCounts(BookingState state, String where) {
        ReservationTable t = state.reservations;
        int units = 0;
        int keys = 0;
        int refunds = 0;
        for (int r = 1; r < t.slotLimit(); r++) {
            if (t.inUse(r)) {
                units += t.unitCount(r);
                keys += t.keyCount(r);
                refunds += t.refundCount(r);
                boolean forgettable = !t.active(r) && t.status(r) != ReservationStatus.CANCELLED && !t.unsettled(r);
                assertEquals(forgettable || t.deadlineMs(r) != 0 && t.active(r), state.timers.timeOf(r) != 0, where);
            }
        }
        assertEquals(units, t.units.size(), where);
        assertEquals(keys, t.keys.size(), where);
        assertEquals(refunds, t.refunds.size(), where);
        int first = state.firstToForget();
        assertTrue(first == ReservationTable.NONE || !t.active(first) && !t.unsettled(first), where);
    }

    /** A map's users are counted, it is listed to be forgotten exactly when it has none, and those of shows are known. */
    private static void checkSeatMaps(BookingState state, String where) {
        Map<SeatMaps.Entry, Integer> users = new HashMap<>();
        for (ShowSeats show : state.shows.sorted()) {
            users.merge(show.mapEntry, 1, Integer::sum);
        }
        for (Uploads.Upload upload : state.uploads.all()) {
            if (upload.showMap != null) {
                users.merge(upload.showMap, 1, Integer::sum);
            }
        }
        users.keySet().forEach(map -> assertTrue(state.seatMaps.get(map.seatMapId()) == map, where));
        for (long id : state.seatMaps.ids()) {
            SeatMaps.Entry map = state.seatMaps.get(id);
            assertEquals(users.getOrDefault(map, 0), map.users(), where);
            assertEquals(state.limits.seatMapRetentionMs > 0 && map.users() == 0, map.listed(), where);
        }
    }

    /** Free + held + sold + blocked = seats, and who owns a seat has it among its units. */
    private static void checkSeats(ShowSeats show, ReservationTable t, String where) {
        int free = 0;
        int held = 0;
        int sold = 0;
        int blocked = 0;
        for (int seat = 0; seat < show.owner.length; seat++) {
            int owner = show.owner[seat];
            assertEquals(owner == 0, show.isFree(seat), where);
            if (owner == 0) {
                free++;
            } else if (owner < 0) {
                blocked++;
            } else {
                assertTrue(t.active(owner) && hasUnit(t, owner, seat), where + ": seat " + seat + " of " + t.id(owner));
                held += t.status(owner) == ReservationStatus.BOOKED ? 0 : 1;
                sold += t.status(owner) == ReservationStatus.BOOKED ? 1 : 0;
            }
        }
        assertEquals(show.map.seatCount(), free + held + sold + blocked, where);
    }

    /** The next switch is that of the first period, none is earlier than the earliest of all, and blocked places have room. */
    private static void checkPrices(ShowSeats show, BookingState state, String where) {
        assertEquals(show.periods.firstFromMs(), show.nextSwitchMs, where);
        assertTrue(show.nextSwitchMs >= state.prices.earliestMs(), where);
        for (int area = 0; area < show.areaBlocked.length; area++) {
            assertTrue(show.areaBlocked[area] >= 0, where);
        }
    }

    /** Every total that the show keeps is the sum over its reservations. */
    private static void checkReservations(ShowSeats show, ReservationTable t, String where) {
        int held = 0;
        int sold = 0;
        int unsettled = 0;
        int[] areaHeld = new int[show.areaHeld.length];
        int[] areaSold = new int[show.areaSold.length];
        Map<Long, Long> unitsOfCustomer = new HashMap<>();
        for (int r = 1; r < t.slotLimit(); r++) {
            if (!t.inUse(r) || t.show[r] != show) {
                continue;
            }
            unsettled += t.unsettled(r) ? 1 : 0;
            boolean booked = t.status(r) == ReservationStatus.BOOKED;
            for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
                assertTrue(t.units.price(u) >= 0 && t.units.price(u) <= t.units.listPrice(u), where);
                if (!t.active(r) || t.units.cancelled(u)) {
                    continue;
                }
                int unit = t.units.unit(u);
                if (unit >= 0) {
                    assertEquals(r, show.owner[unit], where);
                } else {
                    (booked ? areaSold : areaHeld)[ShowSeats.area(unit)]++;
                }
                held += booked ? 0 : 1;
                sold += booked ? 1 : 0;
                unitsOfCustomer.merge(t.customerId(r), 1L, Long::sum);
            }
        }
        assertEquals(held, show.heldUnits, where);
        assertEquals(sold, show.soldUnits, where);
        assertEquals(unsettled, show.unsettledReservations, where);
        for (int area = 0; area < areaHeld.length; area++) {
            assertEquals(areaHeld[area], show.areaHeld[area], where);
            assertEquals(areaSold[area], show.areaSold[area], where);
            assertTrue(show.areaFree(area) >= 0, where);
        }
        assertEquals(unitsOfCustomer.size(), show.unitsOfCustomer.size(), where);
        unitsOfCustomer.forEach((customer, units) -> assertEquals(units, show.unitsOfCustomer.get(customer), where));
    }

    /** Each customer's active reservations are a chain, newest first; and who is checked in has one admission. */
    private static void checkCustomers(ShowSeats show, ReservationTable t, String where) {
        if (show.status == ShowStatus.ARCHIVED) {
            return;
        }
        Map<Long, TreeMap<Long, Integer>> active = new HashMap<>();
        for (int r = 1; r < t.slotLimit(); r++) {
            if (!t.inUse(r) || t.show[r] != show) {
                continue;
            }
            if (t.active(r) && t.customerId(r) != 0) {
                active.computeIfAbsent(t.customerId(r), c -> new TreeMap<>()).put(t.id(r), r);
            }
            for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
                int admissions = 0;
                for (int s = t.units.firstScan(u); s != ScanPool.NONE; s = t.units.scans.next[s]) {
                    admissions += t.units.scans.kind[s] == ScanPool.ADMITTED ? 1 : 0;
                }
                assertEquals(t.units.checkedIn(u) ? 1 : 0, admissions, where);
                assertTrue(t.units.scans.count(t.units.firstScan(u)) <= ScanPool.MAX_SCANS, where);
            }
        }
        active.forEach((customer, ofCustomer) -> {
            int at = show.unitsOfCustomer.newest(customer);
            for (int r : ofCustomer.descendingMap().values()) {
                assertEquals(r, at, where + ": the chain of customer " + customer);
                at = t.nextOfCustomer(at);
            }
            assertEquals(ReservationTable.NONE, at, where + ": the chain of customer " + customer);
        });
    }

    private static boolean hasUnit(ReservationTable t, int r, int seat) {
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            if (t.units.unit(u) == seat && !t.units.cancelled(u)) {
                return true;
            }
        }
        return false;
    }

    private static void assertTrue(boolean condition, String where) {
        if (!condition) {
            throw new AssertionError(where);
        }
    }

    private static void assertEquals(Object expected, Object actual, String where) {
        if (!expected.equals(actual)) {
            throw new AssertionError(where + ": expected " + expected + ", was " + actual);
        }
    }
}
