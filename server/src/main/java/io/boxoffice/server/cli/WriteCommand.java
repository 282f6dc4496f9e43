package io.boxoffice.server.cli;

import io.boxoffice.gateway.operations.AdminConfig;
import io.boxoffice.gateway.operations.AdminServer;
import io.boxoffice.gateway.operations.Readiness;
import io.boxoffice.gateway.status.StatusBoard;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.SnapshotSales;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.serve.Exposure;
import io.boxoffice.server.serve.WriterPart;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.WriterConfig;
import io.boxoffice.writer.WriterState;
import io.boxoffice.writer.WriterStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    private WriteOptions options;

    /** Where to write, and where to say how it goes. */
    static final class WriteOptions extends DatabaseOptions {
        @Option(
                names = "--metrics-port",
                paramLabel = "PORT",
                description =
                        "Serve a page of how it is, /metrics and /readyz there, on admin.bind-address; 0: any free port. Default: not.")
        private Integer metricsPort;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (options.metricsPort != null && (options.metricsPort < 0 || options.metricsPort > 65_535)) {
            throw new ParameterException(spec.commandLine(), "--metrics-port must be from 0 to 65535");
        }
        ServerConfig settings = options.load();
        DatabaseConfig database = settings.database();
        if (database.embedded()) {
            throw new CommandFailedException("say where PostgreSQL is, with --jdbc-url or database.jdbc-url");
        }
        Path data = settings.dataDirectory();
        EventLogSource events = new EventLogSource(data);
        if (events.journalId() == 0) {
            throw new CommandFailedException("no server has ever started in "
                    + data.toAbsolutePath().normalize() + ": name its data directory with --data");
        }
        long known = LogTail.read(data.resolve(LogKind.EVENTS.directoryName()), LogKind.EVENTS)
                .lastSequence();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        WriterConfig config = settings.writer().forDatabase(database);
        try (EventLogEnd end = new EventLogEnd(events, known);
                PersistenceWriter writer = new PersistenceWriter(
                        config,
                        events.journalId(),
                        end::sequence,
                        () -> journalEnd(data),
                        events,
                        new SnapshotSales(data, events.journalId()),
                        meters);
                AdminServer metrics = options.metricsPort == null ? null : serveMetrics(settings, meters, writer)) {
            if (metrics != null) {
                spec.commandLine().getOut().println("metrics at " + metricsUrl(metrics));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(writer::close, "stop-writer"));
            return await(writer.start());
        }
    }

    /** A server's own writer has moved the watermark past commands without events: the event log may end before it. */
    private static long journalEnd(Path data) {
        return LogTail.find(data.resolve(LogKind.COMMANDS.directoryName()), LogKind.COMMANDS, 0)
                .lastSequence();
    }

    private AdminServer serveMetrics(ServerConfig settings, PrometheusMeterRegistry meters, PersistenceWriter writer)
            throws IOException {
        Exposure.requireAskedOfAdmin(settings);
        AdminConfig admin = settings.admin();
        AdminConfig address = new AdminConfig(admin.host(), options.metricsPort, admin.allowedHosts(), admin.http());
        String durability = settings.journal().durability().name().toLowerCase(Locale.ROOT);
        StatusBoard board = new StatusBoard("", settings.of(StatusLimits.class), Clock.systemUTC());
        board.add(WriterPart.of(writer));
        AdminServer server = new AdminServer(address, meters, () -> standing(durability, writer.status()), board);
        try {
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Readiness standing(String durability, WriterStatus status) {
        String state = status.state().name().toLowerCase(Locale.ROOT);
        return new Readiness(
                state,
                status.state() == WriterState.RUNNING,
                durability,
                "unknown",
                state,
                status.lagSequences(),
                null);
    }

    private static String metricsUrl(AdminServer metrics) {
        return "http://" + metrics.address().getAddress().getHostAddress() + ":"
                + metrics.address().getPort() + "/metrics";
    }

    private int await(PersistenceWriter writer) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long reported = -1;
        while (!writer.awaitEnd(REPORT_INTERVAL_MS)) {
            long written = writer.writtenThrough();
            if (written != reported) {
                reported = written;
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
