package io.boxoffice.services.follow;

import io.boxoffice.protocol.port.EventFeed;

/**
 * What an {@link EventFollower} hands events to, on the thread that makes its steps. Any of these may throw: the follower pauses, and
 * begins again with {@link #resume()}.
 *
 * <p>A batch is any number of {@link #onEvent} and then one {@link #commit}. An event that was handed out may come again as long as
 * it was not committed.
 */
public interface EventConsumer extends EventFeed.Handler {
    /**
     * Forgets what it was handed and did not commit.
     *
     * @return where it stands, by what is durable; null: nowhere
     */
    EventPosition resume();

    /**
     * Its position is of no use: brings itself up to date from the core's state, which it must read after this was called, and
     * stands then at {@code from}. The events after that follow, also some whose effects the state showed already.
     */
    void resynchronise(EventPosition from);

    /**
     * Keeps what came of the events since the last commit together with the new position: both or, when this throws, neither.
     */
    void commit(EventPosition through);
}
