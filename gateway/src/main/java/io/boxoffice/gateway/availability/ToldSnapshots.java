package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.port.PublishedShow;

/**
 * Where snapshots that are told to clients come from. The event streams need to know of each: a client goes on from it with
 * the changes after it.
 */
@FunctionalInterface
public interface ToldSnapshots {
    /** Copies the state of one moment. Any thread. */
    void copy(PublishedShow show, ShowSnapshot into);
}
