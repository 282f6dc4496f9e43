package io.boxoffice.gateway.availability;

/**
 * What is said of a show besides what it takes to sell it.
 *
 * @param doorsAtMs      when its doors open, epoch milliseconds; 0: not said
 * @param endIsEstimated whether its end is not known, and taken from its event's length
 * @param unlisted       whether lists leave it out: who has its address sees it
 * @param windows        when it is sold where; null: everywhere at the same times, and in a file of an older version
 */
public record ShowNotes(
        long doorsAtMs,
        boolean endIsEstimated,
        boolean unlisted,
        ShowPresentation presentation,
        ChannelWindows windows) {
    /** Nothing is said. */
    public static final ShowNotes NONE = new ShowNotes(0, false, false, ShowPresentation.NONE, null);

    /** The same with other windows. */
    public ShowNotes with(ChannelWindows others) {
        return new ShowNotes(doorsAtMs, endIsEstimated, unlisted, presentation, others);
    }

    public ShowNotes {
        presentation = presentation == null ? ShowPresentation.NONE : presentation;
    }
}
