/**
 * Listings as the web has them: schema.org events in JSON-LD, and calendars. Each performance becomes a show of places without
 * numbers. {@link io.boxoffice.server.imports.listings.ListingsReader} reads files,
 * {@link io.boxoffice.server.imports.listings.ListingsImport} brings what they have to a server.
 */
package io.boxoffice.server.imports.listings;
