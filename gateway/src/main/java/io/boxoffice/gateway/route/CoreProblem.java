package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.ProblemCode;

/** The booking core's refusals; {@link Rejections} words them. */
public enum CoreProblem implements ProblemCode {
    STORAGE_LOW(503, "Too little disk space to take on more", 60),
    CAPACITY_REACHED(503, "A configured total is reached", 30),
    TRY_AGAIN(503, "Lapsed holds are still being given back", 1),
    MALFORMED_COMMAND(400, "The booking core cannot make sense of the request"),
    UNKNOWN_SEAT(422, "The seat map has no such seat"),
    UNKNOWN_AREA(422, "The seat map has no such area"),
    UNKNOWN_CATEGORY(422, "The seat map has no such category"),
    UNKNOWN_TYPE(422, "The show has no such ticket type"),
    DUPLICATE_UNIT(422, "A seat or area is named twice"),
    EMPTY_REQUEST(422, "Nothing is asked for"),
    UPLOAD_MISMATCH(422, "The content is not valid for its target"),
    SHOW_NOT_ON_SALE(409, "The show is not on sale"),
    SEAT_UNAVAILABLE(409, "Seats are not free any more"),
    NO_ADJACENT_BLOCK(409, "Not enough free seats together"),
    AREA_FULL(409, "The area has not enough places left"),
    STRANDED_SEAT(409, "A single seat would be left alone"),
    PRICE_CHANGED(409, "The amount is not the expected one"),
    LIMIT_EXCEEDED(409, "More than the limit"),
    HOLD_EXPIRED(409, "The hold has expired"),
    WRONG_STATE(409, "The state of the hold, booking or show does not allow this"),
    EXTENSIONS_USED_UP(409, "The hold cannot be extended again"),
    PAYMENT_IN_PROGRESS(409, "A payment is under way"),
    TOO_LATE(409, "It is too late for that"),
    ALREADY_CHECKED_IN(409, "The ticket was used before"),
    TICKET_CANCELLED(409, "The ticket was given back"),
    WRONG_SHOW(409, "The ticket is for another show"),
    CHECK_IN_NOT_OPEN(409, "The show does not admit now"),
    TICKET_REISSUED(409, "A newer ticket was made; this one is not valid any more"),
    NOT_CHECKED_IN(409, "The ticket was not used"),
    HOLD_LIFE_OVER(409, "Too little time is left of this hold"),
    TYPE_NOT_SOLD(409, "The ticket type is not sold for these seats"),
    TOO_MANY_COMPANIONS(409, "More companions than the hold may have"),
    NO_PRICES(409, "The show has no prices yet"),
    UPLOAD_INTERRUPTED(409, "The upload lapsed; send it again"),
    ALREADY_EXISTS(409, "There is something else with this id");

    private final Meaning meaning;

    CoreProblem(int status, String title) {
        this(status, title, 0);
    }

    CoreProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
