package io.boxoffice.engine.pipeline;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The time that commands are stamped with.
 *
 * <p>It starts at the later of the wall clock and the last journaled time, then advances with the monotonic clock and is
 * drawn towards the wall clock by at most {@code slewPpm} millionths of the time that passes (500: half a millisecond a
 * second, what the kernel allows NTP too, so that it can follow a disciplined clock but never runs more wrongly than one). It
 * never goes back. When the wall clock jumps, deadlines therefore keep their length: nobody's hold expires of it. The jump is
 * reported, once, and the difference is then worked off at that rate, or by a restart.
 *
 * <p>{@link #timeMs()} is for the booking thread; the gauges may be read by any.
 */
public final class JournalClock {
    /** Milliseconds a second that a clock may be drawn: see the class comment. */
    public static final int DEFAULT_SLEW_PPM = 500;

    /** By how much the wall clock must jump to be reported. */
    public static final int DEFAULT_JUMP_ALARM_MS = 1_000;

    private static final long NS_PER_MS = 1_000_000;
    private static final long PPM = 1_000_000;

    /** The wall clock's own granularity: differences below are not there. */
    private static final long TOLERATED_NS = NS_PER_MS;

    private final LongSupplier wallClockMs;
    private final LongSupplier monotonicNs;
    private final int slewPpm;
    private final long jumpAlarmNs;
    private final LongConsumer onJumpMs;
    private long lastMonotonicNs;
    private long timeNs;
    private long differenceNs;
    private long reportedNs;
    private volatile long wallDifferenceMs;
    private volatile long jumps;

    /**
     * @param lastJournaledMs stamped time of the last journaled command; 0 when there is none
     * @param slewPpm         0 (never drawn to the wall clock) to 100,000
     * @param jumpAlarmMs     by how much the wall clock must depart to be reported
     * @param onJumpMs        told how far the wall clock is ahead (negative: behind) after it departed; called on the booking
     *                        thread and must not block
     */
    public JournalClock(
            LongSupplier wallClockMs,
            LongSupplier monotonicNs,
            long lastJournaledMs,
            int slewPpm,
            int jumpAlarmMs,
            LongConsumer onJumpMs) {
        if (slewPpm < 0 || slewPpm > 100_000 || jumpAlarmMs < 1) {
            throw new IllegalArgumentException("slewPpm " + slewPpm + ", jumpAlarmMs " + jumpAlarmMs);
        }
        this.wallClockMs = wallClockMs;
        this.monotonicNs = monotonicNs;
        this.slewPpm = slewPpm;
        this.jumpAlarmNs = jumpAlarmMs * NS_PER_MS;
        this.onJumpMs = onJumpMs;
        lastMonotonicNs = monotonicNs.getAsLong();
        long wallMs = wallClockMs.getAsLong();
        timeNs = Math.max(wallMs, lastJournaledMs) * NS_PER_MS;
        differenceNs = wallMs * NS_PER_MS - timeNs;
        wallDifferenceMs = Math.floorDiv(differenceNs, NS_PER_MS);
        // A wall clock far behind the journal is worth a report too.
        reportIfDeparted(0);
    }

    /** With the defaults. */
    public static JournalClock of(
            LongSupplier wallMs, LongSupplier monotonicNs, long lastJournaledMs, LongConsumer onJumpMs) {
        return new JournalClock(
                wallMs, monotonicNs, lastJournaledMs, DEFAULT_SLEW_PPM, DEFAULT_JUMP_ALARM_MS, onJumpMs);
    }

    /** The time, epoch milliseconds; never less than before. Booking thread. */
    public long timeMs() {
        long nowNs = monotonicNs.getAsLong();
        long elapsedNs = Math.max(0, nowNs - lastMonotonicNs);
        lastMonotonicNs = nowNs;
        // Half a millisecond more, since the wall clock is cut off to milliseconds.
        long wallNs = wallClockMs.getAsLong() * NS_PER_MS + NS_PER_MS / 2;
        long before = differenceNs;
        long undrawnNs = wallNs - (timeNs + elapsedNs);
        timeNs += elapsedNs + drawNs(undrawnNs, elapsedNs);
        differenceNs = wallNs - timeNs;
        wallDifferenceMs = Math.floorDiv(differenceNs, NS_PER_MS);
        reportIfDeparted(undrawnNs - before);
        return timeNs / NS_PER_MS;
    }

    /** The monotonic clock it runs on. Any thread. */
    long nanoTime() {
        return monotonicNs.getAsLong();
    }

    /** How far the wall clock is ahead of this one; negative: behind. Any thread. */
    public long wallDifferenceMs() {
        return wallDifferenceMs;
    }

    /** How often a departure of the wall clock was reported. Any thread. */
    public long jumps() {
        return jumps;
    }

    private long drawNs(long undrawnNs, long elapsedNs) {
        if (Math.abs(undrawnNs) <= TOLERATED_NS) {
            return 0;
        }
        long mostNs = elapsedNs / PPM * slewPpm + elapsedNs % PPM * slewPpm / PPM;
        return Math.max(-mostNs, Math.min(mostNs, undrawnNs));
    }

    /** Reports a step of the wall clock, and a slow departure as often as it has grown by the threshold. */
    private void reportIfDeparted(long stepNs) {
        boolean stepped = Math.abs(stepNs) >= jumpAlarmNs;
        boolean departed = Math.abs(differenceNs) - Math.abs(reportedNs) >= jumpAlarmNs;
        if (stepped || departed) {
            reportedNs = differenceNs;
            jumps = jumps + 1;
            onJumpMs.accept(wallDifferenceMs);
        } else if (Math.abs(differenceNs) < Math.abs(reportedNs)) {
            reportedNs = differenceNs;
        }
    }
}
