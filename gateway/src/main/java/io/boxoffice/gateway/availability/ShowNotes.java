package io.boxoffice.gateway.availability;

/**
 * What is said of a show besides what it takes to sell it.
 *
 * @param doorsAtMs      when its doors open, epoch milliseconds; 0: not said
 * @param endIsEstimated whether its end is not known, and taken from its event's length
 * @param unlisted       whether lists leave it out: who has its address sees it
 */
public record ShowNotes(long doorsAtMs, boolean endIsEstimated, boolean unlisted, ShowPresentation presentation) {
    /** Nothing is said. */
    public static final ShowNotes NONE = new ShowNotes(0, false, false, ShowPresentation.NONE);

    public ShowNotes {
        presentation = presentation == null ? ShowPresentation.NONE : presentation;
    }
}
