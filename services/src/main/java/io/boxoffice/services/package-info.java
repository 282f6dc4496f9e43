/**
 * The product around the sale, a package a feature, each with its {@link io.boxoffice.gateway.route.Feature}:
 * {@link io.boxoffice.services.catalog} (venues to shows, in PostgreSQL and told to the core) and
 * {@link io.boxoffice.services.payment} (money in, and back; {@link io.boxoffice.services.sandbox} is a provider for trying things), {@link
 * io.boxoffice.services.organisation} (who sells), {@link io.boxoffice.services.account} (who buys), {@link
 * io.boxoffice.services.media} (images), {@link io.boxoffice.services.notification} (mails), {@link io.boxoffice.services.saved} (a
 * person's saved shows) and {@link io.boxoffice.services.site} (the pages). {@link io.boxoffice.services.booking} (bookings in PostgreSQL) and
 * {@link io.boxoffice.services.ticket} (what admits to a seat) are what the gateway's sale asks for through ports of its own. {@link
 * io.boxoffice.services.database} is PostgreSQL for all of them, and {@link io.boxoffice.services.follow} how features follow the event log.
 *
 * <p>Everything that talks to PostgreSQL is a plain blocking class and must be called on the {@link
 * io.boxoffice.gateway.route.ServiceExecutor}: it is bounded, so a slow database fills it and callers are refused at once, and no
 * event loop ever waits. Payments are the exception: they never touch PostgreSQL and answer with futures, from any thread.
 */
package io.boxoffice.services;
