package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.protocol.port.ShowDefinition;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What happened to a show, but for its seats and prices, as the event {@code show} says it. */
enum ShowChange {
    /** Its sale began, or began again. */
    OPENED,
    /** Its sale ended, or its organizer closed it. */
    CLOSED,
    /** A time of it is another. */
    MOVED,
    CANCELLED,
    /** It has ended. */
    OVER,
    /** It is gone from here; the stream ends, or goes on without it. */
    ARCHIVED;

    /** As the event writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * All that lies between two states.
     *
     * @param wasSold whether it was on sale, closed, and so on, by state and time
     */
    static Set<ShowChange> between(ShowDefinition before, SaleStatus wasSold, ShowDefinition now, SaleStatus isSold) {
        Set<ShowChange> changes = EnumSet.noneOf(ShowChange.class);
        boolean sameTimes = before.startsAtMs() == now.startsAtMs()
                && before.endsAtMs() == now.endsAtMs()
                && before.onSaleFromMs() == now.onSaleFromMs()
                && before.onSaleUntilMs() == now.onSaleUntilMs();
        if (!sameTimes) {
            changes.add(MOVED);
        }
        if (wasSold != isSold) {
            switch (isSold) {
                case ON_SALE -> changes.add(OPENED);
                case CLOSED -> changes.add(CLOSED);
                case CANCELLED -> changes.add(CANCELLED);
                case OVER -> changes.add(OVER);
                default -> {
                    // Not yet on sale again: its times were moved. Sold out is told with the seats.
                }
            }
        }
        return changes;
    }
}
