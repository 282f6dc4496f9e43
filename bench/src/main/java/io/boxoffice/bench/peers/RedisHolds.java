package io.boxoffice.bench.peers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Holds of two seats as Redis does them: a Lua script that sets two keys, with a time to live, if neither is there. With
 * {@code appendonly yes}, syncing every second (which loses what was answered in a power cut) and always (which does not).
 *
 * <p>Topology: a Redis server of our own on the loopback interface; several connections with a thread each, every one sending
 * one script call and waiting for its answer, or 32 at a time. Seats are taken by random pairs of ten million, so that nearly
 * all holds succeed. No HTTP in front.
 */
public final class RedisHolds {
    private static final int CONNECTIONS = 16;
    private static final int PIPELINED = 32;
    private static final int PAIRS = 5_000_000;
    private static final String HOLD = "if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return 0 end "
            + "redis.call('SET', KEYS[1], ARGV[1], 'EX', 480) redis.call('SET', KEYS[2], ARGV[1], 'EX', 480) return 1";

    private RedisHolds() {}

    /** For each way to sync: holds a second and latencies, alone and pipelined; nothing when there is no redis-server. */
    public static Figures measure(Setting setting) throws Exception {
        Figures figures = new Figures();
        Path program = find();
        if (program == null) {
            return figures;
        }
        for (String sync : List.of("everysec", "always")) {
            Path directory = Files.createDirectories(setting.directory().resolve("redis-" + sync));
            int port = freePort();
            Process redis = start(program, directory, sync, port);
            try {
                String script = load(port);
                for (int pipelined : new int[] {1, PIPELINED}) {
                    run(port, script, pipelined, setting.stepNs() / 4, "", new Figures());
                    run(port, script, pipelined, setting.stepNs(), sync + ".pipelined" + pipelined + ".", figures);
                }
            } finally {
                redis.destroy();
                if (!redis.waitFor(10, TimeUnit.SECONDS)) {
                    redis.destroyForcibly().waitFor();
                }
            }
        }
        return figures;
    }

    /** The program, where the PATH has it; null when it does not. */
    public static Path find() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path program = Path.of(directory, "redis-server");
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path program, Path directory, String sync, int port) throws Exception {
        Process redis = new ProcessBuilder(
                        program.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        sync)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Client client = new Client(port)) {
                client.send("PING");
                client.flush();
                client.receive();
                return redis;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        redis.destroy();
        throw new IOException("redis-server did not start: " + Files.readString(directory.resolve("output")));
    }

    private static String load(int port) throws IOException {
        try (Client client = new Client(port)) {
            client.send("SCRIPT", "LOAD", HOLD);
            client.flush();
            return client.receive();
        }
    }

    private static void run(int port, String script, int pipelined, long forNs, String prefix, Figures into)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Histogram>> customers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                long seed = System.nanoTime() + i;
                customers.add(() -> holdFor(port, script, pipelined, seed, forNs));
            }
            Histogram all = Figures.latencies();
            for (Future<Histogram> each : threads.invokeAll(customers)) {
                all.add(each.get());
            }
            into.put(prefix + "holdsPerSecond", all.getTotalCount() / (forNs / 1e9))
                    .putLatency(prefix, all);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Histogram holdFor(int port, String script, int pipelined, long seed, long forNs) throws IOException {
        Histogram latencies = Figures.latencies();
        SplittableRandom random = new SplittableRandom(seed);
        try (Client client = new Client(port)) {
            long startNs = System.nanoTime();
            while (System.nanoTime() - startNs < forNs) {
                long beginNs = System.nanoTime();
                for (int i = 0; i < pipelined; i++) {
                    int pair = random.nextInt(PAIRS);
                    client.send("EVALSHA", script, "2", "seat:" + 2 * pair, "seat:" + (2 * pair + 1), "42");
                }
                client.flush();
                for (int i = 0; i < pipelined; i++) {
                    if (client.receive().equals("1")) {
                        latencies.recordValue(System.nanoTime() - beginNs);
                    }
                }
            }
        }
        return latencies;
    }

    /** As much of Redis' protocol as this needs. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
        }

        void send(String... words) throws IOException {
            StringBuilder command =
                    new StringBuilder(128).append('*').append(words.length).append("\r\n");
            for (String word : words) {
                command.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            out.write(command.toString().getBytes(StandardCharsets.US_ASCII));
        }

        void flush() throws IOException {
            out.flush();
        }

        String receive() throws IOException {
            String line = line();
            return switch (line.charAt(0)) {
                case ':', '+' -> line.substring(1);
                case '$' -> line();
                default -> throw new IOException("Redis says " + line);
            };
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(48);
            for (int c = in.read(); c != '\r'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("Redis closed the connection");
                }
                line.append((char) c);
            }
            in.read();
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
