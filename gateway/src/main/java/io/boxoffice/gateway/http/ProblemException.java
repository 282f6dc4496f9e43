package io.boxoffice.gateway.http;

/**
 * Ends the handling of a request with a {@link Problem}. Carries no stack trace unless it has a cause: it is an answer, not a fault.
 * What may be told apart by who catches it is a class of its own, beside what throws it.
 */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail() == null ? problem.code().code() : problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(ProblemCode code) {
        this(Problem.of(code));
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /**
     * Of a server that cannot do it now: clients are told the code alone.
     *
     * @param message for the log
     * @param cause   may be null
     */
    public ProblemException(ProblemCode code, String message, Throwable cause) {
        super(message, cause, cause != null, cause != null);
        problem = Problem.of(code);
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
