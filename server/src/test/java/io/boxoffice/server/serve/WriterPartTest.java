package io.boxoffice.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.status.Level;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.writer.WriterState;
import io.boxoffice.writer.WriterStatus;
import org.junit.jupiter.api.Test;

class WriterPartTest {
    private static final StatusLimits LIMITS = new StatusLimits(10_000, 250);

    private static PartState look(WriterState state, long lagSequences, long lagMs, String failure) {
        return WriterPart.look(new WriterStatus(state, 500, lagSequences, lagMs, failure), LIMITS);
    }

    @Test
    void shouldBeUpUntilItIsBehindForLongerThanTheLimit() {
        assertEquals(Level.UP, look(WriterState.RUNNING, 0, 0, "").level());
        assertEquals(Level.UP, look(WriterState.RUNNING, 40_000, 9_999, "").level());
        PartState behind = look(WriterState.RUNNING, 40_000, 10_000, "");
        assertEquals(Level.BEHIND, behind.level());
        assertEquals("PostgreSQL is 40,000 commands behind, the oldest for 10 s.", behind.says());
    }

    @Test
    void shouldSayWhyItCannotWrite() {
        PartState state = look(WriterState.BACKING_OFF, 1, 200, "Connection to db:5432 refused.");
        assertEquals(Level.BEHIND, state.level());
        assertEquals(
                "PostgreSQL is 1 command behind: it cannot be written. Connection to db:5432 refused.", state.says());
    }

    @Test
    void shouldAskForSomebodyWhenItHasEnded() {
        PartState fenced = look(WriterState.FENCED, 12, 60_000, "the watermark is at 9");
        assertEquals(Level.NEEDS_YOU, fenced.level());
        assertTrue(fenced.says().contains("another writer writes into this database"), fenced.says());
        assertTrue(fenced.says().contains("12 commands behind"), fenced.says());
        assertFalse(fenced.command().isEmpty());
        PartState failed = look(WriterState.FAILED, 12, 60_000, "an event of sequences 7 to 9 cannot be written");
        assertEquals(Level.NEEDS_YOU, failed.level());
        assertTrue(failed.says().contains("an event of sequences 7 to 9"), failed.says());
        assertTrue(failed.toDo().contains("start the server anew"), failed.toDo());
    }

    @Test
    void shouldSaySomethingOfEveryState() {
        for (WriterState state : WriterState.values()) {
            PartState told = look(state, 3, 20_000, "why");
            assertEquals("PostgreSQL", told.chapter(), state.name());
            assertEquals(state.ended() && state != WriterState.STOPPED, told.level() == Level.NEEDS_YOU, state.name());
        }
    }

    @Test
    void shouldSendOperatorsToAWriterOfItsOwn() {
        assertEquals(Level.OFF, WriterPart.of(null).look().apply(LIMITS).level());
    }
}
