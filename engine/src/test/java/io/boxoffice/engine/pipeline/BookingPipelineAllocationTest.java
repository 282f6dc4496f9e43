package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.EventLog;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.lang.management.ManagementFactory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BookingPipelineAllocationTest {
    private static final int COMMANDS = 10_000;

    private static final class SilentEventLog implements EventLog {
        @Override
        public long lastSequence() {
            return 0;
        }

        @Override
        public void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {}

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    private final FakeStateMachine state = new FakeStateMachine(null);
    private final PublishedShows shows = new PublishedShows(state);
    private final Messages events = new Messages();
    private final Messages messages = new Messages();
    private final long[] answered = {0};

    /** Its first command defines a show; each hold then takes seat 3 and each release gives it back. */
    private void behaveLikeAShow() {
        SeatMap.Builder map = new SeatMap.Builder().category("c").section("s").row("1");
        for (int i = 0; i < 8; i++) {
            map.seat("1-" + i, "" + i, i, 0, 0, false, false, 1);
        }
        state.seatMaps.put(5L, map.build());
        UnsafeBuffer placed = new Messages().reservationEvent(1, ReservationEventType.HOLD_PLACED, 3);
        UnsafeBuffer released = new Messages().reservationEvent(1, ReservationEventType.HOLD_RELEASED, 3);
        state.onApply = (sequence, templateId, command, offset, output) -> {
            if (sequence == 1) {
                output.onEvent(events.seatMapDefined(5), 0, 40);
                output.onEvent(events.showEvent(1, 5, ShowEventType.DEFINED, ShowStatus.DRAFT, 0), 0, 200);
            } else if (templateId == PlaceHoldDecoder.TEMPLATE_ID) {
                output.onEvent(placed, 0, 200);
            } else if (templateId == ReleaseHoldDecoder.TEMPLATE_ID) {
                output.onEvent(released, 0, 200);
            }
        };
    }

    @Test
    void shouldAllocateNothingOnTheBookingThreadInTheSteadyState() {
        behaveLikeAShow();
        CommandApplier applier = new CommandApplier(state, new SilentEventLog(), shows);
        BookingPipeline pipeline = new BookingPipeline(
                PipelineConfig.DEFAULTS,
                applier,
                new CountingJournal(),
                JournalClock.of(System::currentTimeMillis, System::nanoTime, 0, jump -> {}),
                failure -> {});
        pipeline.start();
        long bookingThread = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("booking"))
                .mapToLong(Thread::getId)
                .max()
                .orElseThrow();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var channel = pipeline.openReplies("a", 64, () -> {});
        for (int warmUp = 0; warmUp < 5; warmUp++) {
            run(pipeline, channel);
        }
        // The least of some rounds: a first wake-up or seal in one of them links call sites, once and for all.
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            long before = threads.getThreadAllocatedBytes(bookingThread);
            run(pipeline, channel);
            allocated = Math.min(allocated, threads.getThreadAllocatedBytes(bookingThread) - before);
        }
        assertTrue(pipeline.stop());

        assertTrue(allocated < 256, allocated + " bytes for " + COMMANDS + " commands");
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        shows.show(1).availability().copyTo(snapshot);
        assertEquals(answered[0] * 9 / 10, shows.sequence());
    }

    private void run(BookingPipeline pipeline, ReplyChannel channel) {
        long until = answered[0] + COMMANDS;
        long published = answered[0];
        while (answered[0] < until) {
            long claim = published < until ? pipeline.tryClaim(channel, published % 10 == 9) : -1;
            if (claim >= 0) {
                pipeline.publish(claim, encode(pipeline, claim, published), published);
                published++;
            }
            channel.drain((id, buffer, offset, length) -> answered[0]++, 64);
        }
    }

    private int encode(BookingPipeline pipeline, long claim, long number) {
        if (number % 10 == 9) {
            return messages.getReservation(pipeline.slot(claim), 1);
        }
        long commandsBefore = number / 10 * 9 + number % 10;
        return commandsBefore % 2 == 1
                ? messages.placeHold(pipeline.slot(claim), 1)
                : messages.releaseHold(pipeline.slot(claim), 1);
    }
}
