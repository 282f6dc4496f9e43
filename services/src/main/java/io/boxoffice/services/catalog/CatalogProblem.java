package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of the catalog alone. */
public enum CatalogProblem implements ProblemCode {
    QUOTA_REACHED(409, "There are as many as there may be");

    private final int status;
    private final String title;

    CatalogProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
