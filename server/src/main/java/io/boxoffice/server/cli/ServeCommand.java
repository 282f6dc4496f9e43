package io.boxoffice.server.cli;

import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.serve.BookingServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
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
        PrintWriter out = spec.commandLine().getOut();
        Demo demo = options.demo() ? new Demo(config, out) : null;
        server.start(() -> {
            if (demo != null) {
                demo.fill(api(config, server.address()));
            }
        });
        URI api = api(config, server.address());
        out.println("Boxoffice is ready at " + api + " (the API, to read and to try: " + api + "/docs)");
        if (demo != null) {
            demo.tell(api, options.dataOption());
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
