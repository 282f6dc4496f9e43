package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.demo.DemoCatalogue;
import io.boxoffice.server.serve.BookingServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a server and runs it until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Starts everything, and sells until it is stopped (Ctrl-C, or SIGTERM): what was accepted is answered.")
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    /** What the process ends with when the journal can no longer be written. */
    private static final int JOURNAL_FAILED = 3;

    private static final long DEMO_ORGANIZER = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServeOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfig config = options.load();
        CountDownLatch ended = new CountDownLatch(1);
        BookingServer server = new BookingServer(config, ServeCommand::die);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended), "stop"));
        server.start();
        PrintWriter out = spec.commandLine().getOut();
        URI api = api(config, server.address());
        out.println("Boxoffice is ready at " + api + " (the API, to read and to try: " + api + "/docs)");
        out.flush();
        if (options.demo()) {
            offerDemo(out, config, api);
        }
        out.flush();
        ended.await();
        return 0;
    }

    private static URI api(ServerConfig config, InetSocketAddress address) {
        String scheme = config.gateway().listener().tls() == null ? "http" : "https";
        boolean here = address.getAddress().isAnyLocalAddress()
                || address.getAddress().getHostAddress().equals("127.0.0.1");
        String host = here ? "localhost" : address.getHostString();
        return URI.create(scheme + "://" + host + ":" + address.getPort());
    }

    private void offerDemo(PrintWriter out, ServerConfig config, URI api) {
        String token = TokenCommand.issue(
                new DataDirectory(config.dataDirectory()).keys(), new Principal(DEMO_ORGANIZER, Role.ORGANIZER), 1);
        List<DemoCatalogue.DemoShow> shows;
        try {
            shows = new DemoCatalogue(new CatalogClient(api, token), new ImportReport()).create(DemoCatalogue.today());
        } catch (RuntimeException e) {
            out.println("The fictional catalogue could not be put on sale, selling goes on without: " + e.getMessage());
            return;
        }
        DemoCatalogue.DemoShow show = shows.get(0);
        String data = options.dataOption();
        out.println("On sale: " + shows.size() + " shows of a fictional catalogue. Try next, in another terminal:");
        out.println("  TOKEN=$(bin/boxoffice token --subject 42 --role customer" + data + ")");
        out.println("  curl " + api + "/v1/shows/" + show.id() + "/availability");
        out.println("  curl -H \"Authorization: Bearer $TOKEN\" --json '{\"bestAvailable\":{\"quantity\":2}}' \\");
        out.println("       " + api + "/v1/shows/" + show.id() + "/holds");
        out.println("(" + show.title() + ", " + show.venue() + ", " + show.startsAt() + ")");
    }

    private static void stop(BookingServer server, CountDownLatch ended) {
        server.close();
        ended.countDown();
        LogManager.shutdown();
    }

    /** Nobody may be answered any more, by no thread: the process ends where it stands, and the next one recovers. */
    private static void die(Throwable failure) {
        LOG.error("The journal can no longer be written; the process ends and recovers at its next start", failure);
        System.err.println("boxoffice: the journal can no longer be written: " + failure.getMessage());
        Runtime.getRuntime().halt(JOURNAL_FAILED);
    }
}
