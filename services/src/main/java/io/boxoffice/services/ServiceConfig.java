package io.boxoffice.services;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * The threads of the services: see {@link ServiceExecutor}.
 *
 * @param maxQueued           calls that may wait for one
 * @param maxPerCaller        calls of one caller, running and waiting
 * @param threadsWithoutToken that one caller without a token may have at a time
 */
public record ServiceConfig(int threads, int maxQueued, int maxPerCaller, int threadsWithoutToken) {
    /** Reads it from the section {@code services}. */
    public static final ConfigPart<ServiceConfig> PART =
            new ConfigPart<>("services", ServiceConfig.class, ServiceConfig::read);

    private static ServiceConfig read(Section s) {
        return new ServiceConfig(
                s.integer("threads", 1, 1000),
                s.integer("max-queued", 0, Section.MAX_COUNT),
                s.integer("max-per-caller", 1, Section.MAX_COUNT),
                s.integer("threads-without-token", 1, Section.MAX_COUNT));
    }
}
