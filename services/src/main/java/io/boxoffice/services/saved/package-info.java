/**
 * Shows that a person saved: the smallest feature, and the one to copy. {@link io.boxoffice.services.saved.SavedShowsFeature} has the
 * operations, {@link io.boxoffice.services.saved.SavedShows} the SQL, the records are what is answered, and {@link
 * io.boxoffice.services.saved.SavedShowsConfig} reads the section {@code saved-shows}; {@code db/saved} has the table.
 */
package io.boxoffice.services.saved;
