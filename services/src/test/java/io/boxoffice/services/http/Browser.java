package io.boxoffice.services.http;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A browser with a page of the site open: it keeps the cookie, and its scripts and forms send what they should. */
final class Browser implements AutoCloseable {
    static final String OWN_PAGE = "Origin: http://test";

    final TestClient client;
    String cookie;
    String proof;

    Browser(TestClient client) {
        this.client = client;
    }

    /** One that has a session. */
    static Browser visitor(TestGateway server) throws IOException {
        Browser browser = new Browser(server.client());
        Reply session = browser.get("/v1/session");
        browser.proof = session.json().path("proof").asText();
        return browser;
    }

    /** The cookie alone, as a browser sends it whoever made it ask. */
    String cookieHeader() {
        return "Cookie: theme=dark; " + cookie;
    }

    /** What a script of our page sends. */
    String[] ofOwnPage() {
        return new String[] {cookieHeader(), OWN_PAGE, "Session-Proof: " + proof};
    }

    Reply get(String path) throws IOException {
        return keep(cookie == null ? client.get(path) : client.get(path, cookieHeader()));
    }

    Reply send(String method, String path, String json) throws IOException {
        return keep(client.request(method, path, json, ofOwnPage()));
    }

    /** Sends a form, encoded as it is. */
    Reply submit(String path, String form, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        all.add("Content-Length: " + form.getBytes(StandardCharsets.UTF_8).length);
        client.write("POST", path, null, all.toArray(String[]::new));
        client.raw(form.getBytes(StandardCharsets.UTF_8));
        return keep(client.read());
    }

    private Reply keep(Reply reply) {
        String set = reply.header("set-cookie");
        if (set != null) {
            cookie = set.substring(0, set.indexOf(';'));
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
