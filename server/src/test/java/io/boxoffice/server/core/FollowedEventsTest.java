package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.JournalEdges;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.KeptFrom;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.services.follow.EventConsumer;
import io.boxoffice.services.follow.EventFollower;
import io.boxoffice.services.follow.EventPosition;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.FollowerConfig;
import io.boxoffice.services.follow.RestoreMark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention keeps for a follower of events, on a real journal and event log; days pass between the runs of the core. */
class FollowedEventsTest {
    private static final FollowerConfig ONE_BY_ONE = new FollowerConfig(50, 1, 100, 1_000);
    private static final int KEPT_DAYS = 30;

    @TempDir
    Path data;

    private final Notes notes = new Notes();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Notes events, and keeps them and its place for longer than a core lives. */
    private static final class Notes implements EventConsumer {
        final List<String> events = new ArrayList<>();
        private EventPosition position;

        @Override
        public EventPosition resume() {
            return position;
        }

        @Override
        public void resynchronise(EventPosition from) {
            position = from;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            events.add(sequence + "." + ordinal);
        }

        @Override
        public void commit(EventPosition through) {
            position = through;
        }
    }

    /** Four runs on the first day, in each a snapshot; the follower stands in the middle of the second. */
    @BeforeEach
    void sellOnTheFirstDay() {
        for (int run = 0; run < 4; run++) {
            int firstSeat = run * 5;
            boolean first = run == 0;
            boolean second = run == 1;
            run(0, core -> {
                if (first) {
                    SoldShow.define(core);
                }
                for (int seat = firstSeat; seat < firstSeat + 5; seat++) {
                    SoldShow.hold(core, firstSeat + 1, seat);
                }
                if (second) {
                    notes.position = mark(core).at(core.shows().sequence() - 2);
                }
            });
        }
    }

    @Test
    void shouldKeepEventsForAFollowerThatStandsStill() {
        long stands = notes.position.sequence();
        run(KEPT_DAYS + 1, core -> {
            List<String> due = eventsAfter(core, stands);
            EventFollower follower = follower(core);
            core.snapshots().makeNow();
            assertTrue(keptAfter(LogKind.COMMANDS) > stands, "nobody follows commands");
            assertTrue(keptAfter(LogKind.EVENTS) <= stands);
            catchUp(follower);
            follower.close();
            assertFalse(due.isEmpty());
            assertEquals(due, notes.events);
            assertEquals(0, resynchronised());
        });
        assertTrue(keptAfter(LogKind.EVENTS) > stands, "it needs them no more");
    }

    @Test
    void shouldNotKeepThemForMoreThanTwiceTheTimeAndThenTheFollowerReadsTheState() {
        long stands = notes.position.sequence();
        run(KEPT_DAYS + 1, core -> core.keepEventsFor(() -> stands));
        assertTrue(keptAfter(LogKind.EVENTS) <= stands);
        run(2 * KEPT_DAYS + 1, core -> {
            EventFollower follower = follower(core);
            follower.step();
            assertEquals(1, notes.events.size(), "it has the event log open");
            core.snapshots().makeNow();
            assertTrue(keptAfter(LogKind.EVENTS) > stands + 2);
            catchUp(follower);
            catchUp(follower);
            assertEquals(1, resynchronised());
            assertEquals(core.shows().sequence(), notes.position.sequence());
            follower.close();
        });
    }

    private void run(int day, Consumer<BookingCore> during) {
        ServerConfig config = new ConfigLoader()
                .withFlag("--data", "data-directory", data)
                .withFlag("test", "snapshot.interval-commands", 0)
                .withFlag("test", "snapshot.interval-ms", 0)
                .withFlag("test", "snapshot.stop-commands", 0)
                .withFlag("test", "snapshot.kept", 2)
                .withFlag("test", "retention.days", KEPT_DAYS)
                .load();
        JournalEdges edges =
                JournalEdges.ofMachine(data, () -> System.currentTimeMillis() + TimeUnit.DAYS.toMillis(day));
        try (BookingCore core = BookingCore.recover(
                config.core(),
                new CoreEdges(edges, UnaryOperator.identity(), UnaryOperator.identity()),
                (commands, percent, rate) -> {},
                failure -> {})) {
            core.start();
            core.retainFor(core.shows()::sequence);
            during.accept(core);
            core.snapshots().makeNow();
        }
    }

    private static RestoreMark mark(BookingCore core) {
        return RestoreMark.of(core.journalId(), "");
    }

    private EventFollower follower(BookingCore core) {
        FollowedLog log = new FollowedLog(core.events(), core.shows()::sequence, mark(core), core::keepEventsFor);
        return new EventFollower("notes", log, notes, ONE_BY_ONE, meters);
    }

    private static void catchUp(EventFollower follower) {
        long pauseMs = 0;
        while (pauseMs == 0) {
            pauseMs = follower.step();
        }
    }

    private static List<String> eventsAfter(BookingCore core, long after) {
        List<String> events = new ArrayList<>();
        try (EventFeed feed = core.events().openAfter(after)) {
            while (feed.poll((sequence, ordinal, timeMs, b, offset, length) -> events.add(sequence + "." + ordinal), 9)
                    > 0) {
                continue;
            }
        }
        return events;
    }

    private long keptAfter(LogKind log) {
        KeptFrom kept = KeptFrom.read(data.resolve(log.directoryName()), log);
        return kept == null ? 0 : kept.sequence();
    }

    private double resynchronised() {
        return meters.find("boxoffice.follower.resynchronisations").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
