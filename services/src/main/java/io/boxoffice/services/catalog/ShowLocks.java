package io.boxoffice.services.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** One change at a time to a show. Of several shows all are taken at once: two who want the same do not block each other. Any thread. */
final class ShowLocks {
    private final Set<Long> taken = new HashSet<>();

    /** Waits until nobody has any of the shows, and takes them; not by a thread that has one of them. */
    synchronized void take(Collection<Long> showIds) {
        boolean interrupted = false;
        while (!Collections.disjoint(taken, showIds)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        taken.addAll(showIds);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives them back. */
    synchronized void giveBack(Collection<Long> showIds) {
        taken.removeAll(showIds);
        notifyAll();
    }
}
