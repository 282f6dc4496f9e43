package io.boxoffice.services.database;

import java.util.Set;

/**
 * The versions a caller knows of what it changes, as If-Match names them. Immutable.
 *
 * @param known null: any will do
 */
public record Versions(Set<Long> known) {
    /** Whatever the version is. */
    public static final Versions ANY = new Versions(null);

    public Versions {
        known = known == null ? null : Set.copyOf(known);
    }

    /** This version only. */
    public static Versions of(long version) {
        return new Versions(Set.of(version));
    }

    /**
     * @throws VersionMismatchException when the version that is there is none of them
     */
    public void require(long actual) {
        if (known != null && !known.contains(actual)) {
            throw new VersionMismatchException("the version is " + actual + ", which If-Match does not name");
        }
    }
}
