/**
 * What stands around the booking core, a package a feature: {@link io.boxoffice.services.catalog} (venues to shows, in
 * PostgreSQL and told to the core), {@link io.boxoffice.services.payment} (money in, and back), {@link
 * io.boxoffice.services.booking} (a customer's bookings) and {@link io.boxoffice.services.ticket} (what admits to a seat). {@link
 * io.boxoffice.services.follow} is how features follow the event log.
 *
 * <p>Everything that talks to PostgreSQL is a plain blocking class and must be called on the {@link
 * io.boxoffice.services.ServiceExecutor}: it is bounded, so a slow database fills it and callers are refused at once, and no
 * event loop ever waits. Payments are the exception: they never touch PostgreSQL and answer with futures, from any thread.
 */
package io.boxoffice.services;
