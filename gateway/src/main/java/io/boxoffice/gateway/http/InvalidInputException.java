package io.boxoffice.gateway.http;

/** Parts of a request cannot be taken, whatever the state of things: 400 or 422, with {@code errors}. */
public final class InvalidInputException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient FieldErrors errors;
    private final String field;
    private final String reason;

    /** All that is wrong. */
    public InvalidInputException(FieldErrors errors) {
        this(null, null, errors);
    }

    /**
     * A value that cannot be taken (422); in a query, it is 400.
     *
     * @param field   which part of the input, in the words of the record that carried it; a dot leads to a part of a part
     * @param message what is wrong with it
     */
    public InvalidInputException(String field, String message) {
        this(field, FieldErrors.INVALID, message);
    }

    InvalidInputException(String field, String code, String message) {
        this(field, message, new FieldErrors().add('/' + field.replace('.', '/'), code, message));
    }

    private InvalidInputException(String field, String reason, FieldErrors errors) {
        super(errors.problem());
        this.errors = errors;
        this.field = field;
        this.reason = reason;
    }

    /** All that is wrong, for logs. */
    @Override
    public String getMessage() {
        return errors.toString();
    }

    /** Which part of the input is wrong, if it is one alone. */
    public String field() {
        return field;
    }

    /** What is wrong with it, if it is one alone. */
    public String reason() {
        return reason;
    }

    /** The problem where the input was a query. */
    public Problem ofParameters() {
        return errors.ofParameters().problem();
    }

    FieldErrors errors() {
        return errors;
    }
}
