package io.boxoffice.gateway.booking;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WaitingLineTest {
    private static final long MS = 1_000_000;
    private static final long TARGET_MS = 5;

    private final WaitingLine line = new WaitingLine(1_000, TARGET_MS * MS, 0);
    private long nowMs = 7_000;

    @Test
    void shouldLetABurstWaitForAnInterval() {
        come(WaitingLine.CROWD);
        pass(100);
        assertFalse(isCrowded());
        pass(1);
        assertTrue(isCrowded());
    }

    @Test
    void shouldTurnAwayWhileALineStands() {
        standFor(120);
        assertTrue(isCrowded());
    }

    @Test
    void shouldTakeNewcomersAgainAsSoonAsOneWasAnsweredInTime() {
        standFor(120);
        answerAllButOneOf(WaitingLine.CROWD);
        assertFalse(isCrowded(), "few are no crowd");
        answer(1);
        come(1);
        pass(TARGET_MS);
        answer(1);
        come(WaitingLine.CROWD);
        pass(TARGET_MS + 1);
        assertFalse(isCrowded(), "the line moves");
    }

    @Test
    void shouldTakeNewcomersInAStandingLineWhileTheOldestIsNotLate() {
        standFor(120);
        answer(WaitingLine.CROWD - 1);
        come(WaitingLine.CROWD);
        answer(1);
        pass(TARGET_MS);
        assertFalse(isCrowded());
        pass(1);
        assertTrue(isCrowded());
    }

    @Test
    void shouldNotHoldItAgainstABurstThatNobodyCameBefore() {
        come(1);
        pass(TARGET_MS + 1);
        answer(1);
        pass(3_600_000);
        come(WaitingLine.CROWD);
        pass(TARGET_MS + 1);
        assertFalse(isCrowded());
    }

    @Test
    void shouldTurnAwayFromALineThatIsEmptyForAMomentBetweenTheTurnsOfABusyLoop() {
        for (int turn = 0; turn < 3; turn++) {
            come(WaitingLine.CROWD);
            pass(TARGET_MS * 10);
            answer(WaitingLine.CROWD);
        }
        come(WaitingLine.CROWD);
        pass(TARGET_MS + 1);
        assertTrue(isCrowded());
    }

    @Test
    void shouldTurnNobodyAwayFromASlowDisk() {
        for (int round = 0; round < 100; round++) {
            come(WaitingLine.CROWD - 1);
            pass(TARGET_MS * 4);
            assertFalse(isCrowded());
            answer(WaitingLine.CROWD - 1);
        }
    }

    @Test
    void shouldTurnNobodyAwayWithoutLimit() {
        WaitingLine endless = new WaitingLine(1_000, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            endless.enter(0);
        }
        assertFalse(endless.isCrowded(3_600_000 * MS));
    }

    /** As many come as go, and each waits four times as long as it should. */
    private void standFor(int ms) {
        come(WaitingLine.CROWD);
        for (int passed = 0; passed < ms; passed += 20) {
            pass(20);
            answer(WaitingLine.CROWD / 2);
            come(WaitingLine.CROWD / 2);
            pass(20);
            passed += 20;
        }
    }

    private void answerAllButOneOf(int waiting) {
        answer(waiting - 1);
    }

    private void come(int count) {
        for (int i = 0; i < count; i++) {
            line.enter(nowMs * MS);
        }
    }

    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            line.leave(nowMs * MS);
        }
    }

    private void pass(long ms) {
        nowMs += ms;
    }

    private boolean isCrowded() {
        return line.isCrowded(nowMs * MS);
    }
}
