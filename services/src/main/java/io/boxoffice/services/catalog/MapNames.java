package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What requests say by the names of a seat map: of seats, areas and categories. */
final class MapNames {
    private static final String UNKNOWN = "is not in the seat map";

    private MapNames() {}

    /**
     * What is said by name, with the names as the map has them: one that is unknown as it was sent is cleaned, as the map's own were.
     *
     * @param at     where it stands in the request, a JSON pointer
     * @param known  whether a name is in the map
     * @param errors gets the names that are not
     */
    static <T> Map<String, T> known(Map<String, T> stated, String at, Predicate<String> known, FieldErrors errors) {
        if (stated.keySet().stream().allMatch(known)) {
            return stated;
        }
        Map<String, T> named = new HashMap<>();
        stated.forEach((name, value) -> {
            String inMap = known(name, at + '/' + escaped(name), known, errors);
            if (inMap != null) {
                named.put(inMap, value);
            }
        });
        return named;
    }

    /** One name as the map has it, or null when it has not. */
    static String known(String name, String at, Predicate<String> known, FieldErrors errors) {
        if (known.test(name)) {
            return name;
        }
        String why = UNKNOWN;
        try {
            String clean = Texts.line(name, "");
            if (known.test(clean)) {
                return clean;
            }
        } catch (InvalidInputException e) {
            why = "has characters that are not allowed";
        }
        errors.add(at, FieldErrors.INVALID, why);
        return null;
    }

    /** A step of a JSON pointer (RFC 6901). */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
