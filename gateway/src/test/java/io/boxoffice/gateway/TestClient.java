package io.boxoffice.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** An HTTP/1.1 client on a plain socket that says exactly the bytes it is told to, and checks answers against the contract. */
public final class TestClient implements AutoCloseable {
    /** What came back. */
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.get(name);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The problem's code. */
        public String code() {
            return json().path("code").asText();
        }

        /** The id of what was made. */
        public String id() {
            return json().path("id").asText();
        }

        public Reply gunzipped() {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new Reply(status, headers, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final Contract contract;
    private String token;

    public TestClient(InetSocketAddress address, Contract contract) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()), contract);
    }

    public TestClient(Socket socket, Contract contract) throws IOException {
        this.socket = socket;
        this.contract = contract;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a bearer token with each request from now on. */
    public TestClient as(String bearer) {
        token = bearer;
        return this;
    }

    public Reply get(String path, String... headers) throws IOException {
        return request("GET", path, null, headers);
    }

    public Reply post(String path, String json, String... headers) throws IOException {
        return request("POST", path, json, headers);
    }

    /** One request and its answer, which must be as the contract says. */
    public Reply request(String method, String path, String json, String... headers) throws IOException {
        write(method, path, json, headers);
        Reply reply = read(method.equals("HEAD"));
        contract.check(method, path, reply);
        return reply;
    }

    /** Sends a request without waiting for its answer. */
    public void write(String method, String path, String json, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: test\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
        if (json != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.write(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    /** One request with a body of whatever type, and its answer, which must be as the contract says. */
    public Reply send(String method, String path, String contentType, byte[] body) throws IOException {
        write(method, path, null, "Content-Type: " + contentType, "Content-Length: " + body.length);
        raw(body);
        Reply reply = read();
        contract.check(method, path, reply);
        return reply;
    }

    /** Sends bytes as they are. */
    public TestClient raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public TestClient raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public Reply read() throws IOException {
        return read(false);
    }

    /** Reads one answer. */
    public Reply read(boolean isHead) throws IOException {
        String[] statusLine = line().split(" ", 3);
        int status = Integer.parseInt(statusLine[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).trim(),
                    (a, b) -> a + ", " + b);
        }
        if (status < 200) {
            return new Reply(status, headers, new byte[0]);
        }
        boolean bodiless = isHead || status == 204 || status == 304;
        int length = bodiless ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Reply(status, headers, body);
    }

    /** Reads a line without its end. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Reads the next server-sent event that is no ping. */
    public Map<String, String> event() throws IOException {
        Map<String, String> event = anyEvent();
        while (event.get("event").equals("ping")) {
            event = anyEvent();
        }
        return event;
    }

    /** Reads one server-sent event: its fields by name. It must be as the contract says. */
    public Map<String, String> anyEvent() throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (true) {
            String line = line();
            if (line.isEmpty() && !fields.isEmpty()) {
                contract.checkEvent(fields);
                return fields;
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
    }

    /** Whether the server has ended the connection, waiting for it. */
    public boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
