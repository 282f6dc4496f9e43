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
    FSYNC("the host's sync: 96 bytes written and forced", 256, FsyncProbe::measure),
    DISRUPTOR("a ring with nothing behind it", 256, BareDisruptor::measure),
    CHRONICLE("Chronicle Queue alone: append and force, by the size of a batch", 512, BareChronicle::measure),
    JOURNAL("Boxoffice's journal: append and commit, by the size of a batch", 512, RealJournal::measure),
    DURABLE("durable commands through the whole core, pipelined, without HTTP", 1_024, DurableThroughput::measure),
    REPLAY("a start with ten million commands in the journal", 2_048, ReplaySpeed::measure),
    RECOVER("a start on the data directory given with --dir", 2_048, ReplaySpeed::recover),
    MEMORY("heap by seat and by hold, ten million seats", 2_048, MemoryUse::measure),
    POSTGRES("holds by PostgreSQL's row locks and advisory locks", 256, PostgresHolds::measure),
    REDIS("holds by a Lua script in Redis, where redis-server is found", 256, RedisHolds::measure),
    SEARCH("searches among a hundred thousand events", 512, SearchSpeed::measure),
    IDLE("processor time of a server with nothing to do", 256, IdleUse::measure),
    WRITER("the persistence writer and COPY in turns", 1_024, WriterSpeed::measure);

    /** Makes one. */
    @FunctionalInterface
    interface Measured {
        Figures measure(Setting setting) throws Exception;
    }

    private final String description;
    private final int heapMib;
    private final Measured measured;

    Measurement(String description, int heapMib, Measured measured) {
        this.description = description;
        this.heapMib = heapMib;
        this.measured = measured;
    }

    /** As the command line writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a line. */
    public String description() {
        return description;
    }

    /** Heap its JVM needs. */
    public int heapMib() {
        return heapMib;
    }

    Figures measure(Setting setting) throws Exception {
        return measured.measure(setting);
    }
}
