package io.boxoffice.server.core;

import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.server.config.ServerConfig;
import org.agrona.MutableDirectBuffer;

/** The settings that the booking core is told by command. */
final class CoreSettings {
    /** The rules this program plays by; a change of what a command means raises it. */
    private static final int BEHAVIOUR_VERSION = 1;

    private final ServerConfig config;

    CoreSettings(ServerConfig config) {
        this.config = config;
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
