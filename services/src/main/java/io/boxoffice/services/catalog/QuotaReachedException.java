package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;

/** The organisation has as many as it may have (409); deleting some makes room. */
public final class QuotaReachedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param quota which, as the configuration calls it
     */
    public QuotaReachedException(String quota, long limit) {
        super(Problem.of(CatalogProblem.QUOTA_REACHED, "the organisation may have " + limit + " of " + quota)
                .with("quota", quota)
                .with("limit", limit));
    }
}
