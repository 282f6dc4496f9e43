package io.boxoffice.services.media;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that removes images that nobody has, every now and then. */
final class ImageSweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSweeper.class);

    private final Images images;
    private final ImageStore store;
    private final MediaConfig.Sweep config;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "image-sweeper");
        made.setDaemon(true);
        return made;
    });

    ImageSweeper(Images images, ImageStore store, MediaConfig.Sweep config) {
        this.images = images;
        this.store = store;
        this.config = config;
    }

    void start() {
        long everyMs = config.every().toMillis();
        thread.scheduleWithFixedDelay(this::tryRound, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    private void tryRound() {
        try {
            int removed = round();
            if (removed > 0) {
                LOG.info("Removed {} images that nobody has", removed);
            }
        } catch (RuntimeException e) {
            LOG.warn("Images that nobody has are not removed, and will be another time: {}", e.toString());
        }
    }

    /** One round, on the caller's thread: how many images were removed. */
    int round() {
        int removed = 0;
        while (images.removeUnowned(config.after(), row -> row.names().forEach(store::delete))) {
            removed++;
        }
        return removed;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
