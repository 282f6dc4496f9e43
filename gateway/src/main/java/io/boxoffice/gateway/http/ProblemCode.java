package io.boxoffice.gateway.http;

import java.util.Locale;

/**
 * The stable codes of error answers, each with its HTTP status and title. Programs decide by {@link #code()}; titles are for
 * people and may change.
 */
public enum ProblemCode {
    // The request itself.
    MALFORMED_REQUEST(400, "The request is not valid HTTP"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_REQUEST(400, "A parameter or field is missing or not valid"),
    INVALID_VALUE(422, "A value cannot be taken"),
    UNAUTHENTICATED(401, "A valid bearer token is needed"),
    PAYMENT_DECLINED(402, "The payment was declined"),
    FORBIDDEN(403, "The token's role does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource has no such method"),
    NOT_ACCEPTABLE(406, "No representation of the kind asked for"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    QUOTA_REACHED(409, "The organisation has as many as it may have"),
    CONFLICT(409, "The state of the resource does not allow this"),
    PRECONDITION_FAILED(412, "The resource was changed in between"),
    CONTENT_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    EXPECTATION_FAILED(417, "The expectation cannot be met"),
    MISDIRECTED_REQUEST(421, "The Host is none of this server's"),
    PRECONDITION_REQUIRED(428, "If-Match is needed"),
    TOO_MANY_REQUESTS(429, "Too many requests", 1),
    HEADERS_TOO_LARGE(431, "The header is too large"),
    NOT_IMPLEMENTED(501, "The transfer coding is not supported"),
    HTTP_VERSION_NOT_SUPPORTED(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here"),

    // The server.
    INTERNAL_ERROR(500, "Something went wrong here"),
    OVERLOADED(503, "Too much to do at the moment", 1),
    TOO_MANY_CONNECTIONS(503, "Too many connections", 2),
    TOO_MANY_STREAMS(503, "Too many event streams", 5),
    STOPPING(503, "The server is stopping", 5),
    DATABASE_UNAVAILABLE(503, "The database cannot be reached", 5),
    PAYMENTS_UNAVAILABLE(503, "Payments cannot be taken here at the moment", 5),
    STORAGE_LOW(503, "Too little disk space to take on more", 60),
    CAPACITY_REACHED(503, "A configured total is reached", 30),
    TRY_AGAIN(503, "Lapsed holds are still being given back", 1),

    // Idempotency keys.
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    REQUEST_IN_PROGRESS(409, "A request with this Idempotency-Key is still running", 1),

    // The booking core's refusals.
    MALFORMED_COMMAND(400, "The booking core cannot make sense of the request"),
    UNKNOWN_SHOW(404, "There is no such show"),
    UNKNOWN_SEAT_MAP(404, "There is no such seat map"),
    UNKNOWN_RESERVATION(404, "There is no such hold or booking"),
    UNKNOWN_PAYMENT(404, "There is no such payment"),
    UNKNOWN_TICKET(404, "There is no such ticket"),
    UNKNOWN_SEAT(422, "The seat map has no such seat"),
    UNKNOWN_AREA(422, "The seat map has no such area"),
    UNKNOWN_CATEGORY(422, "The seat map has no such category"),
    UNKNOWN_TYPE(422, "The show has no such ticket type"),
    DUPLICATE_UNIT(422, "A seat or area is named twice"),
    EMPTY_REQUEST(422, "Nothing is asked for"),
    TOO_LARGE(422, "More is asked for than one request may carry"),
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

    private final int status;
    private final String title;
    private final int retryAfterSeconds;

    ProblemCode(int status, String title) {
        this(status, title, 0);
    }

    ProblemCode(int status, String title, int retryAfterSeconds) {
        this.status = status;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** What stands in the answer's {@code code}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What to say in Retry-After; 0: nothing. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
