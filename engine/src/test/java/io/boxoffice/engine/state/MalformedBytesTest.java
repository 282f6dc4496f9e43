package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;

import io.boxoffice.protocol.sbe.RejectReason;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Bytes that are no command: whatever comes is answered once and changes nothing. */
class MalformedBytesTest {

    @Test
    void shouldRejectWhatIsLongerThanASlot() {
        Scenario s = aShow("AAAA").onSale();
        byte[] bytes = Arrays.copyOf(s.customer(7).wants().seats(0).encode(), 5_000);
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putShort(56, (short) -1, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(58, (short) 48, ByteOrder.LITTLE_ENDIAN);
        s.send(bytes).isRejected(RejectReason.MALFORMED);
    }
}
