package io.boxoffice.journal.record;

import org.agrona.DirectBuffer;

/** Takes records one by one. */
@FunctionalInterface
public interface RecordHandler {
    /** The buffer is valid during the call only and must not be changed. */
    void onRecord(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length);
}
