package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ShowEventType;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What shows cost, and will cost. */
final class PriceRules {
    private final World world;
    private final Happenings happenings;

    PriceRules(World world, Happenings happenings) {
        this.world = world;
        this.happenings = happenings;
    }

    void replace(World.Show show, PriceList prices) {
        show.laterAmounts.clear();
        change(show, prices);
    }

    void plan(World.Show show, SortedMap<Long, long[]> later) {
        long[] overdue = takeDue(show);
        show.laterAmounts.putAll(later);
        show.laterAmounts.keySet().retainAll(later.keySet());
        long[] due = takeDue(show);
        if (due != null || overdue != null) {
            change(show, show.prices.withAmounts(due == null ? overdue : due));
        }
    }

    /** What every command on a show begins with. */
    void keepUp(World.Show show) {
        long[] due = show == null ? null : takeDue(show);
        if (due != null) {
            change(show, show.prices.withAmounts(due));
        }
    }

    /** What a Tick does, for as many shows as a command may touch. */
    void tick() {
        List<World.Show> late = world.shows.values().stream()
                .filter(show -> !show.laterAmounts.isEmpty() && show.laterAmounts.firstKey() <= world.nowMs)
                .sorted(Comparator.comparing((World.Show show) -> show.laterAmounts.firstKey())
                        .thenComparing(show -> show.showId))
                .limit(world.limits.workPerCommand())
                .toList();
        late.forEach(this::keepUp);
    }

    long nextMs() {
        return world.shows.values().stream()
                .filter(show -> !show.laterAmounts.isEmpty())
                .mapToLong(show -> show.laterAmounts.firstKey())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Takes what is due from the plan; the last of it counts. */
    private long[] takeDue(World.Show show) {
        TreeMap<Long, long[]> due = new TreeMap<>(show.laterAmounts.headMap(world.nowMs, true));
        show.laterAmounts.keySet().removeAll(due.keySet());
        return due.isEmpty() ? null : due.lastEntry().getValue();
    }

    private void change(World.Show show, PriceList prices) {
        show.prices = prices;
        show.priceVersion = world.sequence;
        happenings.show(ShowEventType.PRICES_CHANGED, show);
    }
}
