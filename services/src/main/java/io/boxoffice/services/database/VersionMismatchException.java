package io.boxoffice.services.database;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;

/** The thing was changed since the version the caller knew (412). */
public final class VersionMismatchException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public VersionMismatchException(String message) {
        super(HttpProblem.PRECONDITION_FAILED, message);
    }
}
