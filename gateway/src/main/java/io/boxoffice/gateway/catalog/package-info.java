/**
 * Venues, halls, seat maps, events and shows over HTTP.
 *
 * <p>Nothing here is hot: bodies are read and written on the services' threads, where the services'
 * {@link io.boxoffice.services.catalog} may wait for PostgreSQL. {@link io.boxoffice.gateway.catalog.VenueRoutes},
 * {@link io.boxoffice.gateway.catalog.SeatMapRoutes}, {@link io.boxoffice.gateway.catalog.EventRoutes} and
 * {@link io.boxoffice.gateway.catalog.ShowRoutes} are the operations; classes in {@code …Body} read bodies,
 * {@link io.boxoffice.gateway.catalog.CatalogJson} writes them; {@link io.boxoffice.gateway.catalog.CatalogCalls} is what all
 * of them share: who acts, keys of retries, versions.
 */
package io.boxoffice.gateway.catalog;
