package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tools of those who write clients take the document as it is served: Redocly and Spectral find nothing, and a TypeScript client
 * made of it compiles. What Node runs is in {@code web/contract}; its packages are fetched when {@code web/package-lock.json} has
 * changed, else nothing is.
 */
class ClientToolsTest {
    private static final Path WEB = web();

    /** The tests of a module run in its directory, or in the one above. */
    private static Path web() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("web")) ? here.resolve("web") : here.resolveSibling("web");
    }

    @Test
    void shouldServeADocumentThatToolsFindNothingIn(@TempDir Path directory) throws Exception {
        run(directory, List.of("node", "build/packages.mjs"));
        Path document = directory.resolve("openapi.json");
        try (TestGateway server = TestGateway.aGateway().start(directory);
                TestClient client = server.client()) {
            Files.write(document, client.get("/openapi.json").body());
        }
        run(
                directory,
                List.of(
                        "node",
                        "contract/check.mjs",
                        document.toString(),
                        directory.resolve("made").toString()));
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
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
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
