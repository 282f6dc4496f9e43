package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of the catalog alone. */
public enum CatalogProblem implements ProblemCode {
    QUOTA_REACHED(409, "There are as many as there may be"),
    EXTERNAL_ID_TAKEN(409, "Something else has this externalId"),
    HALL_TAKEN(409, "Another show is in the hall at that time"),
    SHOW_DOUBLED(409, "The event has a show in the hall that starts at that time"),
    NO_SUCH_TIME(422, "The clocks of the venue skip this time on that day"),
    SEASON_CONFLICTS(409, "Some of the shows cannot be made, and none was");

    private final Meaning meaning;

    CatalogProblem(int status, String title) {
        meaning = new Meaning(status, title, 0);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
