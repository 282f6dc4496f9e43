package io.boxoffice.server.e2e;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Hears of every buffer that nobody released: all are traced while it is open. */
final class LeakWatch implements AutoCloseable {
    private static final String LOGGER = "io.netty.util.ResourceLeakDetector";

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final Listener listener = new Listener();

    private final class Listener extends AbstractAppender {
        Listener() {
            super("leak-watch", null, null, false, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            leaks.add(event.getMessage().getFormattedMessage());
        }
    }

    LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getConfiguration().addLoggerAppender(context.getLogger(LOGGER), listener);
        context.getLogger(LOGGER).setLevel(Level.ERROR);
    }

    /** The reports so far, of all buffers that are garbage by now. */
    List<String> leaks() {
        for (int round = 0; round < 3; round++) {
            System.gc();
            // What was collected is reported when others are allocated.
            for (int i = 0; i < 100; i++) {
                PooledByteBufAllocator.DEFAULT.buffer(16).release();
                ByteBufAllocator.DEFAULT.buffer(16).release();
            }
        }
        return leaks;
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(before);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getLogger(LOGGER).removeAppender(listener);
    }
}
