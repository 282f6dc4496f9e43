/**
 * Live changes of availability as server-sent events.
 *
 * <p>{@link io.boxoffice.gateway.stream.StreamHub} is one thread. While a show has watchers, a
 * {@link io.boxoffice.gateway.stream.ShowFeed} compares what was last sent with the published state every so often, encodes
 * the difference once, and keeps the last few differences for those who come back with {@code Last-Event-ID}. Each
 * event loop fans the bytes out in slices ({@link io.boxoffice.gateway.stream.FanOut}), so that other requests go on between, and
 * a show's next event waits until all loops are through with the last: the more watchers, the more changes are merged into one.
 * Nothing waits for a slow watcher: it misses changes, and is told to start over ({@code reset}) when it can be written to again.
 */
package io.boxoffice.gateway.stream;
