package io.boxoffice.server.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the records of the journal. */
@Command(name = "inspect", description = "Prints each command of the journal as one line of JSON, or each event.")
final class JournalInspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--events", description = "The event log instead of the commands.")
    private boolean events;

    @Option(names = "--snapshots", description = "The snapshots instead, newest first.")
    private boolean snapshots;

    @Option(names = "--from", paramLabel = "SEQ", defaultValue = "1", description = "Begin at this sequence.")
    private long from;

    @Option(
            names = "--until",
            paramLabel = "TIME|SEQ",
            converter = JournalPoint.Converter.class,
            description = "End with this sequence, or at this time (such as 2026-07-01T20:15:00Z).")
    private JournalPoint until = JournalPoint.END;

    @Option(
            names = "--show",
            paramLabel = "ID",
            description = "Only records that name this show. Commands on a reservation do not; its events do.")
    private Long showId;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many lines, 1 or more.")
    private long limit = Long.MAX_VALUE;

    /** Reads the schema, which takes long: every command is made at each start of the program. */
    private MessageJson messages;

    private long printed;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more");
        }
        Path data = JournalVerifyCommand.journalIn(config);
        if (snapshots) {
            printSnapshots(data);
            return 0;
        }
        messages = new MessageJson();
        LogKind log = events ? LogKind.EVENTS : LogKind.COMMANDS;
        JournalInspector.visit(data, log, from, until.sequence(), this::print);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void printSnapshots(Path data) {
        PrintWriter out = spec.commandLine().getOut();
        SnapshotStore store = new SnapshotStore(data);
        for (SnapshotFile file : store.list()) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("file", file.path().getFileName().toString());
            try (SnapshotReader reader = store.open(file, 0, BookingStateMachine.newestBehaviourVersion())) {
                SnapshotHeader header = reader.header();
                line.put("sequence", header.sequence());
                line.put("time", Instant.ofEpochMilli(header.timeMs()).toString());
                line.put("stateHash", HexFormat.of().toHexDigits(header.stateHash()));
                line.put("journalId", header.journalId());
                line.put("lastEventSequence", header.lastEventSequence());
                line.put("schemaVersion", header.schemaVersion());
                line.put("behaviourVersion", header.behaviourVersion());
            } catch (SnapshotDamagedException | NewerVersionException e) {
                line.put("problem", e.getMessage());
            }
            out.println(line);
        }
        out.flush();
    }

    private boolean print(JournalInspector.Entry entry, DirectBuffer buffer, int offset) {
        if (!until.includes(entry.sequence(), entry.timeMs())) {
            return false;
        }
        ObjectNode fields = messages.fields(buffer, offset);
        if (showId != null && fields.path("showId").asLong() != showId) {
            return true;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("sequence", entry.sequence());
        if (events) {
            line.put("ordinal", entry.ordinal());
        }
        line.put("time", Instant.ofEpochMilli(entry.timeMs()).toString());
        line.put("message", messages.name(buffer, offset));
        line.setAll(fields);
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        return ++printed < limit;
    }
}
