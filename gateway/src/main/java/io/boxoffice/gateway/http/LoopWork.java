package io.boxoffice.gateway.http;

import io.netty.channel.EventLoop;

/** What the connections of one event loop do in turns. For that event loop. */
record LoopWork(PendingFlushes flushes, LargeAnswers largeAnswers, RefusedBodies refusedBodies) {
    static LoopWork of(EventLoop loop) {
        return new LoopWork(new PendingFlushes(loop), new LargeAnswers(loop), new RefusedBodies(loop));
    }
}
