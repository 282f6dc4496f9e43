package io.boxoffice.services.account;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of sessions, guests and codes. */
public enum AccountProblem implements ProblemCode {
    TOO_MANY_ADDRESSES(409, "So many holds and bookings have an address as may"),
    CODE_NOT_VALID(422, "The code is wrong, was used, or is too old"),
    MAIL_OFF(503, "This server sends no mail", 3_600);

    private final Meaning meaning;

    AccountProblem(int status, String title) {
        this(status, title, 0);
    }

    AccountProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
