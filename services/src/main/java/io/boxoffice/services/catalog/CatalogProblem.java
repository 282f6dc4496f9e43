package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of the catalog alone. */
public enum CatalogProblem implements ProblemCode {
    QUOTA_REACHED(409, "There are as many as there may be"),
    EXTERNAL_ID_TAKEN(409, "Something else has this externalId"),
    HALL_TAKEN(409, "Another show is in the hall at that time");

    private final Meaning meaning;

    CatalogProblem(int status, String title) {
        meaning = new Meaning(status, title, 0);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
