package io.boxoffice.services.database;

import io.boxoffice.gateway.http.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;

/** A place in a list, as opaque text: which list, and the key and id of the last item seen. */
public record Cursor(String list, String key, long id) {
    private static final char SEPARATOR = '\n';

    public String encode() {
        String text = list + SEPARATOR + id + SEPARATOR + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is thrown for a cursor that no list has told. */
    public static InvalidInputException refused() {
        return new InvalidInputException("cursor", "is not one of this list");
    }

    /**
     * A time that stands in a cursor.
     *
     * @throws InvalidInputException when PostgreSQL could not keep it: then no list has told it
     */
    public static Instant time(Supplier<Instant> text) {
        Instant time = null;
        try {
            time = text.get();
        } catch (RuntimeException e) {
            // Told below.
        }
        if (time == null || !Rows.isStorable(time)) {
            throw refused();
        }
        return time;
    }

    /**
     * @return null for null
     * @throws InvalidInputException when it is not a cursor of this list
     */
    public static Cursor decode(String list, String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(String.valueOf(SEPARATOR), 3);
            // PostgreSQL takes no zero character, in no text.
            if (parts.length == 3 && parts[0].equals(list) && parts[2].indexOf('\0') < 0) {
                return new Cursor(list, parts[2], Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }
}
