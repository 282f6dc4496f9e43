/**
 * Which request goes where, and under which conditions.
 *
 * <p>A {@link io.boxoffice.gateway.route.Route} says all about one operation: method and path, who may, what comes in and goes
 * out (the OpenAPI document is made of this), and the handler. {@link io.boxoffice.gateway.route.Router} finds routes;
 * {@link io.boxoffice.gateway.route.Dispatcher} is the server's request handler: it matches, authenticates, limits, and calls
 * the handler with a {@link io.boxoffice.gateway.route.Call} on the event loop. What blocks goes through
 * {@link io.boxoffice.gateway.route.BlockingCalls}. {@link io.boxoffice.gateway.route.Failures} words what the rooms behind
 * throw as problems.
 */
package io.boxoffice.gateway.route;
