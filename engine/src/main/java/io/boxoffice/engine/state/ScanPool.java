package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.CheckInOutcome;
import java.util.Arrays;

/**
 * The scans that are remembered of tickets: the one that admitted, those that were undone, and those that uploads told besides.
 * A ticket's scans are a chain, newest first; only tickets that were scanned have any. For one thread.
 */
final class ScanPool {
    static final int NONE = 0;
    /** Scans remembered of a ticket; beyond it the oldest that is no standing admission is forgotten. */
    static final int MAX_SCANS = 16;

    /** The admission that stands: a ticket that is checked in has exactly one. */
    static final byte ADMITTED = 1;
    /** An admission that was taken back. */
    static final byte UNDONE = 2;
    /** Of a ticket that was used before. */
    static final byte AGAIN = 3;
    /** Of a ticket that was not valid. */
    static final byte INVALID = 4;

    byte[] kind = new byte[64];
    long[] deviceId = new long[64];
    /** By the device's clock. */
    long[] scannedAtMs = new long[64];
    /** When it counts as admitted: the scan's time, but never later than the command that told it. */
    long[] atMs = new long[64];

    int[] gate = new int[64];
    int[] next = new int[64];
    private int freeHead = NONE;
    private int size;
    private int used = 1;

    /** All that are kept. */
    int size() {
        return size;
    }

    int allocate(byte ofKind, long device, long scannedMs, long admittedMs, int atGate, int before) {
        int s = freeHead;
        if (s == NONE) {
            s = used++;
            if (s == kind.length) {
                grow(s * 2);
            }
        } else {
            freeHead = next[s];
        }
        size++;
        kind[s] = ofKind;
        deviceId[s] = device;
        scannedAtMs[s] = scannedMs;
        atMs[s] = admittedMs;
        gate[s] = atGate;
        next[s] = before;
        return s;
    }

    /** What became of a scan. */
    CheckInOutcome outcome(int s) {
        return switch (kind[s]) {
            case AGAIN -> CheckInOutcome.ADMITTED_AGAIN;
            case INVALID -> CheckInOutcome.ADMITTED_WHEN_INVALID;
            case UNDONE -> CheckInOutcome.UNDONE;
            default -> CheckInOutcome.ADMITTED;
        };
    }

    void freeChain(int first) {
        int s = first;
        while (s != NONE) {
            int following = next[s];
            free(s);
            s = following;
        }
    }

    /** How many a chain has. */
    int count(int first) {
        int count = 0;
        for (int s = first; s != NONE; s = next[s]) {
            count++;
        }
        return count;
    }

    /** The newest of a kind, or {@link #NONE}. */
    int find(int first, byte ofKind) {
        int s = first;
        while (s != NONE && kind[s] != ofKind) {
            s = next[s];
        }
        return s;
    }

    /** The scan that a device made at a time of its own, or {@link #NONE}. */
    int find(int first, long device, long scannedMs) {
        int s = first;
        while (s != NONE && !(deviceId[s] == device && scannedAtMs[s] == scannedMs)) {
            s = next[s];
        }
        return s;
    }

    /** The scan of a kind that admitted at a time, or {@link #NONE}. */
    int findAt(int first, byte ofKind, long admittedMs) {
        int s = first;
        while (s != NONE && !(kind[s] == ofKind && atMs[s] == admittedMs)) {
            s = next[s];
        }
        return s;
    }

    /** Forgets the oldest that is no standing admission, when a chain is as long as it may be. Returns the chain's first. */
    int makeRoom(int first) {
        if (count(first) < MAX_SCANS) {
            return first;
        }
        int beforeOldest = NONE;
        int oldest = NONE;
        int before = NONE;
        for (int s = first; s != NONE; s = next[s]) {
            if (kind[s] != ADMITTED) {
                beforeOldest = before;
                oldest = s;
            }
            before = s;
        }
        int newFirst = first;
        if (beforeOldest == NONE) {
            newFirst = next[oldest];
        } else {
            next[beforeOldest] = next[oldest];
        }
        free(oldest);
        return newFirst;
    }

    private void free(int s) {
        size--;
        next[s] = freeHead;
        freeHead = s;
    }

    private void grow(int capacity) {
        kind = Arrays.copyOf(kind, capacity);
        deviceId = Arrays.copyOf(deviceId, capacity);
        scannedAtMs = Arrays.copyOf(scannedAtMs, capacity);
        atMs = Arrays.copyOf(atMs, capacity);
        gate = Arrays.copyOf(gate, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
