/**
 * HTTP/1.1 on Netty: connections, requests, answers, and how errors are told.
 *
 * <p>{@link io.boxoffice.gateway.http.HttpServer} binds a port. Each connection is a
 * {@link io.boxoffice.gateway.http.StrictRequestDecoder} (refuses what could be read in two ways) and an
 * {@link io.boxoffice.gateway.http.HttpConnection}, which turns requests into
 * {@link io.boxoffice.gateway.http.Exchange}s, hands them to the {@link io.boxoffice.gateway.http.RequestHandler} and writes
 * the answers in the order of the requests, whatever order they become ready in. Every size and time is a number in
 * {@link io.boxoffice.gateway.http.HttpLimits}. Errors are {@link io.boxoffice.gateway.http.Problem}s whose stable codes
 * are {@link io.boxoffice.gateway.http.ProblemCode}s: those of HTTP itself stand in {@link io.boxoffice.gateway.http.HttpProblem}, others beside what
 * throws them.
 */
package io.boxoffice.gateway.http;
