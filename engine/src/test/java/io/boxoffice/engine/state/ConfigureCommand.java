package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A Configure command: roomy limits, but for what is changed. */
final class ConfigureCommand {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final ConfigureEncoder encoder =
            new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());

    ConfigureCommand() {
        encoder.behaviourVersion(1).maxSeatMaps(100).maxSeatsPerMap(100_000).maxShows(1_000);
        encoder.maxSeatsOnSale(10_000_000).maxReservations(1_000_000).maxUploads(10);
        encoder.uploadTtlMs(60_000).maxUnitsPerHold(48).maxHoldTtlMs(3_600_000).maxExtensions(2);
        encoder.paymentWindowMs(180_000).maxPaymentAttempts(3).lapsedRetentionMs(86_400_000);
        encoder.maxKeysPerReservation(10).workPerCommand(100);
    }

    ConfigureCommand with(Consumer<ConfigureEncoder> change) {
        change.accept(encoder);
        return this;
    }

    byte[] encode() {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
