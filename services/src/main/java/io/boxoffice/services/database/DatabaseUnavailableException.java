package io.boxoffice.services.database;

import io.boxoffice.gateway.http.ProblemException;

/** PostgreSQL cannot be reached, or is not ready yet (503). Selling goes on without it. */
public final class DatabaseUnavailableException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(DatabaseProblem.DATABASE_UNAVAILABLE, message, cause);
    }
}
