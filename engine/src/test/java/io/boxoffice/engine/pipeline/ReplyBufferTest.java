package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.Slot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplyBufferTest {
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[Slot.SIZE_BYTES + 1]);
    private final List<Long> ids = new ArrayList<>();

    private void answer(ReplyBuffer channel, long correlationId) {
        reply.putLong(0, correlationId);
        channel.append(correlationId, reply, 0, Slot.SIZE_BYTES);
    }

    @Test
    void shouldShowRepliesOnlyOnceFlushedAndWakeOnce() {
        int[] wakeUps = {0};
        ReplyBuffer channel = new ReplyBuffer("a", 4, () -> wakeUps[0]++);
        channel.tryTakePlace();
        channel.tryTakePlace();
        answer(channel, 1);
        answer(channel, 2);
        assertEquals(0, channel.drain((id, b, o, n) -> ids.add(id), 9));
        assertTrue(channel.flush());
        assertTrue(channel.flush());

        assertEquals(1, wakeUps[0]);
        assertEquals(1, channel.drain((id, b, o, n) -> ids.add(id), 1));
        assertEquals(1, channel.drain((id, b, o, n) -> ids.add(id), 9));
        assertEquals(List.of(1L, 2L), ids);
        assertEquals(0, channel.inFlight());
    }

    @Test
    void shouldLetTheHandlerSubmitTheNextRequestWithoutOverwritingTheReplyItReads() {
        ReplyBuffer channel = new ReplyBuffer("a", 1, () -> {});
        channel.tryTakePlace();
        answer(channel, 0);
        channel.flush();
        for (int round = 0; round < 10; round++) {
            long expected = round;
            assertEquals(
                    1,
                    channel.drain(
                            (id, buffer, offset, length) -> {
                                assertTrue(channel.tryTakePlace());
                                assertFalse(channel.tryTakePlace());
                                answer(channel, id + 1);
                                channel.flush();
                                assertEquals(0, channel.drain((i, b, o, n) -> {}, 1));
                                assertEquals(expected, id);
                                assertEquals(id, buffer.getLong(offset));
                                assertEquals(Slot.SIZE_BYTES, length);
                            },
                            9));
        }
    }

    @Test
    void shouldGoOnAfterAHandlerThatThrew() {
        ReplyBuffer channel = new ReplyBuffer("a", 2, () -> {});
        channel.tryTakePlace();
        channel.tryTakePlace();
        answer(channel, 1);
        answer(channel, 2);
        channel.flush();
        assertThrows(
                IllegalStateException.class,
                () -> channel.drain(
                        (id, b, o, n) -> {
                            throw new IllegalStateException();
                        },
                        9));
        channel.drain((id, b, o, n) -> ids.add(id), 9);

        assertEquals(List.of(2L), ids);
        assertEquals(0, channel.inFlight());
    }

    @Test
    void shouldRefuseRepliesThatHaveNoPlace() {
        ReplyBuffer channel = new ReplyBuffer("a", 1, () -> {});
        assertThrows(IllegalStateException.class, () -> channel.append(1, reply, 0, Slot.SIZE_BYTES + 1));
        answer(channel, 1);
        answer(channel, 2);
        assertThrows(IllegalStateException.class, () -> answer(channel, 3));
    }
}
