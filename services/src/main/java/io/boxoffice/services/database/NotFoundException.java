package io.boxoffice.services.database;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;

/** There is no such thing, or it is another's: the two look alike (404). */
public final class NotFoundException extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(HttpProblem.NOT_FOUND, message);
    }
}
