package io.boxoffice.server.imports.seatingplan;

import java.util.ArrayList;
import java.util.List;

/** What was mended, left out, decided or guessed while a plan was read: by kind, with what it concerns. For one thread. */
final class Findings {
    private final List<SeatingPlan.Finding> all = new ArrayList<>();

    /**
     * @param kind   the same words for everything of the kind
     * @param detail what it concerns in this plan
     */
    void add(String kind, String detail) {
        all.add(new SeatingPlan.Finding(kind, detail));
    }

    List<SeatingPlan.Finding> all() {
        return List.copyOf(all);
    }
}
