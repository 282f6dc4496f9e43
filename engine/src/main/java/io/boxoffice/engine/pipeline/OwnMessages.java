package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.sbe.ContinueEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import io.boxoffice.protocol.sbe.TickEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** The few messages that the pipeline itself says, encoded once. */
final class OwnMessages {
    final UnsafeBuffer tick;
    final UnsafeBuffer goOn;
    final UnsafeBuffer storageLow;

    OwnMessages() {
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        UnsafeBuffer scratch = new UnsafeBuffer(new byte[64]);
        TickEncoder tickEncoder = new TickEncoder().wrapAndApplyHeader(scratch, 0, header);
        tick = copy(scratch, tickEncoder.encodedLength());
        ContinueEncoder continueEncoder = new ContinueEncoder().wrapAndApplyHeader(scratch, 0, header);
        goOn = copy(scratch, continueEncoder.encodedLength());
        RejectedEncoder rejected = new RejectedEncoder().wrapAndApplyHeader(scratch, 0, header);
        rejected.detail(0).reason(RejectReason.STORAGE_LOW).gate(0).conflictsCount(0);
        storageLow = copy(scratch, rejected.encodedLength());
    }

    private static UnsafeBuffer copy(UnsafeBuffer from, int encodedLength) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encodedLength];
        from.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
