package io.boxoffice.services.saved;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Limits of saved shows.
 *
 * @param maxPerPerson shows that one person may keep
 */
public record SavedShowsConfig(int maxPerPerson) {
    /** Reads it from the section {@code saved-shows}. */
    public static final ConfigPart<SavedShowsConfig> PART =
            new ConfigPart<>("saved-shows", SavedShowsConfig.class, SavedShowsConfig::read);

    private static SavedShowsConfig read(Section s) {
        return new SavedShowsConfig(s.integer("max-per-person", 0, 100_000));
    }
}
