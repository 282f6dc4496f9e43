package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;

/** A configured limit on work under way is reached; nothing was started. Worth trying again a little later. */
public final class OverloadedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        super(HttpProblem.OVERLOADED, message, null);
    }
}
