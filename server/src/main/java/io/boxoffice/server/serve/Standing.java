package io.boxoffice.server.serve;

import io.boxoffice.gateway.operations.Readiness;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.writer.WriterStatus;
import java.util.Locale;
import java.util.function.Supplier;

/** How the server stands, for {@code /readyz}. The starting thread tells; any thread asks. */
final class Standing {
    private final String durability;
    private final String writerAtFirst;
    private volatile String status = "starting";
    private volatile Readiness.Recovery recovery;
    private volatile Supplier<CommandJournal.Storage> storage;
    private volatile Supplier<WriterStatus> writer;
    private volatile long recoveredFrom = -1;

    Standing(ServerConfig config) {
        writerAtFirst = config.writer().enabled() ? "starting" : "outside";
        durability = config.journal().durability().name().toLowerCase(Locale.ROOT);
    }

    void recovering(long commands, double percent, double commandsPerSecond) {
        status = "recovering";
        recovery = new Readiness.Recovery(commands, percent, commandsPerSecond);
    }

    void recoveredFrom(long snapshotSequence) {
        recoveredFrom = snapshotSequence;
    }

    void storing(Supplier<CommandJournal.Storage> state) {
        storage = state;
        recovery = null;
    }

    void writing(Supplier<WriterStatus> state) {
        writer = state;
    }

    void filling() {
        status = "filling";
    }

    void selling() {
        status = "ready";
    }

    void stopping() {
        status = "stopping";
    }

    void failed() {
        status = "failed";
    }

    Readiness now() {
        Supplier<CommandJournal.Storage> disk = storage;
        Supplier<WriterStatus> writing = writer;
        WriterStatus written = writing == null ? null : writing.get();
        return new Readiness(
                status,
                "ready".equals(status),
                durability,
                disk == null ? "unknown" : disk.get().name().toLowerCase(Locale.ROOT),
                written == null ? writerAtFirst : written.state().name().toLowerCase(Locale.ROOT),
                written == null ? -1 : written.lagSequences(),
                recovery,
                recoveredFrom);
    }
}
