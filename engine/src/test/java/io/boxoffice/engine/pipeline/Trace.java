package io.boxoffice.engine.pipeline;

import java.util.ArrayList;
import java.util.List;

/** What the fakes around the pipeline saw, in one order. Any thread. */
final class Trace {
    private final List<String> entries = new ArrayList<>();

    synchronized void add(String entry) {
        entries.add(entry);
    }

    synchronized List<String> entries() {
        return new ArrayList<>(entries);
    }

    List<String> startingWith(String... prefixes) {
        return entries().stream()
                .filter(e -> List.of(prefixes).stream().anyMatch(e::startsWith))
                .toList();
    }
}
