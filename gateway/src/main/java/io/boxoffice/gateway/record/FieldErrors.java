package io.boxoffice.gateway.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a body, field by field. For one body. */
public final class FieldErrors {
    /** More than anybody reads; a body is bound anew for each that is of the wrong kind. */
    private static final int MAX_ERRORS = 30;

    /** By their pointers: the first of each. */
    private final Map<String, Map<String, String>> errors = new LinkedHashMap<>();

    /**
     * Adds what is wrong with a field; what was told of it before stays.
     *
     * @param pointer RFC 6901, from the body's root
     * @param code    for programs: {@code missing}, {@code invalid}, {@code fixed}, {@code unknown_field}, {@code wrong_type}
     * @param detail  for people; repeats nothing of the body
     */
    public void add(String pointer, String code, String detail) {
        if (!isFull()) {
            errors.putIfAbsent(pointer, Map.of("pointer", pointer, "code", code, "detail", detail));
        }
    }

    boolean isFull() {
        return errors.size() >= MAX_ERRORS;
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** As a problem tells them. */
    List<Map<String, String>> list() {
        return new ArrayList<>(errors.values());
    }
}
