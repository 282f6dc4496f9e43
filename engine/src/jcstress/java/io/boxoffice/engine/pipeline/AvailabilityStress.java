package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.seatmap.SeatMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A reader beside the booking thread sees a command's seats all together, under the version of that command. The results are
 * the first seat's state, the last one's, and the version.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "before the hold")
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "after the hold")
@Outcome(id = "0, 0, 3", expect = Expect.ACCEPTABLE, desc = "after the release")
@Outcome(expect = Expect.FORBIDDEN, desc = "seats of one command seen apart, or under another's version")
@State
public class AvailabilityStress {
    private static final int LAST_SEAT = 127;
    private static final SeatMap MAP = map();

    private final SeatAvailability availability = new SeatAvailability(1, MAP, 1);

    private static SeatMap map() {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        for (int seat = 0; seat <= LAST_SEAT; seat++) {
            map.seat("seat-" + seat, "s", seat, 0, 0, false, false, 1);
        }
        return map.build();
    }

    @Actor
    public void bookingThread() {
        availability.changingBy(2);
        availability.hold(0);
        availability.hold(LAST_SEAT);
        availability.publish();
        availability.changingBy(3);
        availability.release(0);
        availability.release(LAST_SEAT);
        availability.publish();
    }

    @Actor
    public void reader(III_Result seen) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        availability.copyTo(snapshot);
        seen.r1 = snapshot.seatState(0);
        seen.r2 = snapshot.seatState(LAST_SEAT);
        seen.r3 = (int) snapshot.version;
    }
}
