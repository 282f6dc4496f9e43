package io.boxoffice.server.core;

import io.boxoffice.journal.JournalEdges;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.CommandPort;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * All that a {@link BookingCore} has of the world outside: a simulation puts its own in the place of each, and stands by where
 * something passes.
 *
 * @param journal  storage, room and clocks, for journal, pipeline and retention
 * @param journals stands in front of the journal that the booking thread writes
 * @param commands stands in front of the way in, for everybody
 */
public record CoreEdges(
        JournalEdges journal, UnaryOperator<CommandJournal> journals, UnaryOperator<CommandPort> commands) {
    /** The machine's own, and nobody stands by. */
    static CoreEdges ofMachine(Path dataDirectory) {
        return new CoreEdges(
                JournalEdges.ofMachine(dataDirectory, System::currentTimeMillis),
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }
}
