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
            OnSale like = server.organizer().putOnSale(Organizer.hall(6, 12, 50));
            return new Browsing(server, directory).withShowsLike(like).walk("paying.mjs");
        }
    }
}
