package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.server.config.ServerConfig;
import org.agrona.MutableDirectBuffer;

/** The server's settings in the words of engine and journal. */
final class CoreSettings {
    /** The rules this program plays by; a change of what a command means raises it. */
    private static final int BEHAVIOUR_VERSION = 1;

    private final ServerConfig config;

    CoreSettings(ServerConfig config) {
        this.config = config;
    }

    JournalConfig journal() {
        JournalConfig defaults = JournalConfig.defaults();
        return new JournalConfig(
                config.journal().durability() == ServerConfig.Durability.FSYNC ? Durability.FSYNC : Durability.OS,
                defaults.rollCycle(),
                defaults.blockBytes(),
                defaults.maxBatchBytes(),
                config.storage().lowFloorBytes(),
                config.storage().exhaustedFloorBytes(),
                defaults.floorIntervalMs());
    }

    PipelineConfig pipeline() {
        PipelineConfig defaults = PipelineConfig.DEFAULTS;
        return new PipelineConfig(
                config.ring().slots(),
                Math.min(config.journal().maxBatch(), config.ring().slots()),
                defaults.maxBatchBytes(),
                defaults.maxReplyChannels(),
                defaults.maxRepliesInFlight(),
                WaitMode.valueOf(config.ring().waitStrategy().name()),
                defaults.wakeCheckMs(),
                defaults.sealAfterIdleMs(),
                defaults.stopTimeoutMs());
    }

    /** The configured limits as a command. */
    int encodeConfigure(MutableDirectBuffer slot, MessageHeaderEncoder header) {
        ServerConfig.Booking b = config.booking();
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(slot, 0, header);
        e.behaviourVersion(BEHAVIOUR_VERSION);
        e.maxSeatMaps(b.maxSeatMaps()).maxSeatsPerMap(b.maxSeatsPerMap());
        e.maxShows(b.maxShows()).maxSeatsOnSale(b.maxSeatsOnSale());
        e.maxReservations(b.maxReservations()).maxUploads(b.maxUploads()).uploadTtlMs(b.uploadTtlMs());
        e.maxUnitsPerHold(b.maxUnitsPerHold()).maxHoldTtlMs(b.maxHoldTtlMs()).maxExtensions(b.maxExtensions());
        e.paymentWindowMs(b.paymentWindowMs()).maxPaymentAttempts(b.maxPaymentAttempts());
        e.lapsedRetentionMs(b.lapsedRetentionMs()).maxKeysPerReservation(b.maxKeysPerReservation());
        e.workPerCommand(b.workPerCommand());
        return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
    }
}
