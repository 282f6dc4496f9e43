package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** The configured limits of the booking core as the command that journals them. */
final class ConfiguredLimits {
    private final CoreLimits limits;

    ConfiguredLimits(CoreLimits limits) {
        this.limits = limits;
    }

    int encode(MutableDirectBuffer slot, MessageHeaderEncoder header) {
        CoreLimits b = limits;
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(slot, 0, header);
        e.behaviourVersion(BookingStateMachine.BEHAVIOUR_VERSION);
        e.maxSeatMaps(b.maxSeatMaps()).maxSeatsPerMap(b.maxSeatsPerMap());
        e.maxShows(b.maxShows()).maxSeatsOnSale(b.maxSeatsOnSale());
        e.maxReservations(b.maxReservations()).maxUploads(b.maxUploads()).uploadTtlMs(b.uploadTtlMs());
        e.maxUnitsPerHold(b.maxUnitsPerHold()).maxHoldTtlMs(b.maxHoldTtlMs()).maxExtensions(b.maxExtensions());
        e.paymentWindowMs(b.paymentWindowMs()).maxPaymentAttempts(b.maxPaymentAttempts());
        e.lapsedRetentionMs(b.lapsedRetentionMs()).maxKeysPerReservation(b.maxKeysPerReservation());
        e.workPerCommand(b.workPerCommand()).seatMapRetentionMs(b.seatMapRetentionMs());
        e.maxHoldLifeMs(b.maxHoldLifeMs()).maxStateBytes(b.maxStateBytes());
        e.checkInUploadWindowMs(b.checkInUploadWindowMs());
        return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
    }
}
