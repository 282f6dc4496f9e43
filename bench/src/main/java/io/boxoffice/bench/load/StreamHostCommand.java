package io.boxoffice.bench.load;

import com.sun.jna.Function;
import io.boxoffice.gateway.Gateway;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.GatewayPorts;
import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Sessions;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.availability.CachedBodies;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.EventLoops.Transport;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.stream.StreamHub;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.serve.BookingServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A server for more streams than this host allows a process to have descriptors (and nobody may raise that limit). It is the
 * whole server, and beside its own gateway, which takes the holds, several more on the same booking core, each with one event
 * loop and a port of its own, which take the streams. Linux counts descriptors by table, and a thread can have a table of its
 * own: on the word {@code apart} each of those event loops takes one, at the next stream it opens, and from then on its sockets
 * are its own.
 *
 * <p>For measuring alone: what had been open by then stays open in every table. A server in earnest is given a higher limit.
 */
@Command(name = "stream-host", description = "A server for very many streams, for load.", hidden = true)
public final class StreamHostCommand implements Callable<Integer> {
    /** What it says when it sells; then the ports of API, admin, and streams. */
    static final String READY = "stream host ready ";

    private static final int OWN_DESCRIPTOR_TABLE = 0x400;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data directory.")
    private Path data;

    @Option(names = "--loops", required = true, paramLabel = "N", description = "Event loops with streams.")
    private int loops;

    /** The core's shows; whoever looks first after the word was given takes a descriptor table of its own. */
    private static final class ApartShows implements ShowDirectory {
        private final ShowDirectory shows;
        private final Function unshare = Function.getFunction("c", "unshare");
        private final ThreadLocal<Boolean> done = new ThreadLocal<>();
        private volatile boolean apart;

        ApartShows(ShowDirectory shows) {
            this.shows = shows;
        }

        @Override
        public PublishedShow show(long showId) {
            if (apart
                    && done.get() == null
                    && Thread.currentThread().getName().startsWith("gateway-")
                    && !Thread.currentThread().getName().startsWith("gateway-streams")) {
                done.set(true);
                int result = unshare.invokeInt(new Object[] {OWN_DESCRIPTOR_TABLE});
                System.out.println(Thread.currentThread().getName() + " apart: " + result);
            }
            return shows.show(showId);
        }

        @Override
        public SeatMap seatMap(long seatMapId) {
            return shows.seatMap(seatMapId);
        }

        @Override
        public long[] showIds() {
            return shows.showIds();
        }

        @Override
        public long sequence() {
            return shows.sequence();
        }
    }

    /** Nobody asks these gateways for bookings. */
    private static final class NoBookings implements BookingHistory {
        @Override
        public Optional<PastBooking> find(long bookingId) {
            return Optional.empty();
        }

        @Override
        public List<PastBooking> newest(long customerId, int limit) {
            return List.of();
        }

        @Override
        public void noteAnswered(long customerId, long sequence) {
            // Nobody lists bookings here.
        }
    }

    @Override
    public Integer call() throws Exception {
        ConfigLoader loader = new ConfigLoader()
                .withFlag("stream host", "data-directory", data)
                .withFlag("stream host", "http.port", 0)
                .withFlag("stream host", "admin.port", 0);
        OwnServer.forLoad().forEach((key, value) -> loader.withFlag("stream host", key, value));
        ServerConfig config = loader.load();
        Deque<AutoCloseable> open = new ArrayDeque<>();
        Thread onExit = new Thread(() -> close(open), "stop-stream-host");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            BookingServer server =
                    BookingServer.start(config, failure -> Runtime.getRuntime().halt(1));
            open.push(server);
            ApartShows shows = new ApartShows(server.core().shows());
            List<String> ports = new ArrayList<>();
            for (int i = 0; i < loops; i++) {
                Gateway gateway = gateway(config, server, shows, open);
                ports.add(Integer.toString(gateway.address().getPort()));
            }
            System.out.println(READY + server.address().getPort() + " "
                    + server.adminAddress().getPort() + " " + String.join(",", ports));
            System.out.flush();
            obey(shows);
        } finally {
            close(open);
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        return 0;
    }

    /** Also when this program is ended: its PostgreSQL would go on for ever. */
    private static synchronized void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("boxoffice: " + e);
            }
        }
    }

    private static Gateway gateway(
            ServerConfig config, BookingServer server, ShowDirectory shows, Deque<AutoCloseable> open)
            throws IOException {
        GatewayConfig.Listener listener = new GatewayConfig.Listener("127.0.0.1", 0, 1, Transport.AUTO, null);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServiceExecutor services = new ServiceExecutor("services", 1, 16, meters);
        open.push(services);
        GatewayPorts ports = new GatewayPorts(
                server.core().commands(),
                shows,
                new StreamHub(
                        shows,
                        new ShowSnapshots(shows, Clock.systemUTC()),
                        config.gateway().streams(),
                        meters),
                SigningKeys.loadOrCreate(new DataDirectory(config.dataDirectory()).keys()),
                RevokedTokens.none(),
                Sessions.NONE,
                Memberships.NONE,
                services,
                showId -> null,
                ToldMaps.CORES,
                new NoBookings(),
                // Of the sale no operation is called.
                null,
                CachedBodies.of(
                        config.gateway().work().maxCachedBytes(),
                        config.gateway().work().maxSharedBytes()),
                meters,
                Clock.systemUTC());
        Gateway gateway = new Gateway(config.gateway().withListener(listener), ports, List.of());
        open.push(gateway);
        gateway.start();
        return gateway;
    }

    private static void obey(ApartShows shows) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("apart")) {
                shows.apart = true;
            }
        }
    }
}
