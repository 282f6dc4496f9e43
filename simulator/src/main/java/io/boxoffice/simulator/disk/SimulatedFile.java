package io.boxoffice.simulator.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;

/** The bytes of a file: as everybody sees them, and as they are on the platter. */
final class SimulatedFile implements SimulatedNode {
    static final int PAGE_BYTES = 4096;
    static final int SECTOR_BYTES = 512;

    private byte[] seen = new byte[256];
    private int seenLength;
    private byte[] durable = {};
    private final TreeSet<Integer> dirtyPages = new TreeSet<>();
    private boolean lengthDirty;
    private int failedSyncs;

    /** How many failed: each channel that was open then is told once. */
    int failedSyncs() {
        return failedSyncs;
    }

    int length() {
        return seenLength;
    }

    /** Copies from a position into a buffer; returns how many bytes, -1 at the end. */
    int read(long position, ByteBuffer into) {
        if (position >= seenLength) {
            return into.hasRemaining() ? -1 : 0;
        }
        int count = (int) Math.min(into.remaining(), seenLength - position);
        into.put(seen, (int) position, count);
        return count;
    }

    void write(long position, ByteBuffer from) {
        int at = Math.toIntExact(position);
        int count = from.remaining();
        ensure(at + count);
        from.get(seen, at, count);
        if (at + count > seenLength) {
            seenLength = at + count;
            lengthDirty = true;
        }
        for (int page = at / PAGE_BYTES; count > 0 && page <= (at + count - 1) / PAGE_BYTES; page++) {
            dirtyPages.add(page);
        }
    }

    void truncate(long length) {
        if (length < seenLength) {
            Arrays.fill(seen, (int) length, seenLength, (byte) 0);
            seenLength = (int) length;
            lengthDirty = true;
        }
    }

    /** A bit turns over, on the platter. */
    void flipBit(Random random) {
        int bit = random.nextInt(seenLength * Byte.SIZE);
        force();
        seen[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        durable[bit / Byte.SIZE] = seen[bit / Byte.SIZE];
    }

    boolean isDirty() {
        return lengthDirty || !dirtyPages.isEmpty();
    }

    /** What was written since the last sync is on the platter; pages that it lost to a failed one stay lost. */
    void force() {
        if (isDirty()) {
            durable = Arrays.copyOf(durable, seenLength);
            for (int page : dirtyPages) {
                int at = page * PAGE_BYTES;
                int end = Math.min(at + PAGE_BYTES, seenLength);
                System.arraycopy(seen, at, durable, at, Math.max(0, end - at));
            }
            dirtyPages.clear();
            lengthDirty = false;
        }
    }

    /** A sync that failed: some pages were written; none will be tried again, as if they had been. */
    void forceInVain(Random random) {
        failedSyncs++;
        durable = torn(random);
        dirtyPages.clear();
        lengthDirty = false;
    }

    /** The power goes: what is left of what was not synced is a matter of chance. */
    @Override
    public void losePower(Random random) {
        durable = torn(random);
        dirtyPages.clear();
        lengthDirty = false;
        seen = Arrays.copyOf(durable, Math.max(256, durable.length));
        seenLength = durable.length;
    }

    private byte[] torn(Random random) {
        if (!isDirty()) {
            return durable;
        }
        int length = random.nextBoolean() ? seenLength : lengthOnPlatter(random);
        byte[] left = Arrays.copyOf(durable, length);
        int fate = random.nextInt(4);
        for (int page : dirtyPages) {
            for (int at = page * PAGE_BYTES; at < (page + 1) * PAGE_BYTES && at < length; at += SECTOR_BYTES) {
                boolean kept = fate == 0 || fate > 1 && random.nextBoolean();
                if (kept) {
                    int end = Math.min(Math.min(at + SECTOR_BYTES, length), seenLength);
                    System.arraycopy(seen, at, left, at, Math.max(0, end - at));
                }
            }
        }
        return left;
    }

    private int lengthOnPlatter(Random random) {
        int low = Math.min(durable.length, seenLength);
        int high = Math.max(durable.length, seenLength);
        int length = low + random.nextInt(high - low + 1);
        return Math.min(high, Math.max(low, length / SECTOR_BYTES * SECTOR_BYTES));
    }

    private void ensure(int length) {
        if (length > seen.length) {
            seen = Arrays.copyOf(seen, Math.max(length, 2 * seen.length));
        }
    }
}
