/**
 * The way in: HTTP, event streams, authentication, admission.
 *
 * <p>{@link io.boxoffice.gateway.Gateway} puts it together from a {@link io.boxoffice.gateway.GatewayConfig} and the
 * {@link io.boxoffice.gateway.GatewayPorts} through which it sees the other rooms. A request goes through
 * {@link io.boxoffice.gateway.http} (bytes), {@link io.boxoffice.gateway.route} (which operation, who, how often) and one of
 * {@link io.boxoffice.gateway.booking} (through the booking core's ring), {@link io.boxoffice.gateway.availability} and
 * {@link io.boxoffice.gateway.stream} (from its published view), {@link io.boxoffice.gateway.payment} and
 * {@link io.boxoffice.gateway.catalog} (through the services). {@link io.boxoffice.gateway.openapi} tells clients all this;
 * {@link io.boxoffice.gateway.admin} tells operators how it goes.
 */
package io.boxoffice.gateway;
