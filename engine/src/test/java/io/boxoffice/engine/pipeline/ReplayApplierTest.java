package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.sbe.ReservationEventType;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplayApplierTest {
    private final Trace trace = new Trace();
    private final FakeStateMachine state = new FakeStateMachine(trace);
    private final PublishedShows shows = new PublishedShows(state);
    private final List<String> progress = new ArrayList<>();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[1024]);
    private final int length = new Messages().placeHold(command, 1);

    private ReplayApplier replay(long eventsKnownThrough) {
        Messages events = new Messages();
        state.onApply = (sequence, templateId, buffer, offset, output) -> {
            output.onEvent(events.reservationEvent(1, ReservationEventType.HOLD_EXTENDED), 0, 100);
            output.onEvent(events.reservationEvent(1, ReservationEventType.BOOKING_CREATED), 0, 100);
        };
        CommandApplier applier = new CommandApplier(state, new FakeEventLog(trace, eventsKnownThrough), shows);
        return new ReplayApplier(applier, 2, (n, sequence, timeMs) -> progress.add(n + " " + sequence + " " + timeMs));
    }

    @Test
    void shouldCompleteTheEventLogWithoutDoublingIt() {
        ReplayApplier replay = replay(2);
        for (int sequence = 1; sequence <= 3; sequence++) {
            replay.onCommand(sequence, 100 + sequence, command, 0, length);
        }
        replay.finish();

        assertEquals(List.of("event 3.0", "event 3.1", "events-commit"), trace.startingWith("event"));
        assertEquals(3, trace.startingWith("apply").size());
        assertEquals(3, shows.sequence());
        assertEquals(List.of("2 2 102", "3 3 103"), progress);
    }

    @Test
    void shouldReachTheSameStateAsTheLiveRun() {
        try (PipelineFixture live = PipelineFixture.aPipeline().started()) {
            TestClient client = live.client("a", 8);
            live.occupyBookingThread(client);
            client.placeHold(1);
            client.placeHold(2);
            live.time.advanceMs(7);
            live.journal.letGo();
            client.awaitReplies(3);
            ReplayApplier replay = replay(0);
            for (FakeJournal.Entry e : live.journal.durable()) {
                replay.onCommand(e.sequence(), e.timeMs(), new UnsafeBuffer(e.bytes()), 0, e.bytes().length);
            }
            replay.finish();

            assertEquals(live.trace.startingWith("apply"), trace.startingWith("apply"));
            assertEquals(live.state.lastTimeMs(), state.lastTimeMs());
            assertEquals(live.shows.sequence(), shows.sequence());
        }
    }

    @Test
    void shouldRefuseAHoleAndTimeThatGoesBack() {
        ReplayApplier replay = replay(0);
        replay.onCommand(1, 100, command, 0, length);

        assertThrows(IllegalStateException.class, () -> replay.onCommand(3, 101, command, 0, length));
        assertThrows(IllegalStateException.class, () -> replay.onCommand(2, 99, command, 0, length));
    }

    @Test
    void shouldRefuseAnEventLogThatKnowsMoreThanTheJournal() {
        ReplayApplier replay = replay(9);
        replay.onCommand(1, 100, command, 0, length);

        assertThrows(IllegalStateException.class, replay::finish);
    }
}
