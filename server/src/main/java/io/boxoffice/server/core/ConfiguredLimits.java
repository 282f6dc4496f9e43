package io.boxoffice.server.core;

import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.server.config.ServerConfig;
import org.agrona.MutableDirectBuffer;

/** The configured limits of the booking core as the command that journals them. */
final class ConfiguredLimits {
    /** The rules this program plays by; a change of what a command means raises it. */
    private static final int BEHAVIOUR_VERSION = 1;

    private final ServerConfig.Booking limits;

    ConfiguredLimits(ServerConfig.Booking limits) {
        this.limits = limits;
    }

    int encode(MutableDirectBuffer slot, MessageHeaderEncoder header) {
        ServerConfig.Booking b = limits;
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
