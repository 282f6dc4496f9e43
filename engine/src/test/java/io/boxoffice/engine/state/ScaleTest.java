package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is large goes on in commands of bounded work. */
class ScaleTest {

    private static final int SEATS = 10_000;
    private static final int WORK = 100;

    private static Scenario aLargeShow() {
        return aLargeShow(0);
    }

    private static Scenario aLargeShow(long retentionMs) {
        String[] rows = new String[100];
        Arrays.fill(rows, "A".repeat(SEATS / rows.length));
        return aShow(rows)
                .withLimits(e -> e.workPerCommand(WORK).lapsedRetentionMs(retentionMs))
                .withoutModel()
                .onSale();
    }

    @Test
    void shouldCancelTenThousandBookingsInBoundedSteps() {
        Scenario s = aLargeShow();
        for (int seat = 0; seat < SEATS; seat++) {
            s.confirmed(s.send(s.customer(seat + 1).wants().seats(seat).encode()));
        }
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        int steps = 0;
        while (s.machine.hasPendingWork()) {
            s.goOn().accepted();
            assertEquals(WORK * 2, s.events().size());
            steps++;
        }
        assertEquals(SEATS / WORK, steps);
        Invariants.check(s.machine, "after cancelling");
        assertEquals(SEATS, s.machine.state().shows.get(Scenario.SHOW).unsettledReservations);
        assertTrue(s.isFree("A-1"));
    }

    @Test
    void shouldSweepTenThousandLapsedHoldsInBoundedTicks() {
        Scenario s = aLargeShow();
        for (int seat = 0; seat < SEATS; seat++) {
            s.send(s.customer(seat + 1).wants().seats(seat).encode()).is(ReservationStatus.HELD);
        }
        s.at(60_000);
        s.send(s.customer(1).wants().seats(SEATS - 1).encode()).is(ReservationStatus.HELD);
        while (s.machine.nextDeadlineMs() <= 60_000) {
            s.tick().accepted();
            assertTrue(s.events().size() <= WORK);
        }
        Invariants.check(s.machine, "after sweeping");
        assertEquals(1, s.machine.state().reservations.size());
    }

    /** Lists are in order of id, whatever the order in which holds end. */
    @Test
    void shouldNotSearchLongListsWhenHoldsEndInAnyOrder() {
        Scenario s = aLargeShow(3_600_000);
        List<Reply> holds = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            holds.add(s.send(s.customer(seat + 1).wants().seats(seat).encode()).is(ReservationStatus.HELD));
        }
        for (int i = SEATS - 1; i >= SEATS / 2; i--) {
            s.customer(i + 1).releases(holds.get(i)).is(ReservationStatus.RELEASED);
        }
        assertSearched(s, 2 * SEATS, "the newest first");
        for (int i = 0; i < SEATS / 4; i++) {
            int some = i * 1_009 % (SEATS / 2);
            s.customer(some + 1).releases(holds.get(some));
        }
        assertSearched(s, 30 * SEATS, "here and there");
        s.at(60_000);
        while (s.machine.nextDeadlineMs() <= 60_000) {
            s.tick().accepted();
        }
        assertSearched(s, 2 * SEATS, "the oldest first, behind all that ended before");
        Invariants.check(s.machine, "after all ended");
    }

    private static void assertSearched(Scenario s, long most, String how) {
        ReservationTable reservations = s.machine.state().reservations;
        assertTrue(reservations.searchSteps <= most, () -> how + ": " + reservations.searchSteps + " steps");
        reservations.searchSteps = 0;
    }

    @Test
    void shouldNotSearchLongListsWhenOldHoldsBeginToPay() {
        Scenario s = aLargeShow();
        List<Reply> holds = new ArrayList<>();
        for (int seat = 0; seat < SEATS; seat++) {
            holds.add(s.send(s.customer(seat + 1).wants().seats(seat).encode()).is(ReservationStatus.HELD));
        }
        for (int i = SEATS - 1; i >= 0; i--) {
            s.paying(holds.get(i));
        }
        assertSearched(s, 2 * SEATS, "the newest first");
        Invariants.check(s.machine, "while all pay");
    }

    @Test
    void shouldArchiveInBoundedSteps() {
        Scenario s = aLargeShow();
        for (int seat = 0; seat < 1_000; seat++) {
            s.booked(s.send(s.customer(seat + 1).wants().seats(seat).encode()));
        }
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        int before = s.machine.state().reservations.size();
        while (s.machine.hasPendingWork()) {
            s.goOn().accepted();
            int after = s.machine.state().reservations.size();
            assertTrue(before - after <= WORK);
            before = after;
        }
        assertEquals(0, before);
    }
}
