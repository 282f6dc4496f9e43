package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;

/** An organisation, or a person, has as many as they may have (409); deleting some makes room. */
public final class QuotaReachedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param quota which, as the configuration calls it
     */
    public QuotaReachedException(String quota, long limit) {
        super(Problem.of(CatalogProblem.QUOTA_REACHED, "there may be " + limit + " of " + quota)
                .with("quota", quota)
                .with("limit", limit));
    }
}
