/**
 * Live changes of availability as server-sent events.
 *
 * <p>{@link io.boxoffice.gateway.stream.StreamHub} is one thread. While a show has watchers, a
 * {@link io.boxoffice.gateway.stream.ShowFeed} compares what was last sent with the published state every so often, encodes
 * the difference once, and keeps the last few differences for those who come back with {@code Last-Event-ID}. The bytes are
 * fanned out by one task an event loop. Nothing waits for a slow watcher: it misses changes, and is told to start over
 * ({@code reset}) when it can be written to again.
 */
package io.boxoffice.gateway.stream;
