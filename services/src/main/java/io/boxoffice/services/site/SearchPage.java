package io.boxoffice.services.site;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.EventQuery;
import io.boxoffice.services.catalog.FoundEvent;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looking for events. Blocks; any thread. */
final class SearchPage {
    private static final int CARDS = 24;

    private final Drawing drawing;
    private final Programmes programmes;
    private final Details details;
    private final Glances glances;
    private final CatalogSearch search;
    private final Clock clock;

    /**
     * What somebody looks for.
     *
     * @param text   words, or empty
     * @param city   a city's part of an address, or empty
     * @param date   or null
     * @param genre  or empty
     * @param cursor where to go on, or null
     */
    record Asked(String text, String city, LocalDate date, String genre, String cursor) {
        /** The same as a query, but for where to go on. */
        String query() {
            StringBuilder query = new StringBuilder();
            add(query, "q", text);
            add(query, "city", city);
            add(query, "date", date == null ? "" : date.toString());
            add(query, "genre", genre);
            return query.toString();
        }

        private static void add(StringBuilder query, String name, String value) {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(Slugs.encode(value));
            }
        }
    }

    /** What was found, and where to go on; null: that is all. */
    private record Found(List<View.EventCard> cards, String next, boolean inMemory) {}

    SearchPage(
            Drawing drawing,
            Programmes programmes,
            Details details,
            Glances glances,
            CatalogSearch search,
            Clock clock) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.details = details;
        this.glances = glances;
        this.search = search;
        this.clock = clock;
    }

    /**
     * The page of a search.
     *
     * @throws InvalidInputException when it asks for what cannot be
     */
    byte[] draw(Say say, Asked asked) {
        Programme programme = programmes.now();
        City city = programme.city(asked.city);
        ShowWords words = new ShowWords(say, glances, clock.instant());
        Found found = find(asked, programme, city, words);
        View.Note note = null;
        if (found.cards.isEmpty()) {
            note = nothing(say, asked, city);
        } else if (found.inMemory) {
            note = new View.Note(say.text("search.away"), say.text("search.awayWhy"), null, null);
        }
        String heading = asked.text.isEmpty() ? say.text("search.all") : say.text("search.for", "text", asked.text);
        Frame frame = drawing.frame(say, "/search" + asked.query(), heading, say.text("search.description"))
                .in(city)
                .lookingFor(asked.text)
                .hidden();
        List<View.Choice> cities = new ArrayList<>();
        cities.add(new View.Choice("", say.text("search.anyCity"), city == null));
        programme.cities().forEach(c -> cities.add(new View.Choice(c.slug(), c.name(), c == city)));
        List<View.Choice> genres = new ArrayList<>();
        genres.add(new View.Choice("", say.text("search.anyGenre"), asked.genre.isEmpty()));
        details.genres().forEach(g -> genres.add(new View.Choice(g, g, g.equals(asked.genre))));
        return drawing.draw(
                "search",
                frame,
                new View.Search(
                        heading,
                        asked.text,
                        asked.date == null ? "" : asked.date.toString(),
                        cities,
                        genres,
                        found.cards,
                        found.next,
                        note));
    }

    private View.Note nothing(Say say, Asked asked, City city) {
        String wide = '/' + say.code() + "/search" + new Asked(asked.text, "", null, "", null).query();
        if (asked.date != null) {
            return new View.Note(
                    say.text("search.nothingOn", "day", say.day(asked.date)),
                    say.text("search.tryOtherDay"),
                    wide,
                    say.text("search.anyDay"));
        }
        if (city != null || !asked.genre.isEmpty()) {
            return new View.Note(
                    say.text("search.nothing"), say.text("search.tryEverywhere"), wide, say.text("search.everywhere"));
        }
        String all = '/' + say.code() + "/search";
        return new View.Note(say.text("search.nothing"), say.text("search.tryOtherWords"), all, say.text("search.all"));
    }

    private Found find(Asked asked, Programme programme, City city, ShowWords words) {
        if (details.isAway()) {
            return inMemory(asked, programme, city, words);
        }
        try {
            Page<FoundEvent> page = search.events(
                    null,
                    new EventQuery(
                            emptyToNull(asked.text),
                            city == null ? null : city.name(),
                            asked.date,
                            emptyToNull(asked.genre),
                            null,
                            null,
                            null,
                            asked.cursor,
                            CARDS));
            List<Long> ids =
                    page.items().stream().map(found -> found.event().id()).toList();
            Map<Long, Event> known = details.events(ids);
            List<View.EventCard> cards = new ArrayList<>();
            for (long id : ids) {
                Entry next = next(programme.ofEvent(id), asked, city);
                if (next != null) {
                    cards.add(CityPages.card(words, next, known.get(id)));
                }
            }
            String more = page.next() == null ? null : withCursor("/search" + asked.query(), page.next());
            return new Found(cards, more, false);
        } catch (DatabaseUnavailableException e) {
            return inMemory(asked, programme, city, words);
        }
    }

    private static String withCursor(String address, String cursor) {
        return address + (address.indexOf('?') < 0 ? '?' : '&') + "cursor=" + Slugs.encode(cursor);
    }

    /** What titles alone tell, while PostgreSQL is away. */
    private Found inMemory(Asked asked, Programme programme, City city, ShowWords words) {
        Map<Long, Entry> found = new LinkedHashMap<>();
        String wanted = folded(asked.text);
        for (long event : programme.events()) {
            List<Entry> shows = programme.ofEvent(event);
            Entry next = next(shows, asked, city);
            if (next != null && folded(next.card().eventTitle()).contains(wanted)) {
                found.put(event, next);
            }
        }
        Map<Long, Event> known = details.events(found.keySet());
        return new Found(
                found.values().stream()
                        .sorted((a, b) ->
                                Long.compare(a.card().startsAtMs(), b.card().startsAtMs()))
                        .limit(CARDS)
                        .map(entry -> CityPages.card(
                                words, entry, known.get(entry.card().eventId())))
                        .toList(),
                null,
                true);
    }

    private static Entry next(List<Entry> shows, Asked asked, City city) {
        return shows.stream()
                .filter(entry -> city == null
                        || city.name().equalsIgnoreCase(entry.card().city()))
                .filter(entry -> asked.date == null || ShowWords.day(entry).equals(asked.date))
                .findFirst()
                .orElse(null);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
