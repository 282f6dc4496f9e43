package io.boxoffice.server.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the home page to a hold, and what others can do to it, in Chromium, on a real server with PostgreSQL: {@code choosing.mjs}, {@code searching.mjs} and
 * {@code safety.mjs} in {@code web/journeys}.
 */
class ChoosingInBrowserTest {
    @BeforeAll
    static void chromium() {
        Browsing.assumeChromium();
    }

    @TestFactory
    Stream<DynamicTest> shouldLeadPeopleToTheirSeats(@TempDir Path directory) throws Exception {
        try (TestServer server = Browsing.aSite(directory).start()) {
            OnSale like = server.organizer().putOnSale(Organizer.hall(6, 12, 50));
            return new Browsing(server, directory)
                    .withShowsLike(like)
                    .walk("choosing.mjs", "searching.mjs", "safety.mjs");
        }
    }
}
