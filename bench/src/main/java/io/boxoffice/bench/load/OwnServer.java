package io.boxoffice.bench.load;

import io.boxoffice.bench.process.Installation;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.server.config.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, in a temporary directory, with everything at its defaults but what a load needs: it takes
 * payments by the sandbox, lets one caller ask as often as it likes, has room for many connections, and forgets what was
 * released or lapsed after seconds, because in a run more comes of that in a minute than in life in an hour. {@link #close} stops
 * it and deletes all. For one thread.
 */
public final class OwnServer implements AutoCloseable, LiveStreams.StreamServer {
    private static final Pattern READY = Pattern.compile("Boxoffice is ready at http://[^:]+:(\\d+)");
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 60;
    private static final Duration TOKENS_ARE_GOOD_FOR = Duration.ofHours(24);
    private static final long ORGANIZER = 77;
    /** Who pays later than this after a hold lapsed is told 404 instead of 409, and 404 fails a run: a hold might be lost. */
    private static final String LONGER_THAN_ANY_PAYS_LATE_MS = "30000";

    private final Path directory;
    private final Path output;
    private final Process process;
    private final Thread onExit;
    private final URI admin;
    private URI api;

    private OwnServer(Path directory, Process process, int adminPort) {
        this.directory = directory;
        this.process = process;
        output = directory.resolve("output");
        admin = URI.create("http://127.0.0.1:" + adminPort);
        onExit = new Thread(this::stopAndDelete, "stop-own-server");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts one with room for the reservations of hours of load, which the defaults are not meant for. */
    public static OwnServer roomy(Path parent) {
        return start(
                parent,
                Map.of(
                        "booking.max-reservations",
                        "4000000",
                        "booking.lapsed-retention-ms",
                        LONGER_THAN_ANY_PAYS_LATE_MS),
                "-Xmx2g");
    }

    /**
     * Starts one as it is delivered: the memory of {@code config/jvm.options} and all limits at their defaults. It only listens on
     * the loopback interface. It sells when this returns.
     *
     * @param parent where its directory is made, on the disk that counts
     * @throws LoadFailedException when it does not start; nothing is left running then
     */
    public static OwnServer stock(Path parent) {
        return launch(parent, onLoopback(), "");
    }

    /**
     * Starts one for a load, with the launcher of this installation; it sells when this returns.
     *
     * @param parent   where its directory is made, on the disk that counts
     * @param settings over the defaults and those of {@link #forLoad()}, by key
     * @param jvm      further JVM options, or empty
     * @throws LoadFailedException when it does not start; nothing is left running then
     */
    public static OwnServer start(Path parent, Map<String, String> settings, String jvm) {
        Map<String, String> all = forLoad();
        all.putAll(settings);
        return launch(parent, all, jvm);
    }

    private static OwnServer launch(Path parent, Map<String, String> settings, String jvm) {
        Path launcher = Installation.home().resolve("bin/boxoffice");
        if (!Files.isExecutable(launcher)) {
            throw new LoadFailedException("there is no " + launcher + " to start a server with");
        }
        try {
            Files.createDirectories(parent);
            Path directory = Files.createTempDirectory(parent, "boxoffice-load");
            int adminPort = freePort();
            ProcessBuilder builder = new ProcessBuilder(
                            launcher.toString(),
                            "serve",
                            "--data",
                            directory.resolve("data").toString(),
                            "--port",
                            "0",
                            "--admin-port",
                            Integer.toString(adminPort))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile());
            settings.forEach((key, value) -> builder.environment()
                    .put("BOXOFFICE_" + key.toUpperCase().replace('.', '_').replace('-', '_'), value));
            builder.environment().put("BOXOFFICE_BUILD", "never");
            builder.environment().merge("BOXOFFICE_JAVA_OPTS", jvm, (theirs, ours) -> theirs + " " + ours);
            OwnServer server = new OwnServer(directory, builder.start(), adminPort);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new LoadFailedException("cannot start a server: " + e.getMessage(), e);
        }
    }

    /** What every server of a measurement needs, by key. */
    private static Map<String, String> onLoopback() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("payment.providers", "sandbox");
        all.put("http.bind-address", "127.0.0.1");
        return all;
    }

    /** What is not at its default under load, by key. */
    static Map<String, String> forLoad() {
        Map<String, String> all = onLoopback();
        all.put("http.callers.requests-per-second", "0");
        all.put("http.callers.staff-requests-per-second", "0");
        all.put("http.limits.max-connections", "65000");
        all.put("http.streams.max-streams", "60000");
        all.put("booking.lapsed-retention-ms", "5000");
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() - untilNs < 0) {
            Matcher ready = READY.matcher(output());
            if (ready.find()) {
                api = URI.create("http://127.0.0.1:" + ready.group(1));
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            pause();
        }
        String said = output();
        close();
        throw new LoadFailedException("the server did not start: " + said.strip());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    private String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new LoadFailedException("cannot read what the server says: " + e.getMessage(), e);
        }
    }

    /** Where to send the load, with tokens of this server's own key. */
    @Override
    public Target target() {
        return targetOf(api, admin, directory.resolve("data"));
    }

    /**
     * A server whose data directory can be read, and so its key.
     *
     * @throws LoadFailedException when the key cannot be had
     */
    public static Target targetOf(URI api, URI admin, Path dataDirectory) {
        TokenIssuer issuer = issuerOf(dataDirectory);
        String organizer = issuer.issue(ORGANIZER, Role.ORGANIZER, TOKENS_ARE_GOOD_FOR);
        return new Target(api, admin, organizer, number -> issuer.issue(number, Role.CUSTOMER, TOKENS_ARE_GOOD_FOR));
    }

    private static TokenIssuer issuerOf(Path dataDirectory) {
        Path keys = new DataDirectory(dataDirectory).keys();
        if (!Files.exists(keys.resolve(SigningKeys.FILE_NAME))) {
            throw new LoadFailedException(
                    "there is no key in " + keys + ": name the data directory of the server with --data");
        }
        try {
            return new TokenIssuer(SigningKeys.loadOrCreate(keys), Clock.systemUTC());
        } catch (IOException e) {
            throw new LoadFailedException("cannot use the key in " + keys + ": " + e.getMessage(), e);
        }
    }

    /**
     * A token of another organizer than the one of {@link #target()}.
     *
     * @param number a positive one
     */
    public String organizerToken(long number) {
        return issuerOf(directory.resolve("data")).issue(number, Role.ORGANIZER, TOKENS_ARE_GOOD_FOR);
    }

    /** Its process. */
    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** The last line it said so far; when it died, mostly why. */
    public String lastWords() {
        String said = output().strip();
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    @Override
    public List<Integer> streamPorts() {
        return List.of(api.getPort());
    }

    @Override
    public void warm() {
        // It is as it will be.
    }

    /** Stops it as whoever stops a service does, waits for it, and deletes what it wrote. Also done when this program is ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // This program is on its way out: the hook does it.
            return;
        }
        stopAndDelete();
    }

    private void stopAndDelete() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(directory);
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new LoadFailedException("cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }
}
