/**
 * A city's cinemas with a season of showtimes, as a directory of files: {@code venues.json}, {@code seats.csv}, {@code
 * movies.json}, {@code showtimes.csv}, {@code prices.csv.gz}.
 *
 * <p>{@link io.boxoffice.server.imports.cinemas.CinemasReader} reads them into {@link
 * io.boxoffice.server.imports.cinemas.Cinemas} and refuses, row by row, what contradicts the other files. {@link
 * io.boxoffice.server.imports.cinemas.Season} decides which showtimes are sold and at what prices, and {@link
 * io.boxoffice.server.imports.cinemas.HallPlan} draws the halls. {@link io.boxoffice.server.imports.cinemas.CinemasImport}
 * sends it all to a server.
 */
package io.boxoffice.server.imports.cinemas;
