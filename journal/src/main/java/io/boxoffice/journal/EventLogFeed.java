package io.boxoffice.journal;

import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.recordlog.LiveReader;
import io.boxoffice.protocol.port.EventFeed;
import java.nio.file.Path;

/** A feed of the event log. For one thread. Only whole batches are seen, and with them whole commands. */
final class EventLogFeed implements EventFeed {
    private final LiveReader reader;
    private long handedThrough;
    private BatchView batch;
    private int position;
    private long batchAfter;

    EventLogFeed(Path logDirectory, long afterSequence) {
        reader = new LiveReader(logDirectory, afterSequence);
        handedThrough = afterSequence;
    }

    @Override
    public int poll(Handler handler, int limit) {
        int handed = 0;
        while (batch != null || nextBatch()) {
            while (batch.hasRecordAt(position)) {
                long sequence = batch.sequenceAt(position);
                if (sequence > batchAfter && sequence <= reader.limit()) {
                    if (handed >= limit && sequence != handedThrough) {
                        return handed;
                    }
                    hand(handler, sequence);
                    handed++;
                }
                position = batch.positionAfter(position);
            }
            batch = null;
        }
        return handed;
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean nextBatch() {
        if (!reader.next()) {
            return false;
        }
        batch = reader.batch();
        position = batch.firstPosition();
        batchAfter = handedThrough;
        return true;
    }

    private void hand(Handler handler, long sequence) {
        handler.onEvent(
                sequence,
                batch.ordinalAt(position),
                batch.timeMsAt(position),
                batch.buffer(),
                batch.payloadOffsetAt(position),
                batch.payloadLengthAt(position));
        handedThrough = sequence;
    }
}
