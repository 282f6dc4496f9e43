package io.boxoffice.services.database;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of PostgreSQL. */
public enum DatabaseProblem implements ProblemCode {
    DATABASE_UNAVAILABLE(503, "The database cannot be reached", 5);

    private final Meaning meaning;

    DatabaseProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
