/**
 * The port for those who run the server: {@code /livez}, {@code /readyz}, {@code /metrics}. It is up before recovery begins,
 * so {@link io.boxoffice.gateway.admin.AdminServer} depends on nothing but what it is told in a
 * {@link io.boxoffice.gateway.admin.Readiness}.
 */
package io.boxoffice.gateway.admin;
