package io.boxoffice.gateway.http;

/** What a connection needs of its server. */
interface ConnectionOwner {
    HttpLimits limits();

    RequestHandler handler();

    HeldBytes held();

    BodyBudget bodies();

    ClientAddresses addresses();

    /** Whether bodies that are shared leave little room for others. */
    boolean isSharedPressed();

    /** Whether it stops. */
    boolean isDraining();

    /** A connection is over. */
    void closed(HttpConnection connection);
}
