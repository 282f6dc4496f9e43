package io.boxoffice.gateway.http;

import java.util.ArrayList;
import java.util.List;

/** The open connections of one event loop, looked at in turn a few at a time. For that event loop. */
final class OpenConnections {
    private final int shares;
    /** Those from {@link #next} on have been looked at in this pass. */
    private final List<HttpConnection> connections = new ArrayList<>();

    private int next;

    /**
     * @param shares of a pass, 1 or more
     */
    OpenConnections(int shares) {
        this.shares = shares;
    }

    void add(HttpConnection connection) {
        connection.place(connections.size());
        connections.add(connection);
    }

    /** The last takes its place. */
    void remove(HttpConnection connection) {
        HttpConnection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.place(), last);
            last.place(connection.place());
        }
    }

    /** Looks for time-outs in one share of the connections. */
    void sweepShare(long nowNs) {
        if (next <= 0) {
            next = connections.size();
        }
        for (int left = connections.size() / shares + 1; left > 0 && next > 0; left--) {
            next = Math.min(next, connections.size()) - 1;
            if (next >= 0) {
                connections.get(next).sweep(nowNs);
            }
        }
    }

    List<HttpConnection> all() {
        return List.copyOf(connections);
    }
}
