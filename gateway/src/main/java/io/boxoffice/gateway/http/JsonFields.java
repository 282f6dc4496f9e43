package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads a body that is one JSON object, field by field, without building a tree. Fields nobody knows are skipped. */
public final class JsonFields {
    private static final long END_OF_9999_S =
            Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    private JsonFields() {}

    /** Takes one field; the parser stands at its value. */
    @FunctionalInterface
    public interface Handler {
        void onField(String name, JsonParser value) throws IOException;
    }

    /** Takes one element; the parser stands at it. */
    @FunctionalInterface
    public interface ElementHandler {
        void onElement(JsonParser value) throws IOException;
    }

    /**
     * Reads the whole body.
     *
     * @throws ProblemException malformed_json or invalid_request
     */
    public static void read(ByteBuf body, Handler handler) {
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(HttpProblem.INVALID_REQUEST, "the body must be a JSON object");
            }
            fields(json, handler);
            if (json.nextToken() != null) {
                throw new ProblemException(HttpProblem.MALFORMED_JSON, "something follows the JSON value");
            }
        } catch (JsonProcessingException | CharConversionException e) {
            throw new ProblemException(malformed(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of bytes. */
    public static void read(byte[] body, Handler handler) {
        read(Unpooled.wrappedBuffer(body), handler);
    }

    /** Reads the object the parser stands at. */
    public static void object(JsonParser json, String name, Handler handler) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(name, "must be an object");
        }
        fields(json, handler);
    }

    private static void fields(JsonParser json, Handler handler) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            if (hasLoneSurrogate(field)) {
                // Not named: it cannot be written.
                throw new ProblemException(
                        HttpProblem.INVALID_REQUEST, "the name of a field has half of a surrogate pair");
            }
            json.nextToken();
            handler.onField(field, json);
            // A handler that does not know the field leaves the parser at its start.
            if (json.currentToken() == JsonToken.START_OBJECT || json.currentToken() == JsonToken.START_ARRAY) {
                json.skipChildren();
            }
        }
    }

    /** Reads the array the parser stands at. */
    public static void array(JsonParser json, String name, ElementHandler handler) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw invalid(name, "must be an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            handler.onElement(json);
        }
    }

    public static String string(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(name, "must be a string");
        }
        String text = json.getText();
        if (hasLoneSurrogate(text)) {
            throw invalid(name, "has half of a surrogate pair, which is not a character");
        }
        return text;
    }

    /** JSON can escape what no UTF-8 can carry; kept, it would come back as a question mark. */
    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** A string, or null for null. */
    public static String stringOrNull(JsonParser json, String name) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : string(json, name);
    }

    /** An id: a string of digits. */
    public static long id(JsonParser json, String name) throws IOException {
        long id = Ids.parse(string(json, name));
        if (id <= 0) {
            throw invalid(name, "must be an id: a string of digits");
        }
        return id;
    }

    /** A whole number within bounds. */
    public static long integer(JsonParser json, String name, long min, long max) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw invalid(name, "must be a whole number");
        }
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = fits ? json.getLongValue() : 0;
        if (!fits || value < min || value > max) {
            throw invalid(name, "must be from " + min + " to " + max);
        }
        return value;
    }

    /** A time with its offset, or null. */
    public static Instant timeOrNull(JsonParser json, String name) throws IOException {
        String text = stringOrNull(json, name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid(name, "must be a time like 2026-01-31T19:30:00Z");
        }
    }

    /**
     * A time that PostgreSQL and the booking core can both keep.
     *
     * @return milliseconds since 1970, from 1, as 0 is no time, to the end of the year 9999
     */
    public static long timeMs(JsonParser json, String name) throws IOException {
        Instant time = timeOrNull(json, name);
        if (time == null || time.getEpochSecond() < 1 || time.getEpochSecond() >= END_OF_9999_S) {
            throw invalid(name, "must be a time in the years 1970 to 9999");
        }
        return time.toEpochMilli();
    }

    /** A finite number. */
    public static double decimal(JsonParser json, String name) throws IOException {
        boolean number = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        double value = number ? json.getDoubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            throw invalid(name, "must be a number");
        }
        return value;
    }

    public static boolean bool(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            throw invalid(name, "must be true or false");
        }
        return json.getBooleanValue();
    }

    /** invalid_request, naming the field. */
    public static ProblemException invalid(String field, String why) {
        return new ProblemException(
                Problem.of(HttpProblem.INVALID_REQUEST, field + " " + why).with("field", field));
    }

    /** Says where, but repeats nothing of the body: it may hold what nobody should see again. */
    public static Problem malformed(Exception cause) {
        if (cause instanceof JsonProcessingException e && e.getLocation() != null) {
            int line = e.getLocation().getLineNr();
            return Problem.of(
                    HttpProblem.MALFORMED_JSON,
                    "at line " + line + ", column " + e.getLocation().getColumnNr());
        }
        return Problem.of(HttpProblem.MALFORMED_JSON);
    }
}
