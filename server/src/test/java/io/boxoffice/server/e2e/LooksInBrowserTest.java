package io.boxoffice.server.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every page in Chromium: what axe finds, what is cut off, and what it weighs: {@code web/journeys/looks.mjs}. */
class LooksInBrowserTest {
    private static final int SHOWS = 30;

    @BeforeAll
    static void chromium() {
        Browsing.assumeChromium();
    }

    @TestFactory
    Stream<DynamicTest> shouldBeForEverybodyAndLight(@TempDir Path directory) throws Exception {
        try (TestServer server = Browsing.aSite(directory).start()) {
            // More seats than one page shows: one part has as many as it can, the other few.
            OnSale first = server.organizer().putOnSale(Organizer.hall(26, 25, 50));
            for (int i = 1; i < SHOWS; i++) {
                server.organizer().putOnSaleAgain(first);
            }
            return new Browsing(server, directory).walk("looks.mjs");
        }
    }
}
