/**
 * The way in: HTTP, event streams, authentication, admission; and the sale itself.
 *
 * <p>{@link io.boxoffice.gateway.Gateway} puts it together from a {@link io.boxoffice.gateway.GatewayConfig}, the
 * {@link io.boxoffice.gateway.GatewayPorts} through which it sees the core and what the sale needs of features, and the
 * {@link io.boxoffice.gateway.route.Feature}s whose routes it serves; it knows none of them. A request goes through
 * {@link io.boxoffice.gateway.http} (bytes), {@link io.boxoffice.gateway.route} (which operation, who, how often) and then a feature,
 * or one of {@link io.boxoffice.gateway.booking} (through the booking core's ring), {@link io.boxoffice.gateway.availability} and
 * {@link io.boxoffice.gateway.stream} (from its published view). {@link io.boxoffice.gateway.openapi} tells clients all this;
 * {@link io.boxoffice.gateway.operations} tells operators how it goes.
 */
package io.boxoffice.gateway;
