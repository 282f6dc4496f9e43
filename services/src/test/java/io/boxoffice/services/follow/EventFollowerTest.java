package io.boxoffice.services.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class EventFollowerTest {
    private static final RestoreMark MARK = RestoreMark.of(0xabc, "");
    private static final FollowerConfig CONFIG = new FollowerConfig(50, 4, 100, 1_000);

    private final FakeEventLog log = new FakeEventLog();
    private final Keeper keeper = new Keeper();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<LongSupplier> retention = new ArrayList<>();
    private EventFollower follower;

    /** Keeps what it is handed, and where it stands, for longer than a follower lives. */
    private final class Keeper implements EventConsumer {
        final List<String> batches = new ArrayList<>();
        final List<String> kept = new ArrayList<>();
        private final List<String> pending = new ArrayList<>();
        EventPosition position = MARK.at(0);
        int resynchronised;
        int commitsThatFail;
        boolean failsAfterwards;

        @Override
        public EventPosition resume() {
            pending.clear();
            return position;
        }

        @Override
        public void resynchronise(EventPosition from) {
            if (commitsThatFail > 0) {
                commitsThatFail--;
                throw new IllegalStateException("no state today");
            }
            resynchronised++;
            position = from;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            pending.add(sequence + "." + ordinal);
        }

        @Override
        public void commit(EventPosition through) {
            boolean fails = commitsThatFail > 0;
            commitsThatFail -= fails ? 1 : 0;
            if (!fails || failsAfterwards) {
                batches.add(String.join(" ", pending));
                kept.addAll(pending);
                position = through;
            }
            pending.clear();
            if (fails) {
                throw new IllegalStateException("no room today");
            }
        }
    }

    private void follow(RestoreMark mark) {
        follower = new EventFollower(
                "test", new FollowedLog(log, log::lastSequence, mark, retention::add), keeper, CONFIG, meters);
    }

    private void follow() {
        follow(MARK);
    }

    /** Makes steps until there is a pause, and returns it. */
    private long catchUp() {
        long pauseMs = 0;
        while (pauseMs == 0) {
            pauseMs = follower.step();
        }
        return pauseMs;
    }

    private double counted(String reason) {
        return meters.get("boxoffice.follower.resynchronisations")
                .tag("follower", "test")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static List<String> events(long first, long last) {
        List<String> events = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            events.add(sequence + ".0");
        }
        return events;
    }

    @Test
    void shouldHandOutEventsInOrderInBatchesOfWholeCommands() {
        log.command(2);
        log.command(3);
        log.command(0);
        log.command(1);
        follow();
        assertEquals(CONFIG.pollIntervalMs(), catchUp());
        assertEquals(List.of("1.0 1.1 2.0 2.1 2.2", "4.0"), keeper.batches);
        assertEquals(MARK.at(4), keeper.position);
        log.command(1);
        catchUp();
        assertEquals("5.0", keeper.batches.get(2));
        assertEquals(0, keeper.resynchronised);
    }

    @Test
    void shouldGoOnInTheNextLifeWhereItStood() {
        log.commands(6);
        follow();
        catchUp();
        follower.close();
        log.commands(6);
        follow();
        catchUp();
        assertEquals(events(1, 12), keeper.kept);
        assertEquals(0, keeper.resynchronised);
    }

    @Test
    void shouldResynchroniseAtFirstAndGoOnFromWhereTheStateWasRead() {
        log.commands(6);
        keeper.position = null;
        follow();
        catchUp();
        log.commands(2);
        catchUp();
        assertEquals(1, keeper.resynchronised);
        assertEquals(1, counted("new"));
        assertEquals(events(7, 8), keeper.kept);
    }

    @Test
    void shouldNeverUseAPositionOfBeforeARestore() {
        log.commands(6);
        follow();
        catchUp();
        follower.close();
        log.cutTo(4);
        RestoreMark restored = RestoreMark.of(0xabc, "e1f2");
        for (int life = 0; life < 2; life++) {
            // Other commands than before take the sequences 5 to 7.
            log.commands(1);
            follow(restored);
            catchUp();
            log.commands(1);
            catchUp();
            follower.close();
        }
        assertEquals(1, keeper.resynchronised, "the new position is good");
        assertEquals(1, counted("restored"));
        assertEquals(restored.at(8), keeper.position);
        assertEquals(events(6, 8), keeper.kept.subList(6, keeper.kept.size()));
    }

    @Test
    void shouldResynchroniseWhenTheEventsAfterItsPositionAreNoLongerKept() {
        log.commands(6);
        keeper.position = MARK.at(2);
        log.removeThrough(3);
        follow();
        catchUp();
        log.commands(2);
        catchUp();
        assertEquals(1, counted("not_kept"));
        assertEquals(events(7, 8), keeper.kept);
    }

    @Test
    void shouldResynchroniseWhenEventsGoWhileItStandsStill() {
        log.commands(2);
        follow();
        catchUp();
        log.commands(10);
        keeper.commitsThatFail = 3;
        assertEquals(CONFIG.retryMinMs(), catchUp());
        log.removeThrough(8);
        catchUp();
        keeper.commitsThatFail = 0;
        catchUp();
        log.commands(1);
        catchUp();
        assertEquals(1, counted("not_kept"));
        assertEquals("13.0", keeper.batches.get(keeper.batches.size() - 1));
        assertEquals(1, log.open);
    }

    @Test
    void shouldNotBeSilentWhenAnOpenFeedLosesWhatComesNext() {
        log.commands(2);
        follow();
        catchUp();
        log.commands(10);
        log.removeThrough(8);
        assertEquals(CONFIG.retryMinMs(), catchUp());
        catchUp();
        assertEquals(1, counted("not_kept"));
        assertEquals(MARK.at(12), keeper.position);
    }

    @Test
    void shouldResynchroniseWhenTheJournalDoesNotHaveTheCommandsOfItsPosition() {
        log.commands(6);
        follow();
        catchUp();
        follower.close();
        log.cutTo(4);
        follow();
        // By the time the database answers, other commands have these sequences.
        log.commands(5);
        catchUp();
        assertEquals(1, counted("ahead"));
        assertEquals(MARK.at(9), keeper.position);
    }

    @Test
    void shouldTakeABatchAgainThatWasNotCommittedAndNoOther() {
        log.commands(10);
        follow();
        keeper.commitsThatFail = 1;
        for (int i = 0; i < 3; i++) {
            catchUp();
        }
        keeper.commitsThatFail = 1;
        keeper.failsAfterwards = true;
        log.commands(6);
        for (int i = 0; i < 3; i++) {
            catchUp();
        }
        assertEquals(events(1, 16), keeper.kept);
        assertEquals(0, keeper.resynchronised);
        assertEquals(2, meters.get("boxoffice.follower.failures").counter().count());
    }

    @Test
    void shouldPauseLongerAfterEachFailureUpToALimitAndNotWhenThingsWorkAgain() {
        log.commands(1);
        follow();
        keeper.commitsThatFail = 6;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pauses.add(catchUp());
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L, CONFIG.pollIntervalMs()), pauses);
        log.commands(1);
        keeper.commitsThatFail = 1;
        assertEquals(100, catchUp());
    }

    @Test
    void shouldTryAgainWhenTheStateCannotBeRead() {
        log.commands(3);
        keeper.position = null;
        keeper.commitsThatFail = 2;
        follow();
        assertEquals(100, catchUp());
        assertEquals(200, catchUp());
        assertEquals(0, counted("new"));
        assertEquals(CONFIG.pollIntervalMs(), catchUp());
        assertEquals(1, counted("new"));
    }

    @Test
    void shouldForgetWhatAFeedGaveThatFailedMeanwhile() {
        log.commands(3);
        follow();
        log.failure = new IllegalStateException("the disk is away");
        assertEquals(CONFIG.retryMinMs(), catchUp());
        assertEquals(0, log.open);
        log.failure = null;
        catchUp();
        assertEquals(List.of("1.0 2.0 3.0"), keeper.batches);
    }

    @Test
    void shouldTellRetentionWhatItHasForGood() {
        log.commands(6);
        keeper.position = MARK.at(2);
        follow();
        LongSupplier needed = retention.get(0);
        assertEquals(0, needed.getAsLong(), "it does not know yet");
        keeper.commitsThatFail = 1;
        catchUp();
        assertEquals(2, needed.getAsLong());
        catchUp();
        assertEquals(6, needed.getAsLong());
        // Commands without events are passed, but not for good.
        log.command(0);
        catchUp();
        assertEquals(6, needed.getAsLong());
        assertEquals(0, follower.lagSequences());
    }

    @Test
    void shouldSayHowFarBehindItIs() {
        log.commands(9);
        keeper.position = MARK.at(3);
        follow();
        assertEquals(9, lag());
        follower.step();
        assertEquals(2, lag());
        catchUp();
        assertEquals(0, lag());
        log.command(0);
        assertEquals(1, lag());
        catchUp();
        assertEquals(0, lag());
    }

    private double lag() {
        return meters.get("boxoffice.follower.lag.sequences").gauge().value();
    }

    @Test
    void shouldHoldNoFeedWhenItIsClosedAndOneAtMostBefore() {
        log.commands(3);
        follow();
        keeper.commitsThatFail = 2;
        for (int i = 0; i < 4; i++) {
            catchUp();
            assertTrue(log.open <= 1);
        }
        assertEquals(3, log.opened);
        follower.close();
        assertEquals(0, log.open);
    }
}
