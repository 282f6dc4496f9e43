package io.boxoffice.server.cli;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.journal.JournalVerifier.LogReport;
import io.boxoffice.journal.JournalVerifier.TermReport;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.server.core.SnapshotCheck;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the whole journal and judges it. */
@Command(
        name = "verify",
        description =
                "Reads all of journal, event log and snapshots, checks every byte, and says whether they are sound.")
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--states",
            description =
                    "Also replay from each snapshot to the next, and compare the states. Needs the memory of one.")
    private boolean states;

    @Override
    public Integer call() {
        JournalVerifier.Report report = JournalVerifier.verify(journalIn(config), new BehaviourCheck());
        PrintWriter out = spec.commandLine().getOut();
        print(out, "journal", report.commands());
        print(out, "event log", report.events());
        report.snapshots().forEach(snapshot -> print(out, snapshot));
        boolean statesAgree =
                !states || compareStates(out, config.dataDirectory().root());
        out.flush();
        return report.sound() && statesAgree ? 0 : 1;
    }

    private static void print(PrintWriter out, JournalVerifier.SnapshotReport snapshot) {
        if (snapshot.sound()) {
            out.printf(
                    Locale.ROOT,
                    "snapshot of sequence %d: sound; %s, state hash %s, %d bytes%n",
                    snapshot.header().sequence(),
                    Instant.ofEpochMilli(snapshot.header().timeMs()),
                    HexFormat.of().toHexDigits(snapshot.header().stateHash()),
                    snapshot.bytes());
        } else {
            out.printf("snapshot %s: DAMAGED%n  %s%n", snapshot.file().getFileName(), snapshot.damage());
        }
    }

    private static boolean compareStates(PrintWriter out, Path data) {
        List<SnapshotCheck.Finding> findings = SnapshotCheck.run(data);
        findings.forEach(finding -> out.println("  " + finding.text()));
        return findings.stream().allMatch(SnapshotCheck.Finding::good);
    }

    /**
     * The data directory, which must have a journal.
     *
     * @throws CommandFailedException when it has none
     */
    static Path journalIn(ConfigOptions config) {
        return journalIn(config.dataDirectory().root());
    }

    /** The same of a directory. */
    static Path journalIn(Path data) {
        if (!Files.isDirectory(data.resolve(LogKind.COMMANDS.directoryName()))) {
            throw new CommandFailedException("there is no journal in "
                    + data.toAbsolutePath().normalize() + ": name the data directory with --data");
        }
        return data;
    }

    /** Refuses a journal that was written by newer rules: this program would not get the same of it. */
    private static final class BehaviourCheck implements JournalReader.CommandHandler {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ConfigureDecoder configure = new ConfigureDecoder();

        @Override
        public void onCommand(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
            if (length < MessageHeaderDecoder.ENCODED_LENGTH + ConfigureDecoder.behaviourVersionEncodingLength()
                    || header.wrap(buffer, offset).templateId() != ConfigureDecoder.TEMPLATE_ID) {
                return;
            }
            int version = configure.wrapAndApplyHeader(buffer, offset, header).behaviourVersion();
            if (version > BookingStateMachine.BEHAVIOUR_VERSION) {
                throw new CommandFailedException("the journal asks for behaviour version " + version
                        + " at sequence " + sequence + ", and this program knows up to "
                        + BookingStateMachine.BEHAVIOUR_VERSION + ": start a newer Boxoffice on it");
            }
        }
    }

    private static void print(PrintWriter out, String name, LogReport log) {
        long records = log.terms().stream().mapToLong(TermReport::records).sum();
        out.printf(
                Locale.ROOT,
                "%s: %s; id %d, %d records, last sequence %d%n",
                name,
                log.sound() ? "sound" : "DAMAGED",
                log.journalId(),
                records,
                log.lastSequence());
        if (!log.terms().isEmpty() && log.terms().get(0).continuesFrom() > 0) {
            out.printf(
                    "  kept from after sequence %d on: what came before was removed on purpose%n",
                    log.terms().get(0).continuesFrom());
        }
        for (TermReport term : log.terms()) {
            out.printf(
                    Locale.ROOT,
                    "  term %d: %s, %d records in %d batches, %d bytes%s%s%n",
                    term.number(),
                    term.end().name().toLowerCase(Locale.ROOT),
                    term.records(),
                    term.batches(),
                    term.bytes(),
                    term.records() == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", sequences %d to %d, %s to %s",
                                    term.firstSequence(),
                                    term.lastSequence(),
                                    Instant.ofEpochMilli(term.firstTimeMs()),
                                    Instant.ofEpochMilli(term.lastTimeMs())),
                    term.syncEachBatch() || log.log() == LogKind.EVENTS ? "" : ", not synced (durability os)");
        }
        if (!log.sound()) {
            out.println("  " + log.damage());
        }
    }
}
