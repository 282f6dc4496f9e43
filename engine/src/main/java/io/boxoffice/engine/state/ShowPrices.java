package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.sbe.ShowEventType;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * The prices of shows, and the times at which they change by themselves (since version 3 of the rules). A switch is due when a
 * command's time has reached it; the next command on the show applies it before anything else, otherwise a Tick. What is held
 * keeps its price.
 */
final class ShowPrices {
    private record Switch(long atMs, long showId) {}

    private final BookingState state;
    private final TreeSet<Switch> switches =
            new TreeSet<>(Comparator.comparingLong(Switch::atMs).thenComparingLong(Switch::showId));

    ShowPrices(BookingState state) {
        this.state = state;
    }

    /** When the next switch of any show is due; {@link Long#MAX_VALUE}: there is none. */
    long earliestMs() {
        return switches.isEmpty() ? Long.MAX_VALUE : switches.first().atMs;
    }

    /** A new list takes the place of the old one and of its periods. */
    void set(ShowSeats show, PriceList prices) {
        plan(show, PricePeriods.NONE);
        change(show, prices);
    }

    /** The periods to come, in place of those there were. One that has begun already counts at once. */
    void setPeriods(ShowSeats show, PricePeriods periods) {
        PricePeriods.Period before = show.periods.begunBy(state.nowMs);
        PricePeriods.Period begun = periods.begunBy(state.nowMs);
        plan(show, periods.after(state.nowMs));
        if (begun != null || before != null) {
            change(show, show.prices.withAmounts((begun != null ? begun : before).amounts()));
        }
    }

    /** Applies a switch of a show that is due. Where several are, the last alone counts. */
    void switchIfDue(ShowSeats show) {
        if (show.nextSwitchMs <= state.nowMs) {
            PricePeriods.Period begun = show.periods.begunBy(state.nowMs);
            plan(show, show.periods.after(state.nowMs));
            change(show, show.prices.withAmounts(begun.amounts()));
        }
    }

    /** Applies switches that are due, at most the configured number, in order of (time, show). */
    void sweep() {
        for (int work = 0; work < state.limits.workPerCommand && earliestMs() <= state.nowMs; work++) {
            switchIfDue(state.shows.get(switches.first().showId));
        }
    }

    /** The show is over: its prices change no more. */
    void end(ShowSeats show) {
        plan(show, PricePeriods.NONE);
    }

    /** Gives a show that was loaded its periods. */
    void load(ShowSeats show, PricePeriods periods) {
        plan(show, periods);
    }

    private void plan(ShowSeats show, PricePeriods periods) {
        if (show.nextSwitchMs != Long.MAX_VALUE) {
            switches.remove(new Switch(show.nextSwitchMs, show.showId));
        }
        show.periods = periods;
        show.nextSwitchMs = periods.firstFromMs();
        if (show.nextSwitchMs != Long.MAX_VALUE) {
            switches.add(new Switch(show.nextSwitchMs, show.showId));
        }
    }

    private void change(ShowSeats show, PriceList prices) {
        show.prices = prices;
        show.priceVersion = state.sequence;
        state.events.show(ShowEventType.PRICES_CHANGED, show);
    }
}
