package io.boxoffice.server.serve;

import io.boxoffice.gateway.operations.Readiness;
import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.writer.WriterStatus;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How the server stands, for {@code /readyz} and, until the booking core tells of itself, for operators. The starting thread tells; any
 * thread asks.
 */
final class Standing {
    private static final String STOPPING = "stopping";

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
        status = STOPPING;
    }

    void failed() {
        status = "failed";
    }

    /** The booking core's part, for as long as nothing can be sold: before the core tells of itself, and when the server stops. */
    Part part() {
        return new Part(BookingCore.PART, limits -> look());
    }

    private PartState look() {
        Readiness.Recovery replay = recovery;
        if (STOPPING.equals(status)) {
            return PartState.notSelling("The server stops, as it was told to.")
                    .toDo("Nothing: what was accepted is answered.");
        } else if (replay == null || replay.records() == 0) {
            return PartState.notSelling("The server starts.").toDo("Wait a few seconds.");
        }
        double secondsLeft = replay.records() * (100 / replay.percent() - 1) / replay.recordsPerSecond();
        PartState state = PartState.notSelling(
                        "It replays the journal: " + Math.round(replay.percent()) + " % are done.")
                .toDo("Wait. Selling begins by itself when it is done.")
                .chapter("Recovery")
                .with("commands", Numbers.count(replay.records()))
                .with("a second", Numbers.count(Math.round(replay.recordsPerSecond())));
        return Double.isFinite(secondsLeft)
                ? state.with("left", "about " + Numbers.duration(Math.round(secondsLeft * 1_000)))
                : state;
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
