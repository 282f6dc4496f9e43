package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link BookingCore} needs of a server's configuration.
 *
 * @param dataDirectory of any file system
 * @param retainedMs    how long journal and event log are kept at least; 0: for ever
 * @param limits        journaled at each start
 */
public record CoreConfig(
        Path dataDirectory,
        JournalConfig journal,
        PipelineConfig pipeline,
        ServerConfig.Snapshots snapshots,
        long retainedMs,
        ServerConfig.Booking limits) {
    /** That of a server. */
    public static CoreConfig of(ServerConfig config) {
        return new CoreConfig(
                config.dataDirectory(),
                config.journal(),
                config.pipeline(),
                config.snapshots(),
                TimeUnit.DAYS.toMillis(config.retention().days()),
                config.booking());
    }
}
