package io.boxoffice.services.database;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of PostgreSQL. */
public enum DatabaseProblem implements ProblemCode {
    DATABASE_UNAVAILABLE(503, "The database cannot be reached", 5);

    private final int status;
    private final String title;
    private final int retryAfterSeconds;

    DatabaseProblem(int status, String title, int retryAfterSeconds) {
        this.status = status;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
