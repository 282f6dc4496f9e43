/**
 * The port for those who run the server: a page that says how it is, {@code /status}, {@code /livez}, {@code /readyz}, {@code /metrics}.
 * It is up before recovery begins, so {@link io.boxoffice.gateway.operations.AdminServer} depends on nothing but what it is told in a
 * {@link io.boxoffice.gateway.operations.Readiness} and on a {@link io.boxoffice.gateway.status.StatusBoard}.
 */
package io.boxoffice.gateway.operations;
