package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A DefineShow command: on sale from time 0 for a long while, holds of a minute, but for what is changed. */
public final class DefineShowCommand {
    static final long ORGANIZER = 77;
    static final long STARTS_AT_MS = 100_000_000;
    static final long ENDS_AT_MS = 110_000_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final DefineShowEncoder encoder =
            new DefineShowEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());

    public DefineShowCommand(long showId, long seatMapId) {
        encoder.showId(showId).seatMapId(seatMapId).eventId(31).venueId(32).organizerId(ORGANIZER);
        encoder.startsAtMs(STARTS_AT_MS).endsAtMs(ENDS_AT_MS).onSaleFromMs(0).onSaleUntilMs(STARTS_AT_MS);
        encoder.cancelUntilMs(50_000_000).holdTtlMs(60_000).maxUnitsPerHold(48).maxUnitsPerCustomer(0);
        encoder.currency("EUR").strandedSeatRule(BooleanType.FALSE);
    }

    public DefineShowCommand with(Consumer<DefineShowEncoder> change) {
        change.accept(encoder);
        return this;
    }

    public byte[] encode() {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
