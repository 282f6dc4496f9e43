package io.boxoffice.gateway.route;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next an opaque cursor for what follows, or null when this was all
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }
}
