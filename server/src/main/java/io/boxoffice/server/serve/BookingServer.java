package io.boxoffice.server.serve;

import io.boxoffice.gateway.Gateway;
import io.boxoffice.gateway.TlsContexts;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.operations.AdminServer;
import io.boxoffice.gateway.status.StatusBoard;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.disk.DurabilityProbe;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.server.backup.Restore;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.server.core.SnapshotSales;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.WriterConfig;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole server. {@link #start()} brings the rooms up, each on top of what it needs:
 *
 * <ol>
 *   <li>the admin port, which says how far the rest is;
 *   <li>PostgreSQL, when it is the server's own; another one may be away;
 *   <li>proof that syncs are real;
 *   <li>the booking core: recovery, then the sweep of what lapsed meanwhile;
 *   <li>services and public port, made while PostgreSQL starts;
 *   <li>persistence writer and services, started: they wait for PostgreSQL by themselves when it is another one;
 *   <li>the public port;
 *   <li>what must be there before anybody is told that it is ready, if there is such a thing.
 * </ol>
 *
 * {@link #close} takes them down the other way round, so that what was accepted is answered. One thread starts; any may close,
 * also while the start is still under way, which then ends early.
 */
public final class BookingServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BookingServer.class);
    private static final int PROBE_SYNCS = 50;

    private final ServerConfig config;
    private final DataDirectory data;
    private final Consumer<Throwable> onFailure;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Standing standing;
    private final StatusBoard board;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closing;
    private BookingCore core;
    private DatabaseStart databaseStart;
    private Services services;
    private volatile PersistenceWriter writer;
    private AdminServer admin;
    private Gateway gateway;

    /**
     * @param onFailure told, on the booking thread, when the journal can no longer be written: the process must end, at once
     *                  and without answering anybody
     */
    public BookingServer(ServerConfig config, Consumer<Throwable> onFailure) {
        this.config = config;
        this.data = new DataDirectory(config.dataDirectory());
        this.onFailure = onFailure;
        standing = new Standing(config);
        board = new StatusBoard("People can buy.", config.of(StatusLimits.class), Clock.systemUTC());
        board.add(standing.part());
    }

    /**
     * Starts a server; it sells when this returns.
     *
     * @throws IOException           when a port or a file cannot be had
     * @throws IllegalStateException when it was closed meanwhile
     * @throws RuntimeException      that says what is wrong; whatever was started is stopped again
     */
    public void start() throws IOException {
        start(() -> {});
    }

    /**
     * The same with something that must be there before it calls itself ready, such as a catalogue.
     *
     * @param filling brings it, through the API's port, which is open then; {@link #close} does not wait for it
     */
    public void start(Runnable filling) throws IOException {
        startRooms();
        standing.filling();
        filling.run();
        ready();
    }

    private synchronized void ready() {
        requireNotClosing();
        standing.selling();
        LOG.info("Ready: selling on {}, health and metrics on {}", hostAndPort(address()), hostAndPort(adminAddress()));
    }

    private synchronized void startRooms() throws IOException {
        try {
            startEachRoom();
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** {@link #start()} in one go. */
    public static BookingServer start(ServerConfig config, Consumer<Throwable> onFailure) throws IOException {
        BookingServer server = new BookingServer(config, onFailure);
        server.start();
        return server;
    }

    private void startEachRoom() throws IOException {
        // Before anything that takes long: a recovery that ends in a certificate nobody can read is time lost.
        Exposure.requireAsked(config);
        Exposure.requireFreePorts(config);
        TlsContexts.of(config.gateway().listener().tls());
        keepOthersOut();
        Restore.requireDataDirectory(data.root());
        bindProcessMeters();
        admin = keep(new AdminServer(config.admin(), meters, standing::now, board));
        admin.start();
        DatabasePart databasePart = new DatabasePart(config, data);
        board.add(databasePart.part());
        databaseStart = keep(DatabaseStart.begin(() -> Database.of(config, data)));
        proveDurability();
        startCore();
        makeServicesAndGateway();
        Database database = databaseStart.await();
        if (config.writer().enabled()) {
            writer = keep(startWriter(database));
            standing.writing(writer::status);
            core.retainFor(writer::watermark);
        }
        board.add(WriterPart.of(writer));
        Exposure.logProviders(config);
        services.start(database.access());
        databasePart.asFoundBy(services.database());
        services.features().forEach(feature -> feature.parts().forEach(board::add));
        gateway.parts().forEach(board::add);
        gateway.start();
        board.add(core.part());
    }

    /** Takes as long as PostgreSQL's start, and needs nothing of it. */
    private void makeServicesAndGateway() throws IOException {
        services = keep(new Services(config, data, core, this::hurryWriter, meters));
        SigningKeys keys = SigningKeys.loadOrCreate(data.keys());
        gateway = keep(new Gateway(config.gateway(), services.ports(keys), services.features()));
    }

    /** A writer that is a process of its own is not told: lists wait a little longer for it. */
    private void hurryWriter() {
        PersistenceWriter told = writer;
        if (told != null) {
            told.hurry();
        }
    }

    /** The journal holds what tickets are proved by, and keys has what tokens are signed with. */
    private void keepOthersOut() throws IOException {
        try {
            Path foreign = data.keepOthersOut();
            if (foreign != null) {
                LOG.warn(
                        "{} is no server's: others may still see what {} has, and read nothing of the server's in it",
                        foreign,
                        data.root());
            }
        } catch (FileSystemException e) {
            if (!Files.isDirectory(data.root())) {
                throw e;
            }
            LOG.warn("Others may be able to read what is in {}: {}", data.root(), e.toString());
        }
    }

    private void proveDurability() throws IOException {
        DurabilityProbe.Result result = new DurabilityProbe(data.root(), FileSync.FORCE).run(PROBE_SYNCS);
        if (config.journal().durability() == Durability.OS) {
            LOG.warn("durability = os: what is acknowledged survives this process, but not a power cut. {}", result);
            return;
        }
        if (result.verdict() == DurabilityProbe.Verdict.NOT_DURABLE) {
            throw new IllegalStateException("nothing in " + data.root() + " would survive a power cut: "
                    + result.reason() + ". Put the data directory on a disk, or ask for journal.durability = os.");
        }
        if (result.verdict() == DurabilityProbe.Verdict.SUSPICIOUS) {
            LOG.warn("Syncs look too fast to be real: {}", result);
        } else {
            LOG.info("Syncs are real: {}", result);
        }
    }

    private void startCore() {
        core = keep(BookingCore.recover(config.core(), this::recovering, failure -> {
            standing.failed();
            onFailure.accept(failure);
        }));
        standing.recoveredFrom(core.recoveredFrom());
        standing.storing(core.store().floors()::storage);
        core.start();
        core.meters().bindTo(meters);
        core.parts().forEach(board::add);
    }

    private void recovering(long commands, double percent, double commandsPerSecond) {
        requireNotClosing();
        databaseStart.requireNotFailed();
        standing.recovering(commands, percent, commandsPerSecond);
        LOG.info(
                "Recovering: {} commands, {} %, {} commands/s",
                commands, Math.round(percent), Math.round(commandsPerSecond));
    }

    private PersistenceWriter startWriter(Database database) {
        WriterConfig settings = config.writer().forDatabase(database.access());
        return new PersistenceWriter(
                        settings,
                        core.journalId(),
                        core.shows()::sequence,
                        core.events(),
                        new SnapshotSales(data.root(), core.journalId()),
                        meters)
                .start();
    }

    private void bindProcessMeters() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        JvmGcMetrics gc = keep(new JvmGcMetrics());
        gc.bindTo(meters);
    }

    private <T extends AutoCloseable> T keep(T room) {
        started.push(room);
        requireNotClosing();
        return room;
    }

    private void requireNotClosing() {
        if (closing) {
            throw new IllegalStateException("stopped while it was starting");
        }
    }

    private static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress() ? "*" : address.getHostString();
        return host + ":" + address.getPort();
    }

    /** Where the API listens. */
    public InetSocketAddress address() {
        return gateway.address();
    }

    /** Where health and metrics are. */
    public InetSocketAddress adminAddress() {
        return admin.address();
    }

    /** The booking core, for whoever looks in from inside: tests and reports. */
    public BookingCore core() {
        return core;
    }

    /** The persistence writer; null when it is a process of its own. */
    public PersistenceWriter writer() {
        return writer;
    }

    /** Answers what was accepted, and stops everything. Waits for a start that is under way to notice. */
    @Override
    public void close() {
        closing = true;
        standing.stopping();
        board.add(standing.part());
        synchronized (this) {
            while (!started.isEmpty()) {
                AutoCloseable room = started.pop();
                try {
                    room.close();
                } catch (Exception e) {
                    LOG.error("Could not stop {}", room.getClass().getSimpleName(), e);
                }
            }
        }
    }
}
