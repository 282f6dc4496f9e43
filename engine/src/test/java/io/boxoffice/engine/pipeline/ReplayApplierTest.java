package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
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

    /** The first command defines a show; holds are for the seat with the customer's number, releases book it. */
    private static void behaveLikeAShow(FakeStateMachine machine) {
        Messages events = new Messages();
        PlaceHoldDecoder hold = new PlaceHoldDecoder();
        ReleaseHoldDecoder book = new ReleaseHoldDecoder();
        machine.seatMaps.put(5L, SeatAvailabilityTest.map(100));
        machine.onApply = (sequence, templateId, buffer, offset, output) -> {
            int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
            if (sequence == 1) {
                output.onEvent(events.seatMapDefined(5), 0, 40);
                output.onEvent(events.showEvent(1, 5, ShowEventType.DEFINED, ShowStatus.OPEN, 0), 0, 200);
            } else if (templateId == PlaceHoldDecoder.TEMPLATE_ID) {
                hold.wrap(buffer, body, PlaceHoldDecoder.BLOCK_LENGTH, 1);
                int seat = (int) hold.customerId();
                output.onEvent(events.reservationEvent(1, ReservationEventType.HOLD_PLACED, seat, seat + 1), 0, 200);
            } else if (templateId == ReleaseHoldDecoder.TEMPLATE_ID) {
                book.wrap(buffer, body, ReleaseHoldDecoder.BLOCK_LENGTH, 1);
                int seat = (int) book.reservationId();
                output.onEvent(events.reservationEvent(1, ReservationEventType.BOOKING_CONFIRMED, seat), 0, 200);
            }
        };
    }

    @Test
    void shouldPublishTheSameAvailabilityAsTheLiveRun() {
        try (PipelineFixture live = PipelineFixture.aPipeline()) {
            behaveLikeAShow(live.state);
            behaveLikeAShow(state);
            live.started();
            TestClient client = live.client("a", 64);
            client.placeHold(0);
            for (int seat = 0; seat < 60; seat += 3) {
                client.placeHold(seat);
                client.awaitReplies(client.replies.size() + 1);
                if (seat % 2 == 0) {
                    client.releaseHold(seat);
                }
            }
            client.awaitReplies(31);
            CommandApplier applier = new CommandApplier(state, new FakeEventLog(trace, 0), shows);
            ReplayApplier replay = new ReplayApplier(applier, 1_000, (n, sequence, timeMs) -> {});
            for (FakeJournal.Entry e : live.journal.durable()) {
                replay.onCommand(e.sequence(), e.timeMs(), new UnsafeBuffer(e.bytes()), 0, e.bytes().length);
            }
            replay.finish();

            AvailabilitySnapshot expected = new AvailabilitySnapshot();
            AvailabilitySnapshot actual = new AvailabilitySnapshot();
            live.shows.show(1).availability().copyTo(expected);
            shows.show(1).availability().copyTo(actual);
            assertArrayEquals(expected.words, actual.words);
            assertEquals(31, actual.version);
            assertEquals(expected.version, actual.version);
            assertEquals(live.trace.startingWith("event 3"), trace.startingWith("event 3"));
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
