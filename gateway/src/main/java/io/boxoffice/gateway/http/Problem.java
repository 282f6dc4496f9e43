package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * An error as it is told to clients (RFC 9457). Immutable.
 *
 * @param detail  a sentence about this occurrence, or null
 * @param members further members: strings, numbers, or lists of strings or of maps of strings
 * @param headers HTTP headers to go with it; Retry-After is there by itself where the code says so
 */
public record Problem(ProblemCode code, String detail, Map<String, Object> members, Map<String, String> headers) {
    /** One a code; codes are constants. */
    private static final ConcurrentMap<ProblemCode, byte[]> PLAIN_BODIES = new ConcurrentHashMap<>();

    public static Problem of(ProblemCode code) {
        return of(code, null);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Map.of(), Map.of());
    }

    /** The same with an HTTP header to go with it. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, detail, members, more);
    }

    /** The same with one more member. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(code, detail, more, headers);
    }

    public Response toResponse() {
        ByteBuf body = detail == null && members.isEmpty() ? plainBody() : Json.write(this::writeTo);
        Response response =
                Response.of(code.status(), Response.PROBLEM_JSON, body).problem(code);
        headers.forEach(response::header);
        if (code.retryAfterSeconds() > 0 && !headers.containsKey("retry-after")) {
            response.header("retry-after", Integer.toString(code.retryAfterSeconds()));
        }
        if (code == HttpProblem.UNAUTHENTICATED) {
            response.header("www-authenticate", "Bearer");
        }
        return response;
    }

    /** One that says no more than its code is the same each time: refusing must be cheap when there is too much to do. */
    private ByteBuf plainBody() {
        byte[] bytes = PLAIN_BODIES.get(code);
        if (bytes == null) {
            bytes = Json.bytes(this::writeTo);
            PLAIN_BODIES.put(code, bytes);
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    private void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "urn:boxoffice:problem:" + code.code());
        json.writeStringField("title", code.title());
        json.writeNumberField("status", code.status());
        json.writeStringField("code", code.code());
        if (detail != null) {
            json.writeStringField("detail", detail);
        }
        for (Map.Entry<String, Object> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            if (member.getValue() instanceof List<?> list) {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            } else if (member.getValue() instanceof Number number) {
                json.writeNumber(number.longValue());
            } else {
                json.writeString(member.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Object element) throws IOException {
        if (element instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.writeStringField(
                        field.getKey().toString(), field.getValue().toString());
            }
            json.writeEndObject();
        } else {
            json.writeString(element.toString());
        }
    }
}
