package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections whose refused bodies are dropped, on an event loop whose time passes when the test says so. */
class RefusedBodiesTest {
    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final RefusedBodies refused = new RefusedBodies(clock.eventLoop());
    private final List<Client> clients = new ArrayList<>();

    /** Counts how often it is read. */
    private static final class Client extends ChannelOutboundHandlerAdapter {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private int reads;

        @Override
        public void read(ChannelHandlerContext ctx) {
            reads++;
        }
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Client client = new Client();
            client.channel.pipeline().addLast(client);
            refused.add(client.channel);
            clients.add(client);
        }
    }

    private void pass(int turns) {
        for (int i = 0; i < turns; i++) {
            clock.advanceTimeBy(RefusedBodies.TURN_MS, TimeUnit.MILLISECONDS);
            clock.runScheduledPendingTasks();
        }
    }

    private int reads() {
        return clients.stream().mapToInt(client -> client.reads).sum();
    }

    @AfterEach
    void close() {
        clients.forEach(client -> client.channel.finishAndReleaseAll());
        clock.finishAndReleaseAll();
    }

    @Test
    void shouldReadNoMoreOfManyThanOfAFew() {
        add(100);
        clients.forEach(client -> assertFalse(client.channel.config().isAutoRead()));
        assertEquals(0, reads());
        pass(50);
        assertEquals(50 * RefusedBodies.READS_A_TURN, reads());
        clients.forEach(client -> assertEquals(2, client.reads, "they take turns"));
    }

    @Test
    void shouldReadOneAtMostOnceInATurn() {
        add(1);
        pass(10);
        assertEquals(10, reads());
    }

    @Test
    void shouldRestOnceAllAreClosed() {
        add(3);
        pass(1);
        clients.forEach(client -> client.channel.close());
        pass(1);
        assertEquals(3, reads());
        assertTrue(clock.runScheduledPendingTasks() < 0, "nothing is scheduled any more");
        add(1);
        pass(1);
        assertEquals(4, reads());
    }
}
