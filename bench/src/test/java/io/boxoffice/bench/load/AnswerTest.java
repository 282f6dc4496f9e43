package io.boxoffice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    private static final String BODY = "{\"id\":\"4711\",\"showId\":\"9\",\"sequence\":\"88\"}";
    private static final String HOLD =
            "HTTP/1.1 201 Created\r\ndate: now\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String RELEASED = "HTTP/1.1 204 No Content\r\nx: y\r\n\r\n";

    private final Answer answer = new Answer();

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void shouldReadWhatAHoldSays() {
        assertTrue(answer.take(bytes(HOLD)));

        assertEquals(201, answer.status());
        assertEquals("4711", answer.id());
        assertEquals(88, answer.sequence());
    }

    @Test
    void shouldReadOneAnswerAfterAnother() {
        ByteBuf both = bytes(RELEASED + HOLD);

        assertTrue(answer.take(both));
        assertEquals(204, answer.status());
        assertNull(answer.id());
        assertTrue(answer.take(both));
        assertEquals(201, answer.status());
        assertFalse(both.isReadable());
    }

    @Test
    void shouldWaitForTheRestWhereverAnAnswerIsCut() {
        for (int cut = 1; cut < HOLD.length(); cut++) {
            ByteBuf in = Unpooled.buffer().writeBytes(bytes(HOLD.substring(0, cut)));
            assertFalse(answer.take(in), "cut at " + cut);
            in.writeBytes(bytes(HOLD.substring(cut)));
            assertTrue(answer.take(in), "cut at " + cut);
            assertEquals("4711", answer.id());
        }
    }

    @Test
    void shouldDropLongBodiesAsTheyCome() {
        ByteBuf in = Unpooled.buffer().writeBytes(bytes("HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n"));
        in.writeZero(6_000);
        assertFalse(answer.take(in));
        assertFalse(in.isReadable());

        in.clear().writeZero(4_000).writeBytes(bytes(RELEASED));
        assertTrue(answer.take(in));
        assertTrue(answer.take(in));
        assertEquals(204, answer.status());
    }

    @Test
    void shouldRefuseWhatIsNoAnswer() {
        assertThrows(IllegalStateException.class, () -> answer.take(bytes("SSH-2.0 something\r\n\r\n")));
    }
}
