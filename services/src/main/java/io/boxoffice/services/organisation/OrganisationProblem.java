package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of organisations alone. */
public enum OrganisationProblem implements ProblemCode {
    INVITATION_NOT_VALID(422, "The code is wrong, was used, or is too old"),
    ALREADY_A_MEMBER(409, "The person is a member already"),
    LAST_OWNER(409, "An organisation keeps an owner"),
    ORGANISATION_CLOSED(409, "The organisation is closed for good");

    private final Meaning meaning;

    OrganisationProblem(int status, String title) {
        meaning = new Meaning(status, title, 0);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
