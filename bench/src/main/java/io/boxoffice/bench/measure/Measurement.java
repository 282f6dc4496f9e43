package io.boxoffice.bench.measure;

import io.boxoffice.bench.peers.BareChronicle;
import io.boxoffice.bench.peers.BareDisruptor;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.FsyncProbe;
import io.boxoffice.bench.peers.PostgresHolds;
import io.boxoffice.bench.peers.RealJournal;
import io.boxoffice.bench.peers.RedisHolds;
import io.boxoffice.bench.peers.Setting;
import java.util.Locale;

/** All measurements that need no HTTP. */
public enum Measurement {
    /** The host's sync: 96 bytes written and forced. */
    FSYNC(256, FsyncProbe::measure),
    /** A ring with nothing behind it. */
    DISRUPTOR(256, BareDisruptor::measure),
    /** Chronicle Queue alone: append and force, by the size of a batch. */
    CHRONICLE(512, BareChronicle::measure),
    /** Boxoffice's journal: append and commit, by the size of a batch. */
    JOURNAL(512, RealJournal::measure),
    /** Durable commands through the whole core, pipelined, without HTTP. */
    DURABLE(1_024, DurableThroughput::measure),
    /** A start with ten million commands in the journal. */
    REPLAY(2_048, ReplaySpeed::measure),
    /** A start on the data directory given with --dir. */
    RECOVER(2_048, ReplaySpeed::recover),
    /** Heap by seat and by hold, ten million seats. */
    MEMORY(2_048, MemoryUse::measure),
    /** Holds by PostgreSQL's row locks and advisory locks. */
    POSTGRES(256, PostgresHolds::measure),
    /** Holds by a Lua script in Redis, where redis-server is found. */
    REDIS(256, RedisHolds::measure),
    /** Searches among a hundred thousand events, beside two thousand holds a second. */
    SEARCH(2_048, SearchSpeed::measure),
    /** Processor time of a server with nothing to do. */
    IDLE(256, IdleUse::measure),
    /** The persistence writer and COPY in turns. */
    WRITER(1_024, WriterSpeed::measure);

    /** Makes one. */
    @FunctionalInterface
    interface Measured {
        Figures measure(Setting setting) throws Exception;
    }

    private final int heapMib;
    private final Measured measured;

    Measurement(int heapMib, Measured measured) {
        this.heapMib = heapMib;
        this.measured = measured;
    }

    /** As the command line writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Heap its JVM needs. */
    public int heapMib() {
        return heapMib;
    }

    Figures measure(Setting setting) throws Exception {
        return measured.measure(setting);
    }
}
