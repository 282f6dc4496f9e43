package io.boxoffice.journal;

import io.boxoffice.journal.disk.DiskFloors;
import io.boxoffice.journal.recordlog.RecordLogWriter;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;

/**
 * The command journal: one new term of the log of commands. For the booking thread, except {@link #storage()}. Steady state
 * allocates nothing.
 *
 * <p>With {@link Durability#FSYNC} a batch is on disk when {@link #commit()} returns; with {@link Durability#OS} it is in the
 * page cache, and on disk only when {@link #seal()} returns. Ask {@link #storage()} before a command is accepted: what was
 * appended is still written below the second floor, from the reserve, and only when that is nearly gone too does a commit
 * fail, as any failed write does, for good.
 */
public final class ChronicleCommandJournal implements CommandJournal {
    private final RecordLogWriter log;
    private final DiskFloors floors;
    private final DiskReserve reserve;
    private final long journalId;
    private long lastSequence;
    private long stagedSequence;
    private long lastTimeMs;

    ChronicleCommandJournal(
            RecordLogWriter log, DiskFloors floors, DiskReserve reserve, long journalId, long lastTimeMs) {
        this.log = log;
        this.floors = floors;
        this.reserve = reserve;
        this.journalId = journalId;
        this.lastTimeMs = lastTimeMs;
        lastSequence = log.writtenSequence();
        stagedSequence = lastSequence;
    }

    @Override
    public long journalId() {
        return journalId;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        if (sequence != stagedSequence + 1) {
            throw new IllegalArgumentException("sequence " + sequence + " does not follow " + stagedSequence);
        }
        if (timeMs < lastTimeMs) {
            throw new IllegalArgumentException("time " + timeMs + " is before " + lastTimeMs);
        }
        log.append(sequence, 0, timeMs, MessageHeaderEncoder.SCHEMA_VERSION, buffer, offset, length);
        stagedSequence = sequence;
        lastTimeMs = timeMs;
        reserve.add(length);
    }

    @Override
    public void commit() {
        reserve.check();
        log.commit();
        lastSequence = stagedSequence;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Does nothing when even the reserve is gone: everything that was acknowledged is on disk without a seal, and to touch a
     * page without space behind it would end the process.
     */
    @Override
    public void seal() {
        if (!reserve.gone()) {
            log.seal();
        }
    }

    @Override
    public Storage storage() {
        return floors.storage();
    }

    @Override
    public void close() {
        log.close(!reserve.gone());
    }
}
