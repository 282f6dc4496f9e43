package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A Configure command: roomy limits, but for what is changed. */
public final class ConfigureCommand {
    static final int VERSION_1_BLOCK_LENGTH = 78;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final ConfigureEncoder encoder =
            new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());

    public ConfigureCommand() {
        encoder.behaviourVersion(3).maxSeatMaps(100).maxSeatsPerMap(100_000).maxShows(1_000);
        encoder.maxSeatsOnSale(10_000_000).maxReservations(1_000_000).maxUploads(10);
        encoder.uploadTtlMs(60_000).maxUnitsPerHold(48).maxHoldTtlMs(3_600_000).maxExtensions(2);
        encoder.paymentWindowMs(180_000).maxPaymentAttempts(3).lapsedRetentionMs(86_400_000);
        encoder.maxKeysPerReservation(10).workPerCommand(100).seatMapRetentionMs(0);
        encoder.maxHoldLifeMs(86_400_000).maxStateBytes(1L << 40).checkInUploadWindowMs(0);
    }

    public ConfigureCommand with(Consumer<ConfigureEncoder> change) {
        change.accept(encoder);
        return this;
    }

    public byte[] encode() {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** The same as a program of schema version 1 wrote it, which knew none of what came later. */
    byte[] encodeAsVersion1() {
        encoder.behaviourVersion(1);
        byte[] bytes = Arrays.copyOf(encode(), MessageHeaderEncoder.ENCODED_LENGTH + VERSION_1_BLOCK_LENGTH);
        UnsafeBuffer header = new UnsafeBuffer(bytes);
        header.putShort(0, (short) VERSION_1_BLOCK_LENGTH, ByteOrder.LITTLE_ENDIAN);
        header.putShort(6, (short) 1, ByteOrder.LITTLE_ENDIAN);
        return bytes;
    }
}
