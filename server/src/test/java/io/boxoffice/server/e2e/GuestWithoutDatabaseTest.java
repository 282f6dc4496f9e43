package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest buys on the site of the real server, from the seats to the result, while PostgreSQL is stopped; the mail follows. */
class GuestWithoutDatabaseTest {
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]* action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private TestServer server;

    /** Keeps the site's cookie as it came; the JDK's own would send it in quotes. */
    private static final class OneCookie extends CookieHandler {
        private List<String> cookie = List.of();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            return Map.of("Cookie", cookie);
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            List<String> set = headers.getOrDefault("set-cookie", List.of());
            cookie = set.isEmpty() ? cookie : List.of(set.get(0).split(";", 2)[0]);
        }
    }

    /** A browser without scripts, which goes where answers lead. */
    private static final class Browser {
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new OneCookie())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        private final URI site;

        Browser(URI site) {
            this.site = site;
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(site.resolve(path)));
        }

        /** Sends a page's form that leads there, with what is hidden in it. */
        HttpResponse<String> submit(HttpResponse<String> page, String path, String fields) {
            StringBuilder body = new StringBuilder(fields);
            Matcher forms = FORM.matcher(page.body());
            boolean found = false;
            while (!found && forms.find()) {
                found = forms.group(1).equals(path);
            }
            assertTrue(found, path + " is no form of " + page.body());
            Matcher hidden = HIDDEN.matcher(forms.group(2));
            while (hidden.find()) {
                body.append('&').append(hidden.group(1)).append('=');
                body.append(URLEncoder.encode(hidden.group(2).replace("&amp;", "&"), StandardCharsets.UTF_8));
            }
            return send(HttpRequest.newBuilder(site.resolve(path))
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("origin", site.getScheme() + "://" + site.getAuthority())
                    .POST(BodyPublishers.ofString(body.toString())));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.header("accept", "text/html").build(), BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void start() {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        server = TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", database.jdbcUrl())
                .with("database.user", database.user())
                .with("database.password", database.password())
                .with("mail.folder", "mails")
                .with("mail.poll-interval-ms", 50)
                .with("mail.retry-min-ms", 200)
                .start();
    }

    @AfterEach
    void stop() {
        try {
            server.close();
        } finally {
            database.close();
        }
    }

    @Test
    void shouldSellToAGuestAndLetThemTryAgainWhilePostgreSqlIsStopped() {
        OnSale show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        Browser ann = new Browser(
                URI.create("http://127.0.0.1:" + server.inside().address().getPort()));
        String choose = "/en/s/" + show.id();
        Await.until("the show is on the site", () -> ann.get(choose).statusCode() == 200);
        int port = database.port();
        database.close();

        HttpResponse<String> checkout = ann.submit(ann.get(choose), choose, "seat=A-1&seat=A-2&how=chosen");
        assertTrue(checkout.body().contains("Almost yours"), checkout.body());
        String path = checkout.uri().getPath();
        HttpResponse<String> bank = ann.submit(checkout, path, "email=ann%40example.org");
        HttpResponse<String> declined = atTheBank(ann, bank, "decline");
        assertTrue(declined.body().contains("The payment was declined."), declined.body());
        HttpResponse<String> booked = atTheBank(ann, ann.submit(declined, path + "/pay", ""), "approve");
        assertTrue(booked.body().contains("Your seats are booked."), booked.body());

        database = PostgresTemplate.startAgain(directory.resolve("database"), port);
        Mails mails = new Mails(directory.resolve("data").resolve("mails"));
        Mails.Mail mail = mails.await("ann@example.org", "Your tickets");
        assertTrue(mail.plain().contains("seat 2"), mail.plain());
    }

    private static HttpResponse<String> atTheBank(Browser browser, HttpResponse<String> bank, String card) {
        HttpResponse<String> secure = browser.submit(bank, "/sandbox/card", "card=" + card);
        assertEquals(200, secure.statusCode(), secure.body());
        return browser.submit(secure, "/sandbox/secure", "answer=confirm");
    }
}
