package io.boxoffice.gateway.http;

/** Problems of HTTP itself, and of any server behind it. */
public enum HttpProblem implements ProblemCode {
    MALFORMED_REQUEST(400, "The request is not valid HTTP"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_REQUEST(400, "A parameter or field is missing or not valid"),
    INVALID_VALUE(422, "A value cannot be taken"),
    UNAUTHENTICATED(401, "A valid bearer token is needed"),
    TWO_CREDENTIALS(400, "A bearer token and a session's cookie were sent together"),
    FORBIDDEN(403, "The token's role does not allow this"),
    NOT_A_MEMBER(403, "The caller does not act for this organisation"),
    FOREIGN_PAGE(403, "The request does not come from a page of this site"),
    PROOF_NEEDED(403, "The page's proof is missing, or of another session"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource has no such method"),
    NOT_ACCEPTABLE(406, "No representation of the kind asked for"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "The state of the resource does not allow this"),
    PRECONDITION_FAILED(412, "The resource was changed in between"),
    CONTENT_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another kind than is taken here"),
    RANGE_NOT_SATISFIABLE(416, "There is no such part of it"),
    EXPECTATION_FAILED(417, "The expectation cannot be met"),
    MISDIRECTED_REQUEST(421, "The Host is none of this server's"),
    PRECONDITION_REQUIRED(428, "If-Match is needed"),
    TOO_MANY_REQUESTS(429, "Too many requests", 1),
    HEADERS_TOO_LARGE(431, "The header is too large"),
    NOT_IMPLEMENTED(501, "The transfer coding is not supported"),
    HTTP_VERSION_NOT_SUPPORTED(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    OVERLOADED(503, "Too much to do at the moment", 1),
    TOO_MANY_CONNECTIONS(503, "Too many connections", 2),
    TOO_MANY_STREAMS(503, "Too many event streams", 5),
    STOPPING(503, "The server is stopping", 5),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    TOO_LARGE(422, "More is asked for than one request may carry"),
    REQUEST_IN_PROGRESS(409, "A request with this Idempotency-Key is still running", 1);

    private final Meaning meaning;

    HttpProblem(int status, String title) {
        this(status, title, 0);
    }

    HttpProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
