package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;

/** Something of that external id is there, and says something else (409). */
public final class ExternalIdTakenException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param id of what is there
     */
    public ExternalIdTakenException(long id) {
        super(Problem.of(CatalogProblem.EXTERNAL_ID_TAKEN).with("id", Long.toString(id)));
    }
}
