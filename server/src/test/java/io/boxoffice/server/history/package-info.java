/**
 * Judges a server by what its clients saw, knowing nothing of how it works: {@link io.boxoffice.server.history.History} is
 * what was asked and answered and when, {@link io.boxoffice.server.history.HistoryChecker} says whether a server that keeps
 * its promises could have answered so.
 *
 * <p>A request without an answer, or with a 5xx, may have happened or not, at any time after it was asked. Attempts with the
 * same key are one {@link io.boxoffice.server.history.Operation}. What a client was told about a hold or booking, and since
 * when and how long it is certain, is a {@link io.boxoffice.server.history.Reservation}.
 */
package io.boxoffice.server.history;
