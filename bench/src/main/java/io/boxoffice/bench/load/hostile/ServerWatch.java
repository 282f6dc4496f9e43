package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.AdminMetrics;
import io.boxoffice.bench.load.LoadFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a server each second while it is attacked, and keeps the most it saw. One thread of its own beside its owner's. */
final class ServerWatch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 1_000;
    private static final double MIB = 1 << 20;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");

    private final URI admin;
    private final Path status;
    private final Thread thread = new Thread(this::watch, "server-watch");
    private volatile boolean closed;
    private volatile Most most = new Most(0, 0, 0, 0, 0);

    /**
     * The most that was seen at once, in MiB.
     *
     * @param heapMib     in use, garbage included
     * @param directMib   in direct buffers, Netty's among them
     * @param residentMib of the process; 0 where the system does not say
     * @param looks       that were answered
     * @param unanswered  looks that were not
     */
    record Most(double heapMib, double directMib, double residentMib, int looks, int unanswered) {
        private Most with(double heap, double direct, double resident) {
            return new Most(
                    Math.max(heapMib, heap),
                    Math.max(directMib, direct),
                    Math.max(residentMib, resident),
                    looks + 1,
                    unanswered);
        }

        private Most withUnanswered() {
            return new Most(heapMib, directMib, residentMib, looks, unanswered + 1);
        }
    }

    ServerWatch(URI admin, ProcessHandle server) {
        this.admin = admin;
        status = Path.of("/proc", Long.toString(server.pid()), "status");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                look();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            AdminMetrics now = AdminMetrics.read(admin);
            most = most.with(
                    now.heapUsedBytes() / MIB,
                    now.sum("jvm_buffer_memory_used_bytes", "id=\"direct\"") / MIB,
                    residentMib());
        } catch (LoadFailedException e) {
            if (!closed) {
                most = most.withUnanswered();
            }
        }
    }

    private double residentMib() {
        try {
            Matcher found = RESIDENT.matcher(Files.isReadable(status) ? Files.readString(status) : "");
            return found.find() ? Long.parseLong(found.group(1)) / 1_024.0 : 0;
        } catch (IOException e) {
            // It has just ended.
            return 0;
        }
    }

    Most most() {
        return most;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
