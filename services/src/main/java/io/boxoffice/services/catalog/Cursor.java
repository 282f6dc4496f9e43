package io.boxoffice.services.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in a list, as opaque text: which list, and the key and id of the last item seen. */
record Cursor(String list, String key, long id) {
    private static final char SEPARATOR = '\n';

    String encode() {
        String text = list + SEPARATOR + id + SEPARATOR + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return null for null
     * @throws InvalidInputException when it is not a cursor of this list
     */
    static Cursor decode(String list, String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(String.valueOf(SEPARATOR), 3);
            if (parts.length == 3 && parts[0].equals(list)) {
                return new Cursor(list, parts[2], Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("cursor", "is not one of this list");
        }
        throw new InvalidInputException("cursor", "is not one of this list");
    }
}
