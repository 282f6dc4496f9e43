package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.journal.JournalConfig;
import java.nio.file.Path;

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
        SnapshotConfig snapshots,
        long retainedMs,
        CoreLimits limits) {}
