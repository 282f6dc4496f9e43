package io.boxoffice.services.database;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;

/** The thing cannot be deleted while others depend on it (409). */
public final class InUseException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public InUseException(String message) {
        super(HttpProblem.CONFLICT, message);
    }
}
