package io.boxoffice.server.core;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * How long journal and event log are kept.
 *
 * @param days 0: for ever
 */
public record RetentionConfig(int days) {
    /** Reads it from the section {@code retention}. */
    public static final ConfigPart<RetentionConfig> PART =
            new ConfigPart<>("retention", RetentionConfig.class, RetentionConfig::read);

    private static RetentionConfig read(Section s) {
        return new RetentionConfig(s.integer("days", 0, 36_500));
    }
}
