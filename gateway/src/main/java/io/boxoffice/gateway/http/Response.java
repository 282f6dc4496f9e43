package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A whole answer: status, headers, body. Made by one thread and given to {@link Exchange#respond} once, which takes over the
 * body's reference.
 */
public final class Response {
    public static final String JSON = "application/json";
    public static final String PROBLEM_JSON = "application/problem+json";

    private final int status;
    private final String contentType;
    private final ByteBuf body;
    private final boolean shared;
    private final List<String> headers = new ArrayList<>(4);
    private ProblemCode problem;
    private boolean close;

    private Response(int status, String contentType, ByteBuf body, boolean shared) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.shared = shared;
    }

    public static Response of(int status, String contentType, ByteBuf body) {
        return new Response(status, contentType, body, false);
    }

    /** With a body that other answers share; null when the bytes are gone. */
    public static Response of(int status, String contentType, SharedBytes body) {
        ByteBuf bytes = body.tryTake();
        return bytes == null ? null : new Response(status, contentType, bytes, true);
    }

    public static Response of(int status, String contentType, byte[] body) {
        return of(status, contentType, Unpooled.wrappedBuffer(body));
    }

    /** A JSON body. */
    public static Response json(int status, Json.Writer writer) {
        return of(status, JSON, Json.write(writer));
    }

    /** A JSON body, written the short way. */
    public static Response jsonBytes(int status, Consumer<JsonBytes> writer) {
        return of(status, JSON, JsonBytes.write(writer));
    }

    /** No body: 204, 304. */
    public static Response empty(int status) {
        return of(status, null, Unpooled.EMPTY_BUFFER);
    }

    /** No body yet, or none to a HEAD request, but a type. */
    public static Response empty(int status, String contentType) {
        return of(status, contentType, Unpooled.EMPTY_BUFFER);
    }

    /** Adds a header; the value must not come from a client unchecked. */
    public Response header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    /** Gives a header another value; one that was not added is added. The value must not come from a client unchecked. */
    public Response replaceHeader(String name, String value) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equals(name)) {
                headers.set(i + 1, value);
                return this;
            }
        }
        return header(name, value);
    }

    /** Whether a header of this name, in lower case, was added. */
    public boolean hasHeader(String name) {
        return header(name) != null;
    }

    /** The first header of a name in lower case, or null. */
    public String header(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equals(name)) {
                return headers.get(i + 1);
            }
        }
        return null;
    }

    /** Adds all headers but one to another answer. */
    public void copyHeadersTo(Response other, String except) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (!headers.get(i).equals(except)) {
                other.header(headers.get(i), headers.get(i + 1));
            }
        }
    }

    /** Whether the body is JSON, and no problem. */
    public boolean isJson() {
        return JSON.equals(contentType);
    }

    /** A page. */
    public boolean isHtml() {
        return contentType != null && contentType.startsWith("text/html");
    }

    /** Ends the connection after this answer. */
    public Response close() {
        close = true;
        return this;
    }

    /** The same answer, status and headers and all, with another body. */
    public Response withBody(String otherType, byte[] bytes) {
        Response other = new Response(status, otherType, Unpooled.wrappedBuffer(bytes), false);
        other.headers.addAll(headers);
        other.problem = problem;
        other.close = close;
        return other;
    }

    Response problem(ProblemCode code) {
        problem = code;
        return this;
    }

    public int status() {
        return status;
    }

    /** The code of the problem this answer tells of, or null. */
    public ProblemCode problem() {
        return problem;
    }

    /** What the body is; null where there is none. */
    public String contentType() {
        return contentType;
    }

    public ByteBuf body() {
        return body;
    }

    /** Bytes of the body that are kept for this answer alone. */
    int ownBytes() {
        return shared ? 0 : body.readableBytes();
    }

    List<String> headers() {
        return headers;
    }

    boolean closes() {
        return close;
    }
}
