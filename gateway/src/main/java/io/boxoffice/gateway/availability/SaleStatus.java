package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.sbe.ShowStatus;
import java.util.Locale;

/** Whether seats of a show can be had, as everybody is told. Decided here and nowhere else. */
public enum SaleStatus {
    /** Its sale has not begun. */
    NOT_YET,
    ON_SALE,
    /** It is on sale, and no seat or place is free; one may be given back. */
    SOLD_OUT,
    /** Its sale has ended, or its organizer closed it. */
    CLOSED,
    CANCELLED,
    /** It has ended. */
    OVER;

    /** As answers write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of a show that the core knows, by its state and the time alone: {@link #ON_SALE} also when nothing is free.
     *
     * @param nowMs since 1970
     */
    public static SaleStatus of(ShowDefinition show, long nowMs) {
        if (show.status() == ShowStatus.CANCELLED) {
            return CANCELLED;
        }
        if (nowMs >= show.endsAtMs() || show.status() == ShowStatus.ARCHIVED) {
            return OVER;
        }
        if (show.status() == ShowStatus.CLOSED || nowMs >= show.onSaleUntilMs()) {
            return CLOSED;
        }
        return show.status() == ShowStatus.OPEN && nowMs >= show.onSaleFromMs() ? ON_SALE : NOT_YET;
    }

    /** Of a show that the core knows. */
    static SaleStatus of(ShowDefinition show, long nowMs, boolean anyFree) {
        SaleStatus status = of(show, nowMs);
        return status == ON_SALE && !anyFree ? SOLD_OUT : status;
    }

    /**
     * Of a show from which the core has just refused to sell: its time may differ a little from this clock's, and is right.
     *
     * @param nowMs since 1970
     */
    public static SaleStatus ofRefused(ShowDefinition show, long nowMs) {
        SaleStatus status = of(show, nowMs);
        if (status != ON_SALE) {
            return status;
        }
        return nowMs - show.onSaleFromMs() < show.onSaleUntilMs() - nowMs ? NOT_YET : CLOSED;
    }
}
