package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.port.ReplyChannel;
import java.util.Arrays;

/** The reply channels that were opened; they stay for the life of the pipeline. */
final class ReplyChannels {
    private final int maxChannels;
    private final int maxInFlight;
    private volatile ReplyBuffer[] channels = {};

    ReplyChannels(PipelineConfig config) {
        maxChannels = config.maxReplyChannels();
        maxInFlight = config.maxRepliesInFlight();
    }

    /** Any thread. */
    synchronized ReplyChannel open(String name, int places, Runnable wakeUp) {
        if (places < 1 || places > maxInFlight) {
            throw new IllegalArgumentException(name + ": places for replies must be 1 to " + maxInFlight);
        }
        ReplyBuffer[] before = channels;
        if (before.length == maxChannels) {
            throw new IllegalStateException(name + ": more than " + maxChannels + " reply channels");
        }
        ReplyBuffer channel = new ReplyBuffer(name, places, wakeUp);
        ReplyBuffer[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = channel;
        channels = after;
        return channel;
    }

    /** Booking thread: makes the batch's replies visible, with one wake-up for each channel that got some. */
    void flush(PipelineStatistics statistics) {
        for (ReplyBuffer channel : channels) {
            if (!channel.flush()) {
                statistics.failedWakeUp();
            }
        }
    }
}
