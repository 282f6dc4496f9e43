package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is large goes on in commands of bounded work. */
class ScaleTest {

    private static final int SEATS = 10_000;
    private static final int WORK = 100;

    private static Scenario aLargeShow() {
        String[] rows = new String[100];
        Arrays.fill(rows, "A".repeat(SEATS / rows.length));
        return aShow(rows)
                .withLimits(e -> e.workPerCommand(WORK).lapsedRetentionMs(0))
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
