/**
 * Bringing catalogues in, through the front door: everything here is an HTTP client of a running server.
 *
 * <p>{@link io.boxoffice.server.imports.CatalogClient} sends requests so that repeating them does no harm: an
 * Idempotency-Key made of the request itself, and external ids that find again what is there. {@link
 * io.boxoffice.server.imports.ImportReport} counts what came in and keeps every refused row with its reason. What is read
 * from where is in the packages below: {@code seatingplan}, {@code cinemas}, and {@code demo}, which makes it up.
 */
package io.boxoffice.server.imports;
