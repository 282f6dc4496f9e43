package io.boxoffice.protocol.port;

/** The published state of a show's seats and areas. Written by the booking thread, read by any, without a lock. */
public interface Availability {
    /** The sequence of the last command that changed it. A cheap volatile read. */
    long version();

    /**
     * Copies the state of one moment.
     *
     * @param into reused by the caller; sized as needed
     */
    void copyTo(AvailabilitySnapshot into);
}
