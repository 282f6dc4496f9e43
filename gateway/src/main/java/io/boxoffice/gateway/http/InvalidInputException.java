package io.boxoffice.gateway.http;

/** What was given cannot be taken, whatever the state of things (422). */
public final class InvalidInputException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    /**
     * @param field which part of the input, in the words of the record that carried it
     */
    public InvalidInputException(String field, String message) {
        super(Problem.of(HttpProblem.INVALID_VALUE, field + ": " + message).with("field", field));
        this.field = field;
        this.reason = message;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }

    /** Which part of the input is wrong. */
    public String field() {
        return field;
    }
}
