package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.services.http.PageClient;
import io.boxoffice.services.http.PageClient.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guests buy on the site of the real server, from the seats to the tickets, while PostgreSQL is stopped; the mail follows. In Chromium
 * ({@code withoutdatabase.mjs}), and by forms alone where there is none.
 */
class GuestWithoutDatabaseTest {
    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private int port;
    private TestServer server;
    private OnSale show;

    @BeforeEach
    void start() throws IOException {
        startDatabase();
        server = Browsing.aSite(directory)
                .with("database.jdbc-url", database.jdbcUrl())
                .with("database.user", database.user())
                .with("database.password", database.password())
                .with("mail.retry-min-ms", 200)
                .start();
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
    }

    private void startDatabase() {
        Path postgres = directory.resolve("database");
        database = port == 0 ? PostgresTemplate.MIGRATED.start(postgres) : PostgresTemplate.startAgain(postgres, port);
        port = database.port();
    }

    private void stopDatabase() {
        database.close();
    }

    @AfterEach
    void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldSellInABrowserWhilePostgreSqlIsStopped() throws Exception {
        Browsing.assumeChromium();
        HttpServer control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        does(control, "/stop", this::stopDatabase);
        does(control, "/start", this::startDatabase);
        control.start();
        try {
            return new Browsing(server, directory)
                    .withShowsLike(show)
                    .with("database", "http://localhost:" + control.getAddress().getPort())
                    .walk("withoutdatabase.mjs");
        } finally {
            control.stop(0);
        }
    }

    /** What fails ends the exchange without an answer. */
    private static void does(HttpServer control, String path, Runnable what) {
        control.createContext(path, exchange -> {
            try (exchange) {
                what.run();
                exchange.sendResponseHeaders(204, -1);
            }
        });
    }

    @Test
    void shouldSellByFormsAndLetThemTryAgainWhilePostgreSqlIsStopped() throws IOException {
        PageClient ann = new PageClient(server.inside().address());
        String choose = "/en/s/" + show.id();
        Page seats = ann.until(choose, page -> page.status() == 200);
        stopDatabase();

        Page checkout = ann.follow(ann.submit(choose, seats, "seat=A-1&seat=A-2&how=chosen"));
        assertTrue(checkout.text().contains("Almost yours"), checkout.text());
        String path = checkout.path();
        Page bank = ann.follow(ann.submit(path, checkout, "email=ann%40example.org"));
        Page declined = atTheBank(ann, bank, "decline");
        assertTrue(declined.text().contains("The payment was declined."), declined.text());
        Page again = ann.follow(ann.submit(path + "/pay", declined, ""));
        Page booked = atTheBank(ann, again, "approve");
        assertTrue(booked.text().contains("Your seats are booked."), booked.text());

        startDatabase();
        Mails.Mail mail = new Mails(directory.resolve("mails")).await("ann@example.org", "Your tickets");
        assertTrue(mail.plain().contains("seat 2"), mail.plain());
    }

    private static Page atTheBank(PageClient browser, Page bank, String card) throws IOException {
        Page secure = browser.follow(browser.submit("/sandbox/card", bank, "card=" + card));
        return browser.follow(browser.submit("/sandbox/secure", secure, "answer=confirm"));
    }
}
