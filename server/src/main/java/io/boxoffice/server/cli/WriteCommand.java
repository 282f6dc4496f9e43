package io.boxoffice.server.cli;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.WriterConfig;
import io.boxoffice.writer.WriterState;
import io.boxoffice.writer.WriterStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The persistence writer as a process of its own. */
@Command(
        name = "write",
        description = {
            "Writes the event log to PostgreSQL, each event once.",
            "One writer at a time: a second one, such as that of a running server, is noticed and one of the two ends."
        })
final class WriteCommand implements Callable<Integer> {
    private static final long REPORT_INTERVAL_MS = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    /** Where to write. */
    static final class DatabaseOptions extends ConfigOptions {
        @Option(names = "--jdbc-url", paramLabel = "URL", description = "As jdbc:postgresql://HOST/DATABASE.")
        private String jdbcUrl;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                description = "Who connects; the password is best given in BOXOFFICE_DATABASE_PASSWORD.")
        private String user;

        @Override
        void addFlags(ConfigLoader loader) {
            loader.withFlag("--jdbc-url", "database.jdbc-url", jdbcUrl).withFlag("--user", "database.user", user);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig settings = options.load();
        ServerConfig.Database database = settings.database();
        if (database.embedded()) {
            throw new CommandFailedException("say where PostgreSQL is, with --jdbc-url or database.jdbc-url");
        }
        Path data = settings.dataDirectory();
        EventLogSource events = new EventLogSource(data);
        if (events.journalId() == 0) {
            throw new CommandFailedException("no server has ever started in "
                    + data.toAbsolutePath().normalize() + ": name its data directory with --data");
        }
        LogTail tail = LogTail.read(data.resolve(LogKind.EVENTS.directoryName()), LogKind.EVENTS);
        FollowedEvents followed = new FollowedEvents(events, tail.lastSequence());
        WriterConfig config = settings.writer().forDatabase(database.jdbcUrl(), database.user(), database.password());
        PersistenceWriter writer = new PersistenceWriter(
                config, events.journalId(), followed::lastSequence, followed, new SimpleMeterRegistry());
        Runtime.getRuntime().addShutdownHook(new Thread(writer::close, "stop-writer"));
        return await(writer.start());
    }

    private int await(PersistenceWriter writer) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long reported = -1;
        while (!writer.awaitEnd(REPORT_INTERVAL_MS)) {
            WriterStatus status = writer.status();
            if (status.writtenThrough() != reported) {
                reported = status.writtenThrough();
                out.printf("written through sequence %d%n", reported);
                out.flush();
            }
        }
        WriterStatus status = writer.status();
        if (status.state() != WriterState.STOPPED) {
            throw new CommandFailedException(
                    "the writer ended at sequence " + status.writtenThrough() + ": " + status.failure());
        }
        return 0;
    }
}
