package io.boxoffice.server.e2e;

import io.boxoffice.server.cli.Boxoffice;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code serve} as a process of its own, which can be killed and started again on the same data. For one thread. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Boxoffice is ready at http://[^:]+:(\\d+)");
    private static final long STOP_SECONDS = 30;
    private static final Path LOGGING = Path.of("..", "config", "log4j2.xml").toAbsolutePath();

    private final Path data;
    private final Path output;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private final Clients clients;
    private Process process;
    private volatile URI api;
    private volatile URI admin;

    /**
     * @param directory gets the data and what the process says
     */
    ServerProcess(Path directory) {
        data = directory.resolve("data");
        output = directory.resolve("output");
        clients = new Clients(data, () -> api, () -> admin);
        with("payment.providers", "sandbox")
                .with("http.callers.requests-per-second", "0")
                .with("http.callers.staff-requests-per-second", "0");
    }

    /** A setting other than the default. */
    ServerProcess with(String key, Object value) {
        String variable =
                "BOXOFFICE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        environment.put(variable, value.toString());
        return this;
    }

    /** A further option of {@code serve}. */
    ServerProcess withOption(String option) {
        options.add(option);
        return this;
    }

    Path data() {
        return data;
    }

    /** Starts it; it sells when this returns. */
    void start() throws IOException {
        launch();
        awaitReady();
    }

    /** Starts it, and does not wait for anything. */
    void launch() throws IOException {
        if (!environment.containsKey("BOXOFFICE_DATABASE_JDBC_URL")) {
            TestServer.bringPostgres(data);
        }
        int adminPort = FreePorts.next();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("-D"))
                .forEach(command::add);
        // It lives for seconds: what would only pay later is left out.
        command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("-Dlog4j2.configurationFile=" + LOGGING, "-cp", classPath(), Boxoffice.class.getName()));
        command.addAll(List.of("serve", "--data", data.toString(), "--port", "0"));
        command.addAll(List.of("--admin-port", Integer.toString(adminPort)));
        command.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        admin = URI.create("http://127.0.0.1:" + adminPort);
        process = builder.start();
    }

    /** Waits until it sells. */
    void awaitReady() {
        Await.until(this::output, this::ready);
    }

    /** How {@code /readyz} says that it stands; empty: nobody answers yet. */
    String status() {
        try {
            return clients.readiness().path("status").asText();
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private boolean ready() {
        String said = output();
        Matcher ready = READY.matcher(said);
        if (ready.find()) {
            api = URI.create("http://127.0.0.1:" + ready.group(1));
            return true;
        }
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue() + ": " + said);
        }
        return false;
    }

    /** What it has said so far, log included. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. Its PostgreSQL goes on until the next start. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Whether it has not ended. */
    boolean runs() {
        return process.isAlive();
    }

    /** A metric's value, all labels' together. */
    double metric(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve("/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    Clients clients() {
        return clients;
    }

    /** SIGTERM, as whoever stops a service does; and nothing is left running. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        boolean politely = process.isAlive();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                politely = false;
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Path postgres = data.resolve("postgres");
        if (!politely && Files.exists(postgres)) {
            EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(postgres)).close();
        }
        process = null;
    }
}
