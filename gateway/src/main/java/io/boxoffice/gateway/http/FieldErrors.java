package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a request, part by part: told all at once, as {@code errors}. What has the wrong form is 400
 * (invalid_request), what is missing in a body or out of range is 422 (invalid_value); with both, 400. For one request.
 */
public final class FieldErrors {
    /** No field of this name is known. */
    public static final String UNKNOWN_FIELD = "unknown_field";
    /** The field was given already. */
    public static final String REPEATED_FIELD = "repeated_field";
    /** A string where a number is expected, and the like. */
    public static final String WRONG_TYPE = "wrong_type";
    /** A field or parameter that must be given. */
    public static final String MISSING = "missing";
    /** A value that cannot be taken. */
    public static final String INVALID = "invalid";
    /** A value that is said once, when the thing is made, and cannot be changed. */
    public static final String FIXED = "fixed";
    /** The route has no such parameter. */
    public static final String UNKNOWN_PARAMETER = "unknown_parameter";
    /** The parameter was given already. */
    public static final String REPEATED_PARAMETER = "repeated_parameter";

    private static final Set<String> MALFORMED = Set.of(UNKNOWN_FIELD, REPEATED_FIELD, WRONG_TYPE);

    /** More than anybody reads; a body is bound anew for each that is of the wrong kind. */
    private static final int MAX_ERRORS = 30;

    private static final int MAX_NAME_CHARS = 64;

    /** By where they are: the first of each. */
    private final Map<String, Map<String, String>> errors = new LinkedHashMap<>();

    private boolean malformed;

    /**
     * Adds one of a field in the body; what was told of it before stays.
     *
     * @param pointer RFC 6901, from the body's root
     * @param code    for programs: one of those above
     * @param detail  for people; repeats nothing of the body
     */
    public FieldErrors add(String pointer, String code, String detail) {
        if (!isFull()) {
            malformed |= MALFORMED.contains(code);
            errors.putIfAbsent(pointer, error("pointer", pointer, code, detail));
        }
        return this;
    }

    /** Adds one of the field at whose value the parser stands. */
    public FieldErrors add(JsonParser json, String code, String detail) {
        return add(json.getParsingContext().pathAsPointer().toString(), code, detail);
    }

    /** Adds one of a query parameter. */
    public FieldErrors addParameter(String name, String code, String detail) {
        if (!isFull()) {
            malformed = true;
            String shown = name.length() > MAX_NAME_CHARS ? name.substring(0, MAX_NAME_CHARS) : name;
            errors.putIfAbsent(shown, error("parameter", shown, code, detail));
        }
        return this;
    }

    private static Map<String, String> error(String kind, String where, String code, String detail) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put(kind, where);
        error.put("code", code);
        error.put("detail", detail);
        return error;
    }

    /** Adds all of another. */
    void addAll(FieldErrors others) {
        for (Map.Entry<String, Map<String, String>> error : others.errors.entrySet()) {
            if (!isFull()) {
                errors.putIfAbsent(error.getKey(), error.getValue());
            }
        }
        malformed |= others.malformed;
    }

    /** The same, told of a query: its values come as parameters, not in a body. */
    FieldErrors ofParameters() {
        FieldErrors told = new FieldErrors();
        errors.forEach((where, error) -> told.addParameter(
                where.startsWith("/") ? where.substring(1) : where, error.get("code"), error.get("detail")));
        return told;
    }

    /** Whether no more are kept. */
    public boolean isFull() {
        return errors.size() >= MAX_ERRORS;
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Ends the request if there are any. */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidInputException(this);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        errors.forEach((where, error) -> text.append(text.isEmpty() ? "" : "; ")
                .append(where.startsWith("/") ? where.substring(1) : where)
                .append(": ")
                .append(error.get("detail")));
        return text.toString();
    }

    /** As they are told. */
    Problem problem() {
        List<Map<String, String>> all = new ArrayList<>(errors.values());
        return Problem.of(malformed ? HttpProblem.INVALID_REQUEST : HttpProblem.INVALID_VALUE)
                .with("errors", all);
    }
}
