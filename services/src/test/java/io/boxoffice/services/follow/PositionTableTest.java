package io.boxoffice.services.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.services.PostgresExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A follower whose effects are rows in PostgreSQL, and whose process dies now and then. */
@ExtendWith(PostgresExtension.class)
class PositionTableTest {
    private static final RestoreMark MARK = RestoreMark.of(0xabc, "");
    private static final FollowerConfig CONFIG = new FollowerConfig(50, 7, 100, 1_000);

    private final FakeEventLog log = new FakeEventLog();
    private final PositionTable positions = new PositionTable("mail.follower", "letters");
    private Jdbi database;

    @BeforeEach
    void open(PostgresExtension.Database fresh) {
        fresh.execute("""
                CREATE SCHEMA mail;
                CREATE TABLE mail.follower
                    (name text PRIMARY KEY, restore_mark text NOT NULL, sequence bigint NOT NULL);
                CREATE TABLE mail.outbox (key text PRIMARY KEY, sequence bigint NOT NULL)""");
        database = Jdbi.create(fresh.jdbcUrl(), fresh.user(), fresh.password());
    }

    /** Writes a row for each event. */
    private final class Letters implements EventConsumer {
        private final RestoreMark mark;
        private final Random chance;
        private final List<Long> pending = new ArrayList<>();
        private EventPosition position;

        Letters(RestoreMark mark, Random chance) {
            this.mark = mark;
            this.chance = chance;
        }

        @Override
        public EventPosition resume() {
            pending.clear();
            position = database.withHandle(positions::read);
            return position;
        }

        @Override
        public void resynchronise(EventPosition from) {
            database.useTransaction(handle -> positions.begin(handle, from));
            position = from;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            pending.add(sequence);
        }

        @Override
        public void commit(EventPosition through) {
            int fate = chance.nextInt(4);
            database.useTransaction(handle -> {
                write(handle);
                if (fate == 0) {
                    throw new IllegalStateException("died before the commit");
                }
                positions.move(handle, position, through);
            });
            if (fate == 1) {
                throw new IllegalStateException("died after the commit");
            }
            position = through;
            pending.clear();
        }

        private void write(Handle handle) {
            for (long sequence : pending) {
                handle.execute("INSERT INTO mail.outbox VALUES (?, ?)", mark.outboxKey(sequence, 0), sequence);
            }
        }
    }

    private EventFollower follower(RestoreMark mark, Random chance) {
        FollowedLog followed = new FollowedLog(log, log::lastSequence, mark, position -> {});
        return new EventFollower("letters", followed, new Letters(mark, chance), CONFIG, new SimpleMeterRegistry());
    }

    private List<Long> written() {
        return database.withHandle(
                handle -> handle.createQuery("SELECT sequence FROM mail.outbox ORDER BY key, sequence")
                        .mapTo(Long.class)
                        .list());
    }

    private EventPosition position() {
        return database.withHandle(positions::read);
    }

    @Test
    void shouldCountEachEventOnceWheneverItsProcessDies() {
        Random chance = new Random(12);
        database.useHandle(handle -> positions.begin(handle, MARK.at(0)));
        int lives = 0;
        while (log.lastSequence() < 300) {
            log.commands(1 + chance.nextInt(40));
            try (EventFollower follower = follower(MARK, chance)) {
                for (int steps = chance.nextInt(5); steps >= 0; steps--) {
                    follower.step();
                }
            }
            lives++;
        }
        try (EventFollower follower = follower(MARK, chance)) {
            while (position().sequence() < log.lastSequence()) {
                follower.step();
            }
        }
        assertTrue(lives > 5, lives + " lives");
        assertEquals(
                LongStream.rangeClosed(1, log.lastSequence()).boxed().toList(),
                written().stream().sorted().toList());
    }

    @Test
    void shouldTellEventsOfAfterARestoreFromThoseThatHadTheirSequences() {
        Random lucky = new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        };
        assertNull(position());
        try (EventFollower follower = follower(MARK, lucky)) {
            follower.step();
            log.commands(5);
            follower.step();
        }
        assertEquals(MARK.at(5), position());
        log.cutTo(2);
        RestoreMark restored = RestoreMark.of(0xabc, "e1f2");
        try (EventFollower follower = follower(restored, lucky)) {
            follower.step();
            log.commands(4);
            follower.step();
        }
        assertEquals(restored.at(6), position());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 3L, 4L, 5L, 6L), written());
    }

    @Test
    void shouldRefuseToMoveAFollowerThatSomebodyElseHasMoved() {
        database.useHandle(handle -> {
            positions.begin(handle, MARK.at(3));
            positions.move(handle, MARK.at(3), MARK.at(5));
            assertThrows(IllegalStateException.class, () -> positions.move(handle, MARK.at(3), MARK.at(6)));
            RestoreMark other = RestoreMark.of(0xabc, "e1");
            assertThrows(IllegalStateException.class, () -> positions.move(handle, other.at(5), other.at(6)));
        });
        assertEquals(MARK.at(5), position());
    }
}
