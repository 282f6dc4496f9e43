package io.boxoffice.services.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A store that speaks S3 as far as images need it, and refuses what is not signed with its key (Signature Version 4). */
final class S3StandIn implements AutoCloseable {
    static final String ACCESS_KEY = "AKIASTANDIN";
    static final String SECRET_KEY = "not+so/secret";
    static final String REGION = "eu-central-1";

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY
            + "/(\\d{8})/" + REGION + "/s3/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

    /** An object. */
    record Kept(byte[] bytes, String type, String cacheControl) {}

    final ConcurrentMap<String, Kept> objects = new ConcurrentHashMap<>();
    private final HttpServer server;

    S3StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            if (!isSigned(exchange, body)) {
                error(exchange, 403, "SignatureDoesNotMatch");
                return;
            }
            Kept kept = objects.get(path);
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    var headers = exchange.getRequestHeaders();
                    objects.put(
                            path, new Kept(body, headers.getFirst("Content-Type"), headers.getFirst("Cache-Control")));
                    exchange.sendResponseHeaders(200, -1);
                }
                case "DELETE" -> {
                    objects.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                case "GET" -> {
                    if (kept == null) {
                        error(exchange, 404, "NoSuchKey");
                    } else {
                        exchange.sendResponseHeaders(200, kept.bytes.length);
                        exchange.getResponseBody().write(kept.bytes);
                    }
                }
                default -> error(exchange, 405, "MethodNotAllowed");
            }
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] xml = ("<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, xml.length);
        exchange.getResponseBody().write(xml);
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher matcher = AUTHORIZATION.matcher(given == null ? "" : given);
        String payload = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        boolean isNamed = body.length == 0 && "UNSIGNED-PAYLOAD".equals(payload)
                || hex(sha256(body)).equals(payload);
        if (!matcher.matches() || !isNamed) {
            return false;
        }
        String day = matcher.group(1);
        StringBuilder request = new StringBuilder(
                exchange.getRequestMethod() + '\n' + exchange.getRequestURI().getRawPath() + "\n\n");
        for (String name : matcher.group(2).split(";")) {
            request.append(name)
                    .append(':')
                    .append(exchange.getRequestHeaders().getFirst(name).strip())
                    .append('\n');
        }
        request.append('\n').append(matcher.group(2)).append('\n').append(payload);
        String toSign = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("x-amz-date") + '\n' + day + '/'
                + REGION + "/s3/aws4_request\n"
                + hex(sha256(request.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, REGION, "s3", "aws4_request", toSign}) {
            key = hmac(key, part);
        }
        return hex(key).equals(matcher.group(3));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    Map<String, Kept> all() {
        return Map.copyOf(objects);
    }

    /** It does not answer any more. */
    void goAway() {
        server.stop(0);
    }

    @Override
    public void close() {
        goAway();
    }
}
