package io.boxoffice.bench.load;

import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.serve.BookingServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A whole server in this process, on free ports. */
public final class LoopbackServer implements AutoCloseable, LiveStreams.StreamServer {
    private final Path directory;
    private final BookingServer server;

    public LoopbackServer(Path directory) throws IOException {
        this.directory = directory;
        ConfigLoader settings = new ConfigLoader()
                .withFlag("test", "data-directory", directory)
                .withFlag("test", "payment.providers", "sandbox")
                .withFlag("test", "http.port", 0)
                .withFlag("test", "http.callers.requests-per-second", 0)
                .withFlag("test", "http.callers.staff-requests-per-second", 0)
                .withFlag("test", "admin.port", 0);
        server = BookingServer.start(settings.load(), failure -> {
            throw new AssertionError(failure);
        });
    }

    @Override
    public Target target() {
        return OwnServer.targetOf(
                uri(server.address().getPort()), uri(server.adminAddress().getPort()), directory);
    }

    @Override
    public List<Integer> streamPorts() {
        return List.of(server.address().getPort());
    }

    @Override
    public ProcessHandle process() {
        return ProcessHandle.current();
    }

    @Override
    public void warm() {
        // It is as it will be.
    }

    private static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        server.close();
    }
}
