/**
 * Venues, halls, seat maps, events and shows. {@link io.boxoffice.services.catalog.CatalogFeature} puts it together; the classes
 * named {@code …Routes} are its operations, {@code …Body} what they are sent, {@code …Json} what they answer.
 *
 * <p>{@link io.boxoffice.services.database.SqlDatabase} is the way to PostgreSQL (schema {@code catalog}). {@link
 * io.boxoffice.services.catalog.VenueCatalog}, {@link io.boxoffice.services.catalog.SeatMapCatalog}, {@link
 * io.boxoffice.services.catalog.EventCatalog} and {@link io.boxoffice.services.catalog.ShowCatalog} keep what organizers
 * make; {@link io.boxoffice.services.catalog.CatalogSearch} finds shows of it. A show's changes are first written down as intended,
 * then told to the booking core in commands that may be repeated, then marked as done; {@link
 * io.boxoffice.services.catalog.CatalogReconciler} finishes what was cut off between. {@link
 * io.boxoffice.services.catalog.CatalogCache} keeps what is needed to sell when PostgreSQL is away, and {@link
 * io.boxoffice.services.catalog.CatalogKeeper} is the thread that looks after all this.
 *
 * <p>{@link io.boxoffice.services.catalog.ShowTimes} judges the times of shows, {@link
 * io.boxoffice.services.catalog.ShowSales} knows what was sold of them, which archiving and deleting ask, and {@link
 * io.boxoffice.services.catalog.Quotas} limits what an organisation may have.
 *
 * <p>Whatever talks to PostgreSQL blocks, belongs on the {@link io.boxoffice.gateway.route.ServiceExecutor}, and throws {@link
 * io.boxoffice.services.database.DatabaseUnavailableException} when PostgreSQL is away.
 */
package io.boxoffice.services.catalog;
