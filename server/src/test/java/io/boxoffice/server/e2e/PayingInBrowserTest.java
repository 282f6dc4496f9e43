package io.boxoffice.server.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** From a hold to a ticket in Chromium, on a real server with PostgreSQL, the test bank and a folder of mails: {@code paying.mjs}. */
class PayingInBrowserTest {
    @BeforeAll
    static void chromium() {
        Browsing.assumeChromium();
    }

    @TestFactory
    Stream<DynamicTest> shouldLeadGuestsToTheirTickets(@TempDir Path directory) throws Exception {
        try (TestServer server = Browsing.aSite(directory).start()) {
            // .ci/full has many buy beside one another, two seats each.
            int buyers = Integer.parseInt(System.getenv().getOrDefault("BUYERS", "10"));
            int rows = 6;
            OnSale like = server.organizer().putOnSale(Organizer.hall(rows, Math.max(12, 2 * buyers / rows + 2), 50));
            return new Browsing(server, directory).withShowsLike(like).walk("paying.mjs");
        }
    }
}
