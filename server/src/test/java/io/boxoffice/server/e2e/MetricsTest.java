package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide for operators says to watch can be watched. */
class MetricsTest {
    private static final Pattern NAME_IN_GUIDE = Pattern.compile("`(boxoffice_\\w+)[`{]");
    /** Roles of PostgreSQL, which the guide names too. */
    private static final Set<String> ROLES = Set.of("boxoffice_owner", "boxoffice_features", "boxoffice_writer");

    private static final Pattern NAME_IN_METRICS = Pattern.compile("(?m)^(boxoffice_\\w+?)(_bucket|_count|_sum)?[ {]");

    @TempDir
    private Path directory;

    @Test
    void shouldHaveEveryMetricThatTheGuideNames() throws Exception {
        Set<String> named = names(NAME_IN_GUIDE, Files.readString(Path.of("..", "docs", "operations.md")));
        assertTrue(named.contains("boxoffice_ring_depth"), "the guide was read");
        try (TestServer server = TestServer.aServer()
                .in(directory)
                .with("mail.folder", directory.resolve("mails"))
                .start()) {
            server.anybody().get("/v1/bookings").expect(401);
            int port = server.inside().adminAddress().getPort();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            String told = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            named.removeAll(ROLES);
            named.removeAll(names(NAME_IN_METRICS, told));
            assertEquals(Set.of(), named, "named in docs/operations.md, and not told");
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
