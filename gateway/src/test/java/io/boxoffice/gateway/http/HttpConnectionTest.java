package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection on a channel without a socket, whose event loop runs when the test says so. */
class HttpConnectionTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

    private final HttpLimits limits = HttpLimits.defaults().withMemory(new HttpLimits.Memory(1_000_000, 500_000));
    private final HeldBytes held = new HeldBytes(limits.memory().maxHeldBytes());
    private final BodyBudget bodies = new BodyBudget(limits.bodies());
    private final List<Exchange> asked = new ArrayList<>();
    private final List<Exchange> begun = new ArrayList<>();
    private int closed;
    private int maxBodyBytes = 8_192;
    private Consumer<Exchange> onHeader = exchange -> {};
    private EmbeddedChannel channel;
    private HttpConnection connection;

    private final class Server implements ConnectionOwner, RequestHandler {
        @Override
        public HttpLimits limits() {
            return limits;
        }

        @Override
        public RequestHandler handler() {
            return this;
        }

        @Override
        public HeldBytes held() {
            return held;
        }

        @Override
        public BodyBudget bodies() {
            return bodies;
        }

        @Override
        public ClientAddresses addresses() {
            return ClientAddresses.LOOPBACK_TRUSTED;
        }

        @Override
        public boolean isSharedPressed() {
            return false;
        }

        @Override
        public boolean isDraining() {
            return false;
        }

        @Override
        public void closed(HttpConnection ended) {
            closed++;
        }

        @Override
        public int onHeader(Exchange exchange) {
            exchange.caller(7);
            begun.add(exchange);
            onHeader.accept(exchange);
            return maxBodyBytes;
        }

        @Override
        public void onRequest(Exchange exchange) {
            asked.add(exchange);
        }

        @Override
        public void onResponse(Exchange exchange, Response response) {
            // Nothing to add.
        }
    }

    @BeforeEach
    void open() {
        open(new EmbeddedChannel());
    }

    private void open(EmbeddedChannel opened) {
        if (channel != null) {
            channel.finishAndReleaseAll();
        }
        channel = opened;
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(32_768, 65_536));
        connection = new HttpConnection(new Server(), LoopWork.of(channel.eventLoop()));
        channel.pipeline().addLast(connection.decoder()).addLast(connection);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        assertEquals(0, held.bytes(), "nothing stays counted");
        assertEquals(0, bodies.takenBytes());
    }

    private void says(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private String hears() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
        return all.toString();
    }

    private static Response text(String text) {
        return Response.of(200, "text/plain", Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldSendWhatWasAnsweredWhenItClosesBeforeTheDeferredFlush() {
        says(GET);
        asked.get(0).respond(text("the answer"));
        assertEquals("", hears(), "it leaves when the task is over");
        connection.close();
        assertTrue(hears().endsWith("the answer"));
        assertFalse(channel.isActive());
        channel.runPendingTasks();
        assertEquals("", hears());
        assertEquals(1, closed);
    }

    @Test
    void shouldSendWhatWasAnsweredWhenTheClientSaysItsLastBeforeTheDeferredFlush() {
        says(GET + GET);
        asked.get(0).respond(text("one"));
        asked.get(1).respond(text("two"));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        channel.runPendingTasks();
        String heard = hears();
        assertTrue(heard.contains("one") && heard.endsWith("two"), heard);
        assertFalse(channel.isActive());
    }

    @Test
    void shouldSendAnswersOfOneTaskTogether() {
        says(GET + GET + GET);
        asked.forEach(exchange -> exchange.respond(text("x")));
        channel.runPendingTasks();
        ByteBuf all = channel.readOutbound();
        assertEquals(3, all.toString(StandardCharsets.US_ASCII).split("HTTP/1.1 200", -1).length - 1);
        all.release();
        assertEquals("", hears());
    }

    /** A channel whose client takes nothing: what is flushed stays in its buffer. */
    private static final class Deaf extends EmbeddedChannel {
        private boolean deaf = true;

        @Override
        protected void doWrite(io.netty.channel.ChannelOutboundBuffer in) throws Exception {
            if (!deaf) {
                super.doWrite(in);
            }
        }
    }

    private Deaf deaf() {
        Deaf deaf = new Deaf();
        open(deaf);
        return deaf;
    }

    private void hearsAgain(Deaf deaf) {
        deaf.deaf = false;
        deaf.flush();
        deaf.runPendingTasks();
    }

    @Test
    void shouldBeginNoFurtherRequestWhileTheHeadOfTheLineCannotBeWritten() {
        Deaf deaf = deaf();
        says(GET);
        asked.get(0).respond(text("x".repeat(300_000)));
        channel.runPendingTasks();
        says(GET.repeat(10));
        assertEquals(1, begun.size());
        assertTrue(held.bytes() >= 300_000, () -> held.bytes() + " of one's own are held");
        StringBuilder heard = new StringBuilder();
        hearsAgain(deaf);
        for (int i = 0; i < 10; i++) {
            heard.append(hears());
            channel.runPendingTasks();
        }
        assertEquals(11, begun.size());
        assertTrue(heard.toString().endsWith("x".repeat(300_000)));
        assertTrue(held.bytes() < 1_000, () -> held.bytes() + " are held still");
    }

    @Test
    void shouldReadNothingWhileItIsHeldBack() {
        deaf();
        int[] reads = {0};
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void read(ChannelHandlerContext ctx) {
                reads[0]++;
            }
        });
        says(GET);
        asked.get(0).respond(text("x".repeat(300_000)));
        channel.runPendingTasks();
        says(GET);
        assertFalse(channel.config().isAutoRead());
        int before = reads[0];
        channel.pipeline().fireUserEventTriggered(StrictRequestDecoder.Resumed.EVENT);
        assertEquals(before, reads[0], "a resume that comes too late");
        assertEquals(1, begun.size());
    }

    @Test
    void shouldKeepLittleOfASharedBodyForEachWhoDoesNotReadIt() {
        Deaf deaf = deaf();
        SharedBytes.Budget budget = new SharedBytes.Budget(5_000_000);
        SharedBytes body = SharedBytes.copyOf("y".repeat(4_000_000).getBytes(StandardCharsets.US_ASCII), budget);
        says(GET.repeat(20));
        for (Exchange exchange : List.copyOf(asked)) {
            exchange.respond(Response.of(200, "text/plain", body));
        }
        channel.runPendingTasks();
        assertEquals(20, asked.size());
        assertTrue(held.bytes() <= 150_000, () -> held.bytes() + " are held");
        body.release();
        assertEquals(4_000_000, budget.liveBytes(), "while it is being sent");
        hearsAgain(deaf);
        int bytes = 0;
        for (int i = 0; i < 2_000; i++) {
            bytes += hears().length();
            channel.runPendingTasks();
        }
        assertTrue(bytes > 20 * 4_000_000);
        assertEquals(0, budget.liveBytes());
    }

    @Test
    void shouldRefuseAnswersOfSomeSizeThatThereIsNoRoomFor() {
        says(GET.repeat(20));
        for (int i = 1; i < 20; i++) {
            asked.get(i).respond(text("z".repeat(100_000)));
        }
        asked.get(0).respond(text("first"));
        channel.runPendingTasks();
        String heard = "";
        for (int i = 0; i < 100; i++) {
            heard += hears();
            channel.runPendingTasks();
        }
        int refused = heard.split("HTTP/1.1 503", -1).length - 1;
        int given = heard.split("HTTP/1.1 200", -1).length - 1;
        assertEquals(20, refused + given, "everybody is answered");
        assertEquals(1 + 5, given, "of half a million bytes, a hundred thousand each");
    }

    @Test
    void shouldServeOneRequestAtATimeWhenTheServerIsPressed() {
        held.add(900_000);
        says(GET.repeat(5));
        assertEquals(1, begun.size());
        asked.get(0).respond(text("small"));
        channel.runPendingTasks();
        assertTrue(hears().endsWith("small"));
        assertEquals(2, begun.size());
        held.add(-900_000);
        asked.get(1).respond(text("small"));
        channel.runPendingTasks();
        assertEquals(5, begun.size());
        asked.subList(2, 5).forEach(exchange -> exchange.respond(text("small")));
        channel.runPendingTasks();
    }

    @Test
    void shouldGiveTheMemoryOfABodyBackOnceItsRequestWasHandled() {
        says("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
        assertEquals(3, bodies.takenBytes());
        says("def");
        assertEquals(1, asked.size());
        assertEquals(0, bodies.takenBytes());
        asked.get(0).respond(text("x"));
    }

    @Test
    void shouldKeepABodyForWhoeverAsksForItUntilItIsAnswered() {
        says("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
        begun.get(0).keepBody();
        says("def");
        assertEquals(6, bodies.takenBytes());
        channel.close();
        assertEquals(
                "abcdef", asked.get(0).body().toString(StandardCharsets.US_ASCII), "the client has gone meanwhile");
        asked.get(0).respond(text("x"));
        channel.runPendingTasks();
    }

    /** A channel whose other end is no trusted proxy. */
    private static final class FromAfar extends EmbeddedChannel {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("192.0.2.1", 1_024);
        }
    }

    @Test
    void shouldNotListenForAWhileToWhoAsksTooOften() {
        onHeader = exchange -> {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        };
        open(new FromAfar());
        says(GET.repeat(3));
        assertEquals(1, begun.size(), "the other two are not looked at");
        assertFalse(channel.config().isAutoRead());
        channel.advanceTimeBy(199, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertEquals(1, begun.size());
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        assertEquals(2, begun.size());
        assertEquals(2, hears().split("HTTP/1.1 429", -1).length - 1);
    }

    @Test
    void shouldAnswerAllThatWasAskedTooOftenBeforeTheClientSaidItsLast() {
        onHeader = exchange -> {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        };
        open(new FromAfar());
        says(GET.repeat(3));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertTrue(channel.isActive());
        for (int pause = 1; pause < 3; pause++) {
            channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
        assertEquals(3, hears().split("HTTP/1.1 429", -1).length - 1);
        channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        assertFalse(channel.isActive());
    }

    @Test
    void shouldReadNoMoreOfARefusedBodyWhileAnswersBeforeItWait() {
        says(GET + "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\nabc");
        assertFalse(channel.config().isAutoRead());
        asked.get(0).respond(text("first"));
        channel.runPendingTasks();
        String heard = hears();
        assertTrue(heard.contains("first") && heard.contains("HTTP/1.1 413"), heard);
    }

    @Test
    void shouldListenOnToAProxyThatSpeaksForOthersToo() {
        onHeader = exchange -> {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        };
        says(GET.repeat(3));
        assertEquals(3, begun.size());
    }
}
