package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Asks for pages as a browser without scripts does, keeping its cookie, and following no redirect by itself. One thread. */
public final class PageClient {
    private static final Pattern JSON_LD = Pattern.compile("(?s)<script type=\"application/ld\\+json\">(.*?)</script>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]* action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final int TRIES = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private String cookie;

    /** What came back. */
    public record Page(HttpResponse<byte[]> response) {
        /** The status code. */
        public int status() {
            return response.statusCode();
        }

        /** Where it was asked for. */
        public String path() {
            return response.uri().getRawPath();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        byte[] body() {
            return response.body();
        }

        /** The body as text. */
        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }

        JsonNode jsonLd() throws IOException {
            Matcher data = JSON_LD.matcher(text());
            assertTrue(data.find(), text());
            return new ObjectMapper().readTree(data.group(1));
        }
    }

    /** A browser that has seen nothing yet. */
    public PageClient(InetSocketAddress server) {
        root = "http://localhost:" + server.getPort();
    }

    String origin() {
        return root;
    }

    /** Looks at a page first, so that there is a session. */
    PageClient visit(String path) throws IOException {
        get(path);
        return this;
    }

    Page get(String path, String... headers) throws IOException {
        return send("GET", path, null, headers);
    }

    /** Sends a page's form that leads to a path, the first of them, with what is hidden in it. */
    public Page submit(String path, Page page, String fields, String... headers) throws IOException {
        StringBuilder form = new StringBuilder(fields);
        Matcher hidden = HIDDEN.matcher(formTo(path, page.text()));
        while (hidden.find()) {
            form.append('&').append(hidden.group(1)).append('=').append(encoded(hidden.group(2)));
        }
        return send("POST", path, form.toString(), headers.length == 0 ? new String[] {"origin", root} : headers);
    }

    /** The page's form that leads there, or all of the page. */
    private static String formTo(String path, String page) {
        Matcher forms = FORM.matcher(page);
        while (forms.find()) {
            if (forms.group(1).equals(path)) {
                return forms.group(2);
            }
        }
        return page;
    }

    private static String encoded(String attribute) {
        String value = attribute.replace("&#34;", "\"").replace("&lt;", "<").replace("&amp;", "&");
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Goes where an answer leads, and on, until there is a page. */
    public Page follow(Page answer) throws IOException {
        Page page = answer;
        for (int i = 0; i < TRIES && page.status() == 303; i++) {
            page = get(page.header("location"));
        }
        return page;
    }

    /**
     * One request and its answer.
     *
     * @param form null: no body
     */
    Page send(String method, String path, String form, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(
                        method,
                        form == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(form))
                .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (form != null) {
            request.header("content-type", "application/x-www-form-urlencoded");
        }
        if (cookie != null) {
            request.header("cookie", cookie);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            Page page = new Page(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            String set = page.header("set-cookie");
            cookie = set == null ? cookie : set.substring(0, set.indexOf(';'));
            return page;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks again until a page is as it should be. */
    public Page until(String path, Predicate<Page> right) throws IOException {
        Page page = get(path);
        for (int i = 0; i < TRIES && !right.test(page); i++) {
            LockSupport.parkNanos(50_000_000);
            page = get(path);
        }
        return right.test(page) ? page : fail(path + " stays " + page.status() + ": " + page.text());
    }

    static byte[] unzip(InputStream compressed) throws IOException {
        try (InputStream in = new GZIPInputStream(compressed)) {
            return in.readAllBytes();
        }
    }
}
