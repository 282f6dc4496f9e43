package io.boxoffice.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's process and the kernel use at one moment, after a full collection, in bytes; Linux only.
 *
 * @param heap     in use
 * @param resident of the process
 * @param sockets  what the kernel has in all TCP buffers, both ends
 * @param slab     what the kernel has in objects: sockets, files, epoll entries, of all processes
 */
public record Memory(long heap, long resident, long sockets, long slab) {
    private static final long PAGE_BYTES = 4_096;

    /**
     * Collects, and counts.
     *
     * @throws LoadFailedException when the server does not say
     */
    public static Memory of(ProcessHandle server, URI admin) {
        collect(server);
        return new Memory(
                (long) AdminMetrics.read(admin).heapUsedBytes(),
                1_024 * number(Path.of("/proc", Long.toString(server.pid()), "status"), "VmRSS:\\s+(\\d+)"),
                PAGE_BYTES * number(Path.of("/proc/net/sockstat"), "TCP: .* mem (\\d+)"),
                1_024 * number(Path.of("/proc/meminfo"), "Slab:\\s+(\\d+)"));
    }

    private static void collect(ProcessHandle server) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new LoadFailedException("there is no " + jcmd + ": memory is counted after a full collection");
        }
        try {
            for (int i = 0; i < 2; i++) {
                Process process = new ProcessBuilder(List.of(jcmd.toString(), Long.toString(server.pid()), "GC.run"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroy();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    private static long number(Path file, String pattern) {
        try {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
