package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.services.catalog.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of docs/catalog.md are taken, and there is one of each kind of event. */
class CatalogGuideTest extends HttpCatalog {
    @Test
    void shouldTakeTheExampleOfEachKindOfEvent() throws IOException {
        List<String> examples = Files.readAllLines(Path.of("../docs/catalog.md")).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        Set<String> kinds = new TreeSet<>();
        for (String example : examples) {
            Reply made = client.post("/v1/events", example);
            assertEquals(201, made.status(), made.text());
            kinds.add(made.json().path("kind").asText());
        }
        assertEquals(
                Arrays.stream(EventKind.values()).map(EventKind::text).collect(Collectors.toCollection(TreeSet::new)),
                kinds);
    }
}
