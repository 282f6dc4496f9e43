package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Asks for pages as a browser does, following no redirect by itself. */
final class PageClient {
    private static final Pattern JSON_LD = Pattern.compile("(?s)<script type=\"application/ld\\+json\">(.*?)</script>");
    private static final int TRIES = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;

    /** What came back. */
    record Page(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        byte[] body() {
            return response.body();
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }

        JsonNode jsonLd() throws IOException {
            Matcher data = JSON_LD.matcher(text());
            assertTrue(data.find(), text());
            return new ObjectMapper().readTree(data.group(1));
        }
    }

    PageClient(InetSocketAddress server) {
        root = "http://localhost:" + server.getPort();
    }

    Page get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    Page send(String method, String path, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Page(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks again until a page is as it should be. */
    Page until(String path, Predicate<Page> right) throws IOException {
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
