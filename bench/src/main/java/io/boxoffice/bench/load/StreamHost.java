package io.boxoffice.bench.load;

import io.boxoffice.bench.process.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@link StreamHostCommand}, in a temporary directory. {@link #close} stops it and deletes all. For one thread. */
final class StreamHost implements LiveStreams.StreamServer, AutoCloseable {
    /** Less than the 20,000 descriptors that small hosts allow. */
    private static final int STREAMS_A_LOOP = 17_000;

    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+\\S+\\s+(\\d+)");
    private static final int OTHER_DESCRIPTORS = 1_000;

    private final Path directory;
    private final Process process;
    private Target target;
    private List<Integer> streamPorts = List.of();

    private StreamHost(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Whether a usual server may have so many sockets on this host. */
    static boolean isNeededFor(int streams) {
        try {
            Path limits = Path.of("/proc/self/limits");
            Matcher limit = LIMIT.matcher(Files.isReadable(limits) ? Files.readString(limits) : "");
            return limit.find() && streams + OTHER_DESCRIPTORS > Long.parseLong(limit.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one that can have so many streams; it sells when this returns.
     *
     * @throws LoadFailedException when it does not start; nothing is left running then
     */
    static StreamHost start(Path parent, int streams, List<String> jvm) {
        StreamHost host = null;
        try {
            Files.createDirectories(parent);
            Path directory = Files.createTempDirectory(parent, "boxoffice-streams");
            List<String> command = OwnJvm.command(jvm);
            int loops = (streams + STREAMS_A_LOOP - 1) / STREAMS_A_LOOP;
            command.addAll(List.of("stream-host", "--loops", Integer.toString(loops), "--data"));
            command.add(directory.resolve("data").toString());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            host = new StreamHost(directory, process);
            host.awaitReady();
            return host;
        } catch (IOException | RuntimeException e) {
            if (host != null) {
                host.close();
            }
            throw new LoadFailedException("cannot start a server: " + e.getMessage(), e);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.startsWith(StreamHostCommand.READY)) {
                String[] parts =
                        line.substring(StreamHostCommand.READY.length()).split(" ");
                target = OwnServer.targetOf(
                        URI.create("http://127.0.0.1:" + parts[0]),
                        URI.create("http://127.0.0.1:" + parts[1]),
                        directory.resolve("data"));
                streamPorts =
                        Arrays.stream(parts[2].split(",")).map(Integer::valueOf).toList();
                drain(lines);
                return;
            }
        }
        throw new LoadFailedException("the server did not start: " + String.join("\n", said));
    }

    /** So that it is never held up by what it says. */
    private static void drain(BufferedReader lines) {
        Thread reader = new Thread(() -> lines.lines().forEach(System.err::println), "stream-host-output");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public List<Integer> streamPorts() {
        return streamPorts;
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void warm() {
        try {
            process.getOutputStream().write("apart\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        OwnServer.delete(directory);
    }
}
