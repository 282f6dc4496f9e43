package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * People in Chromium on a server: the journeys of a file in {@code web/journeys}, each a test. What they do stands there; this starts the
 * one Node process that walks them, and ends it.
 */
final class Browsing {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WEB = web();
    /** The first is Chromium without windows, tabs and menus, which takes half the processor's time. */
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");

    private static final int CUSTOMERS = 10;
    private static final long FIRST_CUSTOMER = 9_000;

    private final TestServer server;
    private final Path directory;
    private final ObjectNode world = JSON.createObjectNode();

    /**
     * @param directory that {@link #aSite} has, for mails, and for what goes to the process and what it says
     */
    Browsing(TestServer server, Path directory) {
        this.server = server;
        this.directory = directory;
        world.put("url", "http://localhost:" + server.inside().address().getPort());
        world.put("admin", "http://127.0.0.1:" + server.inside().adminAddress().getPort());
        world.put("chromium", chromium().toString());
        world.put("mails", directory.resolve("mails").toString());
        world.put("organizer", server.token(77, Role.ORGANIZER));
        for (int i = 0; i < CUSTOMERS; i++) {
            world.withArray("customers").add(server.token(FIRST_CUSTOMER + i, Role.CUSTOMER));
        }
    }

    /** A server as a site: with the test bank, and with mails, whose links say where it is; so its port is chosen before. */
    static TestServer.Builder aSite(Path directory) throws IOException {
        int port = FreePorts.next();
        return TestServer.aServer()
                .in(directory.resolve("data"))
                .with("http.port", port)
                .with("public.url", "http://localhost:" + port)
                .with("mail.folder", directory.resolve("mails"))
                .with("mail.poll-interval-ms", 50);
    }

    /** Skips the test, saying why, where there is no Chromium. */
    static void assumeChromium() {
        Assumptions.assumeTrue(
                chromium() != null,
                "pages are not tried in a browser: none of " + NAMES
                        + " is on the PATH (apt-get install chromium-headless-shell)");
    }

    private static Path chromium() {
        for (String directory : System.getenv("PATH").split(":")) {
            for (String name : NAMES) {
                Path file = Path.of(directory, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /** The tests of a module run in its directory, or in the one above. */
    private static Path web() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("web")) ? here.resolve("web") : here.resolveSibling("web");
    }

    /** Tells journeys an address. */
    Browsing with(String name, String address) {
        world.put(name, address);
        return this;
    }

    /** Journeys put shows like this one on sale. */
    Browsing withShowsLike(OnSale show) {
        JsonNode like = server.organizer().api().get(show.path("")).expect(200).body();
        ObjectNode draft = JSON.createObjectNode();
        for (String field : List.of(
                "eventId", "hallId", "seatMapId", "startsAt", "endsAt", "cancelUntil", "currency", "rules", "prices")) {
            draft.set(field, like.path(field));
        }
        draft.put("allowOverlap", true);
        world.set("draft", draft);
        return this;
    }

    /**
     * Walks the journeys of files.
     *
     * @return a test each; what is not reported has failed
     */
    Stream<DynamicTest> walk(String... files) throws IOException, InterruptedException {
        fetchPackages();
        Path told = directory.resolve("world.json");
        Files.writeString(told, world.toString());
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : files) {
            String said = run(List.of(
                    "node",
                    WEB.resolve("journeys").resolve(file).toString(),
                    told.toString(),
                    System.getProperty("boxoffice.journey", "")));
            tests.addAll(tests(said));
        }
        assertTrue(!tests.isEmpty(), "nothing was walked");
        return tests.stream();
    }

    private static List<DynamicTest> tests(String said) throws IOException {
        Map<String, JsonNode> faults = new LinkedHashMap<>();
        for (String line : said.split("\n")) {
            if (line.startsWith("{")) {
                JsonNode report = JSON.readTree(line);
                report.path("journeys").forEach(name -> faults.put(name.asText(), null));
                if (report.has("journey")) {
                    faults.put(report.path("journey").asText(), report.path("fault"));
                }
            }
        }
        return faults.entrySet().stream()
                .map(journey -> DynamicTest.dynamicTest(journey.getKey(), () -> {
                    JsonNode fault = journey.getValue();
                    if (fault == null) {
                        fail("was not walked to its end:\n" + said);
                    } else if (!fault.isNull()) {
                        fail(fault.asText());
                    }
                }))
                .toList();
    }

    /** Two processes of tests share the packages. */
    private void fetchPackages() throws IOException, InterruptedException {
        Path lock = WEB.resolve("target").resolve("packages.lock");
        Files.createDirectories(lock.getParent());
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertTrue(held.isValid());
            run(List.of("node", WEB.resolve("build/packages.mjs").toString()));
        }
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(WEB.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(10, TimeUnit.MINUTES), () -> command + " does not end");
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), () -> command + "\n" + said);
            return said;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
