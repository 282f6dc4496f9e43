package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.CoreProblem;
import java.time.Instant;

/** The show is not in a state that allows this (409). */
public final class WrongStateException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public WrongStateException(String message) {
        this(message, null);
    }

    /**
     * @param until when it will be allowed, as far as that is a matter of time; null: it is not, or nobody knows
     */
    public WrongStateException(String message, Instant until) {
        super(
                until == null
                        ? Problem.of(CoreProblem.WRONG_STATE, message)
                        : Problem.of(CoreProblem.WRONG_STATE, message).with("until", until.toString()));
    }
}
