package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads a body that is one JSON object, field by field, without building a tree: for what is hot or large; all else is a record
 * ({@code gateway.record}). A handler refuses a name that it does not know by {@code default -> throw unknown(json)}, and a value by
 * {@link #wrongType} or {@link #invalid}. Each such refusal ends the handling of that field alone: the rest of the body is read, and
 * all errors are told at once, each with its pointer.
 */
public final class JsonFields {

    private JsonFields() {}

    /** Takes one field; the parser stands at its value. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Reads the value, or leaves it.
         *
         * @throws InvalidInputException to refuse it; reading goes on behind it
         */
        void onField(String name, JsonParser value) throws IOException;
    }

    /** Takes one element; the parser stands at it. */
    @FunctionalInterface
    public interface ElementHandler {
        /**
         * Reads the element, or leaves it.
         *
         * @throws InvalidInputException to refuse it; reading goes on behind it
         */
        void onElement(JsonParser value) throws IOException;
    }

    /**
     * Reads the whole body.
     *
     * @param required names that must be there
     * @throws InvalidInputException with all that was refused
     * @throws ProblemException malformed_json
     */
    public static void read(ByteBuf body, Handler handler, String... required) {
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(HttpProblem.INVALID_REQUEST, "the body must be a JSON object");
            }
            fields(json, handler, required);
            if (json.nextToken() != null) {
                throw new ProblemException(HttpProblem.MALFORMED_JSON, "something follows the JSON value");
            }
        } catch (JsonProcessingException | CharConversionException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of bytes. */
    public static void read(byte[] body, Handler handler) {
        read(Unpooled.wrappedBuffer(body), handler);
    }

    /**
     * Reads the object the parser stands at.
     *
     * @param required names that must be there
     */
    public static void object(JsonParser json, Handler handler, String... required) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType(json, "must be an object");
        }
        fields(json, handler, required);
    }

    private static void fields(JsonParser json, Handler handler, String... required) throws IOException {
        FieldErrors errors = null;
        long seen = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            if (hasLoneSurrogate(field)) {
                // Not named: it cannot be written.
                throw new ProblemException(
                        HttpProblem.INVALID_REQUEST, "the name of a field has half of a surrogate pair");
            }
            for (int i = 0; i < required.length; i++) {
                seen |= required[i].equals(field) ? 1L << i : 0;
            }
            int depth = json.getParsingContext().getNestingDepth();
            json.nextToken();
            try {
                handler.onField(field, json);
            } catch (InvalidInputException e) {
                errors = added(errors, e);
            }
            leave(json, depth);
        }
        for (int i = 0; i < required.length; i++) {
            if ((seen & 1L << i) == 0) {
                String object = json.getParsingContext().pathAsPointer().toString();
                errors = errors == null ? new FieldErrors() : errors;
                errors.add(object + '/' + required[i], FieldErrors.MISSING, "must be given");
            }
        }
        if (errors != null) {
            throw new InvalidInputException(errors);
        }
    }

    private static FieldErrors added(FieldErrors errors, InvalidInputException e) {
        if (errors == null) {
            return e.errors();
        }
        errors.addAll(e.errors());
        return errors;
    }

    /** Goes to the end of the value that a handler left, at its start or amid it. */
    private static void leave(JsonParser json, int depth) throws IOException {
        while (json.getParsingContext().getNestingDepth() > depth && json.nextToken() != null) {
            // What is skipped is not looked at.
        }
    }

    /** Reads the array the parser stands at. */
    public static void array(JsonParser json, ElementHandler handler) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(json, "must be an array");
        }
        int depth = json.getParsingContext().getNestingDepth();
        FieldErrors errors = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            try {
                handler.onElement(json);
            } catch (InvalidInputException e) {
                errors = added(errors, e);
            }
            leave(json, depth);
        }
        if (errors != null) {
            throw new InvalidInputException(errors);
        }
    }

    public static String string(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(json, "must be a string");
        }
        String text = json.getText();
        if (hasLoneSurrogate(text)) {
            throw wrongType(json, "has half of a surrogate pair, which is not a character");
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
    public static String stringOrNull(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : string(json);
    }

    /** An id: a string of digits. */
    public static long id(JsonParser json) throws IOException {
        long id = Ids.parse(string(json));
        if (id <= 0) {
            throw wrongType(json, "must be an id: a string of digits");
        }
        return id;
    }

    /** A whole number within bounds. */
    public static long integer(JsonParser json, long min, long max) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(json, "must be a whole number");
        }
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long value = fits ? json.getLongValue() : 0;
        if (!fits || value < min || value > max) {
            throw invalid(json, "must be from " + min + " to " + max);
        }
        return value;
    }

    /** A finite number. */
    public static double decimal(JsonParser json) throws IOException {
        boolean number = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        double value = number ? json.getDoubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            throw wrongType(json, "must be a number");
        }
        return value;
    }

    public static boolean bool(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            throw wrongType(json, "must be true or false");
        }
        return json.getBooleanValue();
    }

    /** The refusal of a field that the object has not (400): what a handler throws for a name that it does not know. */
    public static InvalidInputException unknown(JsonParser json) {
        return new InvalidInputException(new FieldErrors().add(json, FieldErrors.UNKNOWN_FIELD, "is no field here"));
    }

    /** The refusal of a value that is not of the kind expected (400). */
    public static InvalidInputException wrongType(JsonParser json, String detail) {
        return new InvalidInputException(new FieldErrors().add(json, FieldErrors.WRONG_TYPE, detail));
    }

    /** The refusal of a value of the right kind that cannot be taken (422). */
    public static InvalidInputException invalid(JsonParser json, String detail) {
        return new InvalidInputException(new FieldErrors().add(json, FieldErrors.INVALID, detail));
    }

    /** The refusal of a body that is no JSON, or names a field twice. */
    public static ProblemException unreadable(Exception cause) {
        if (cause instanceof StreamReadException e && isRepeatedName(e)) {
            return new InvalidInputException(
                    new FieldErrors().add(e.getProcessor(), FieldErrors.REPEATED_FIELD, "is given twice"));
        }
        return new ProblemException(malformed(cause));
    }

    private static boolean isRepeatedName(StreamReadException e) {
        return e.getProcessor() != null && e.getOriginalMessage().startsWith("Duplicate field");
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
