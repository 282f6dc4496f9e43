package io.boxoffice.gateway.http;

/** What a server does with requests. All methods are called on the connection's event loop and must not block. */
public interface RequestHandler {
    /**
     * The header of a request has arrived. Refusing here spares reading the body.
     *
     * @return how many bytes of body this request may have
     * @throws ProblemException to refuse it
     */
    int onHeader(Exchange exchange);

    /**
     * The whole request is there. It must be answered by {@link Exchange#respond} or {@link Exchange#startStream}, now or
     * later.
     *
     * @throws ProblemException as a way to answer
     */
    void onRequest(Exchange exchange);

    /** Also for requests that were refused. Called once an exchange has its answer, before it is written. */
    void onResponse(Exchange exchange, Response response);
}
