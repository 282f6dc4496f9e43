package io.boxoffice.services.catalog;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * How many shows one request may be about.
 *
 * @param perSeason of a season that is made by rule
 * @param perChange of one change of many shows
 */
public record ManyShowsConfig(int perSeason, int perChange) {
    public static final ManyShowsConfig DEFAULT = new ManyShowsConfig(300, 200);

    /** Reads it from the section {@code many-shows}. */
    public static final ConfigPart<ManyShowsConfig> PART =
            new ConfigPart<>("many-shows", ManyShowsConfig.class, ManyShowsConfig::read);

    private static ManyShowsConfig read(Section s) {
        return new ManyShowsConfig(s.integer("per-season", 1, 2_000), s.integer("per-change", 1, 2_000));
    }
}
