package io.boxoffice.server.imports.cinemas;

import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.cinemas.Cinemas.HallKey;
import io.boxoffice.server.imports.cinemas.Cinemas.Showtime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which showtimes are sold. First, one without a price falls back to the default or is refused. Then, of showtimes that
 * overlap in a hall, those that end first stay, which keeps the most. Refused showtimes stand in nobody's way.
 */
final class Season {
    private final Cinemas cinemas;
    private final CinemasOptions options;
    private final ImportReport report;

    Season(Cinemas cinemas, CinemasOptions options, ImportReport report) {
        this.cinemas = cinemas;
        this.options = options;
        this.report = report;
    }

    /** The showtimes to sell, in the order of the file; what is refused goes to the report. */
    List<Showtime> select() {
        int unpriced = cinemas.priceless().size();
        report.note(unpriced + " showtimes have no price at all"
                + (options.defaultAmount() < 0
                        ? ": sell them with --default-price"
                        : " and are sold at " + options.defaultAmount()));
        List<Showtime> priced =
                cinemas.showtimes().stream().filter(this::hasPrice).toList();
        report.note(neighboursOverlapping() + " pairs of showtimes that follow each other in a hall overlap"
                + (options.allowOverlaps()
                        ? ", and are sold all the same"
                        : ": sell all of them with --allow-overlaps"));
        return options.allowOverlaps() ? priced : withoutOverlaps(priced);
    }

    /** Pairs of showtimes next to each other in time, in one hall, of which the second begins before the first has ended. */
    int neighboursOverlapping() {
        int pairs = 0;
        for (List<Showtime> hall : byHall(cinemas.showtimes()).values()) {
            hall.sort(Comparator.comparing(Showtime::start));
            for (int i = 1; i < hall.size(); i++) {
                pairs += hall.get(i).start().isBefore(hall.get(i - 1).end()) ? 1 : 0;
            }
        }
        return pairs;
    }

    private boolean hasPrice(Showtime showtime) {
        if (cinemas.prices().containsKey(showtime.id()) || options.defaultAmount() >= 0) {
            return true;
        }
        boolean named = !cinemas.priceless().contains(showtime.id());
        report.refused(
                CinemasReader.SHOWTIMES,
                showtime.line(),
                showtime.id(),
                named ? Reasons.WITHOUT_USABLE_PRICE : Reasons.WITHOUT_PRICE,
                "");
        return false;
    }

    private List<Showtime> withoutOverlaps(List<Showtime> showtimes) {
        Set<String> stay = new HashSet<>();
        Map<String, String> inTheWay = new HashMap<>();
        for (List<Showtime> hall : byHall(showtimes).values()) {
            hall.sort(Comparator.comparing(Showtime::end)
                    .thenComparing(Showtime::start)
                    .thenComparing(Showtime::id));
            Instant free = Instant.MIN;
            String last = "";
            for (Showtime showtime : hall) {
                if (showtime.start().isBefore(free)) {
                    inTheWay.put(showtime.id(), last);
                } else {
                    stay.add(showtime.id());
                    free = showtime.end();
                    last = showtime.id();
                }
            }
        }
        for (Showtime showtime : showtimes) {
            if (!stay.contains(showtime.id())) {
                report.refused(
                        CinemasReader.SHOWTIMES,
                        showtime.line(),
                        showtime.id(),
                        Reasons.OVERLAPS,
                        inTheWay.get(showtime.id()));
            }
        }
        return showtimes.stream().filter(s -> stay.contains(s.id())).toList();
    }

    private static Map<HallKey, List<Showtime>> byHall(List<Showtime> showtimes) {
        Map<HallKey, List<Showtime>> halls = new LinkedHashMap<>();
        showtimes.forEach(
                s -> halls.computeIfAbsent(s.hall(), h -> new ArrayList<>()).add(s));
        return halls;
    }
}
