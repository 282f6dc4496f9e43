package io.boxoffice.gateway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    private static final StatusLimits LIMITS = new StatusLimits(10_000, 250);

    private Instant now = Instant.parse("2026-11-30T02:59:50Z");
    private PartState disk = PartState.up("There is room.");
    private PartState writer = PartState.up("PostgreSQL has what happened.");
    private final StatusBoard board = new StatusBoard("People can buy.", LIMITS, new HandClock());

    private final class HandClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void addParts() {
        board.add(new Part("Disk", limits -> disk));
        board.add(new Part("Writer", limits -> writer));
    }

    private List<String> names() {
        return board.look().lines().stream().map(StatusBoard.Line::name).toList();
    }

    @Test
    void shouldSayThatAllIsWell() {
        addParts();
        StatusBoard.Look look = board.look();
        assertEquals("People can buy. Everything is up.", look.headline());
        assertEquals("", look.names());
        assertEquals(List.of(), look.unwell());
        assertEquals(List.of(), look.changes());
    }

    @Test
    void shouldPutTheWorstFirstAndSayItOnTop() {
        addParts();
        board.add(new Part("Mails", limits -> PartState.off("None are sent.")));
        writer = PartState.behind("12 commands behind");
        assertEquals(List.of("Writer", "Disk", "Mails"), names());
        assertEquals("People can buy. Something is behind.", board.look().headline());
        assertEquals("Behind: Writer.", board.look().names());
        disk = PartState.needsYou("little room");
        assertEquals(List.of("Disk", "Writer", "Mails"), names());
        assertEquals("People can buy. Something needs you.", board.look().headline());
        assertEquals("Needs you: Disk. Behind: Writer.", board.look().names());
        disk = PartState.notSelling("no room");
        assertEquals("Nobody can buy.", board.look().headline());
        assertEquals(Level.NOT_SELLING, board.look().level());
    }

    @Test
    void shouldKnowSinceWhenAndForHowLong() {
        addParts();
        board.look();
        now = now.plusSeconds(20);
        writer = PartState.behind("12 commands behind");
        board.look();
        now = now.plusSeconds(840);
        writer = PartState.behind("90,000 commands behind");
        StatusBoard.Line line = board.look().lines().get(0);
        assertEquals("03:00:10 UTC", line.sinceText());
        assertEquals("14 min", line.howLongText());
        assertEquals(Duration.ofSeconds(840), line.howLong());
        assertEquals("90,000 commands behind", line.state().says());
    }

    @Test
    void shouldRememberWhatChangedTheNewestFirst() {
        addParts();
        board.look();
        writer = PartState.behind("1 command behind");
        board.look();
        now = now.plusSeconds(60);
        writer = PartState.up("PostgreSQL has what happened.");
        List<StatusBoard.Change> changes = board.look().changes();
        assertEquals(2, changes.size());
        assertEquals(new StatusBoard.Change(now, "Writer", Level.BEHIND, Level.UP), changes.get(0));
        assertEquals(new StatusBoard.Change(now.minusSeconds(60), "Writer", Level.UP, Level.BEHIND), changes.get(1));
    }

    @Test
    void shouldForgetOldChanges() {
        addParts();
        for (int i = 0; i < 1_000; i++) {
            writer = i % 2 == 0 ? PartState.up("") : PartState.behind("");
            board.look();
        }
        assertTrue(board.look().changes().size() <= 12);
    }

    /** A part that cannot be asked must not take the others off the page. */
    @Test
    void shouldShowAPartThatCannotBeAsked() {
        addParts();
        board.add(new Part("Broken", limits -> {
            throw new IllegalStateException("closed");
        }));
        StatusBoard.Line first = board.look().lines().get(0);
        assertEquals("Broken", first.name());
        assertEquals(Level.NEEDS_YOU, first.state().level());
        assertTrue(first.state().says().contains("closed"), first.state().says());
        assertEquals(3, names().size());
    }

    @Test
    void shouldReplaceAPartOfTheSameNameAndKeepItsHistory() {
        board.add(new Part("Booking core", limits -> PartState.notSelling("The server starts.")));
        board.look();
        board.add(new Part("Booking core", limits -> PartState.up("It sells.")));
        StatusBoard.Look look = board.look();
        assertEquals(1, look.lines().size());
        assertEquals(Level.NOT_SELLING, look.changes().get(0).from());
    }

    @Test
    void shouldSayNothingOfBuyingWhereNothingIsSold() {
        StatusBoard ofWriter = new StatusBoard("", LIMITS, new HandClock());
        ofWriter.add(new Part("Writer", limits -> writer));
        assertEquals("Everything is up.", ofWriter.look().headline());
    }

    @Test
    void shouldGivePartsTheLimits() {
        board.add(new Part("Limits", limits -> PartState.up(Long.toString(limits.behindAfterMs()))));
        assertEquals("10000", board.look().lines().get(0).state().says());
    }

    @Test
    void shouldKeepToOneLineThatFits() {
        assertEquals(
                "ERROR: it failed",
                PartState.needsYou("ERROR: it failed\n  Detail: Key (email)=(x)")
                        .says());
        assertTrue(PartState.needsYou("x".repeat(5_000)).says().length() < 400);
    }

    @Test
    void shouldTellFiguresAsPeopleReadThem() {
        assertEquals("1,234,567 commands", Numbers.count(1_234_567, "command", "commands"));
        assertEquals("1 command", Numbers.count(1, "command", "commands"));
        assertEquals("999 B", Numbers.bytes(999));
        assertEquals("1.5 GiB", Numbers.bytes(3L << 29));
        assertEquals("8 ms", Numbers.duration(8));
        assertEquals("12 s", Numbers.duration(12_400));
        assertEquals("119 s", Numbers.duration(119_000));
        assertEquals("2 min", Numbers.duration(120_000));
        assertEquals("3 h 20 min", Numbers.duration(12_000_000));
        assertEquals("2 d 5 h", Numbers.duration(53L * 3_600_000));
        assertEquals("29 Nov 02:59:50 UTC", Numbers.time(now.minusSeconds(86_400), now));
    }

    @Test
    void shouldKnowWhatHasRisenLately() {
        Rising refusals = new Rising();
        assertFalse(refusals.hasRisen(0, 5, 10));
        assertTrue(refusals.hasRisen(3, 6, 10));
        assertTrue(refusals.hasRisen(3, 15, 10));
        assertFalse(refusals.hasRisen(3, 16, 10));
    }
}
