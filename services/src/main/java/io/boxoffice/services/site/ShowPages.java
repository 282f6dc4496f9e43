package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** An event, or a venue, with its shows of a day. Blocks; any thread. */
final class ShowPages {
    private static final int MAX_DAYS = 60;
    private static final int MAX_DESCRIPTION = 160;

    private final Drawing drawing;
    private final Programmes programmes;
    private final Details details;
    private final Glances glances;
    private final JsonLd data;
    private final Pictures pictures;
    private final Clock clock;
    private final int maxShows;

    /**
     * Which shows somebody asks for.
     *
     * @param city a city's part of an address, or empty
     * @param date or null
     */
    record Asked(String city, LocalDate date) {}

    /** Shows of one day; the day is null when there is none. */
    private record Chosen(LocalDate day, List<Entry> shows, NavigableSet<LocalDate> days) {}

    ShowPages(
            Drawing drawing,
            Programmes programmes,
            Details details,
            Glances glances,
            JsonLd data,
            Pictures pictures,
            Clock clock,
            int maxShows) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.details = details;
        this.glances = glances;
        this.data = data;
        this.pictures = pictures;
        this.clock = clock;
        this.maxShows = maxShows;
    }

    /** The address of an event's page without its language; null: there is no such event for everybody. */
    String eventPath(long eventId) {
        List<Entry> shows = programmes.now().ofEvent(eventId);
        if (!shows.isEmpty()) {
            return ShowWords.eventPath(eventId, shows.get(0).card().eventTitle());
        }
        return details.event(eventId)
                .map(event -> ShowWords.eventPath(eventId, event.stated().title()))
                .orElse(null);
    }

    /** The same of a venue. */
    String venuePath(long venueId) {
        List<Entry> shows = programmes.now().atVenue(venueId);
        if (!shows.isEmpty()) {
            return ShowWords.venuePath(venueId, shows.get(0).card().venueName());
        }
        VenueDetails venue = details.venues(List.of(venueId)).get(venueId);
        return venue == null || !venue.hasShows()
                ? null
                : ShowWords.venuePath(venueId, venue.stated().name());
    }

    /**
     * The page of an event.
     *
     * @param path what {@link #eventPath} told
     */
    byte[] event(Say say, String path, Asked asked) {
        long eventId = Slugs.id(path);
        Programme programme = programmes.now();
        List<Entry> all = programme.ofEvent(eventId);
        Event event = details.event(eventId).orElse(null);
        if (all.isEmpty() && event == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        String title =
                all.isEmpty() ? event.stated().title() : all.get(0).card().eventTitle();
        ShowWords words = new ShowWords(say, glances, clock.instant());
        City city = programme.city(asked.city);
        List<Entry> here = all.stream()
                .filter(entry -> city == null || programme.cityOf(entry.card()) == city)
                .toList();
        Chosen chosen = choose(here, asked.date);
        Map<Long, List<Entry>> byVenue = new LinkedHashMap<>();
        chosen.shows.forEach(entry -> byVenue.computeIfAbsent(entry.card().venueId(), id -> new ArrayList<>())
                .add(entry));
        List<View.Row> rows = byVenue.values().stream()
                .map(shows -> {
                    ShowCard card = shows.get(0).card();
                    return new View.Row(
                            '/' + say.code() + ShowWords.venuePath(card.venueId(), card.venueName()),
                            card.venueName(),
                            card.city(),
                            shows.stream()
                                    .map(entry -> words.button(entry, card.venueName()))
                                    .toList());
                })
                .toList();
        List<String> paragraphs = paragraphs(event);
        String description =
                paragraphs.isEmpty() ? say.text("event.description", "title", title) : shortened(paragraphs.get(0));
        String languageless = '/' + say.code() + path;
        Poster.Kind kind =
                Poster.Kind.of(event == null ? List.of() : event.stated().genres(), title);
        String picture = pictures.address(eventId, title, kind);
        Frame frame = drawing.frame(say, path, title, description)
                .in(city == null ? onlyCity(programme, all) : city)
                .shownAs(picture)
                .with(data.shows(chosen.shows, details.venues(byVenue.keySet()), description, picture, say.code()));
        return drawing.draw(
                "shows",
                frame,
                new View.Shows(
                        title,
                        Poster.draw(title, kind),
                        facts(say, event),
                        paragraphs,
                        cities(say, programme, all, languageless, city),
                        days(
                                say,
                                words,
                                here,
                                chosen,
                                languageless + "?" + (city == null ? "" : "city=" + Slugs.encode(city.slug()) + "&")),
                        heading(say, words, chosen),
                        rows,
                        note(say, words, here, chosen, asked, languageless)));
    }

    /**
     * The page of a venue.
     *
     * @param path what {@link #venuePath} told
     */
    byte[] venue(Say say, String path, Asked asked) {
        long venueId = Slugs.id(path);
        Programme programme = programmes.now();
        List<Entry> all = programme.atVenue(venueId);
        VenueDetails venue = details.venues(List.of(venueId)).get(venueId);
        if (all.isEmpty() && venue == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        String name = all.isEmpty() ? venue.stated().name() : all.get(0).card().venueName();
        ShowWords words = new ShowWords(say, glances, clock.instant());
        Chosen chosen = choose(all, asked.date);
        Map<Long, List<Entry>> byEvent = new LinkedHashMap<>();
        chosen.shows.forEach(entry -> byEvent.computeIfAbsent(entry.card().eventId(), id -> new ArrayList<>())
                .add(entry));
        List<View.Row> rows = byEvent.values().stream()
                .map(shows -> {
                    ShowCard card = shows.get(0).card();
                    return new View.Row(
                            '/' + say.code() + ShowWords.eventPath(card.eventId(), card.eventTitle()),
                            card.eventTitle(),
                            card.hallName(),
                            shows.stream()
                                    .map(entry -> words.button(entry, card.eventTitle()))
                                    .toList());
                })
                .toList();
        String city = all.isEmpty() ? venue.stated().city() : all.get(0).card().city();
        List<String> facts = new ArrayList<>();
        if (venue != null && venue.stated().address() != null) {
            facts.add(venue.stated().address());
        }
        if (city != null) {
            facts.add(city);
        }
        String languageless = '/' + say.code() + path;
        Frame frame = drawing.frame(
                        say, path, name, say.text("venue.description", "venue", name, "city", city == null ? "" : city))
                .in(all.isEmpty() ? null : programme.cityOf(all.get(0).card()));
        if (!all.isEmpty()) {
            frame = frame.with(data.venue(all.get(0).card(), venue, languageless));
        }
        return drawing.draw(
                "shows",
                frame,
                new View.Shows(
                        name,
                        null,
                        facts,
                        List.of(),
                        List.of(),
                        days(say, words, all, chosen, languageless + "?"),
                        heading(say, words, chosen),
                        rows,
                        note(say, words, all, chosen, asked, languageless)));
    }

    private Chosen choose(List<Entry> shows, LocalDate date) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        shows.forEach(entry -> days.add(ShowWords.day(entry)));
        LocalDate day = date != null || days.isEmpty() ? date : days.first();
        List<Entry> ofDay = shows.stream()
                .filter(entry -> ShowWords.day(entry).equals(day))
                .limit(maxShows)
                .toList();
        return new Chosen(day, ofDay, days);
    }

    private static String heading(Say say, ShowWords words, Chosen chosen) {
        return chosen.shows.isEmpty()
                ? ""
                : say.text(
                        "shows.on",
                        "day",
                        words.day(chosen.day, chosen.shows.get(0).zone()));
    }

    private static List<View.Link> days(Say say, ShowWords words, List<Entry> shows, Chosen chosen, String address) {
        return chosen.days.stream()
                .limit(MAX_DAYS)
                .map(day -> new View.Link(
                        address + "date=" + day, words.day(day, shows.get(0).zone()), day.equals(chosen.day)))
                .toList();
    }

    private static List<View.Link> cities(Say say, Programme programme, List<Entry> all, String address, City chosen) {
        Map<String, City> cities = new LinkedHashMap<>();
        all.forEach(entry -> {
            City city = programme.cityOf(entry.card());
            cities.put(city.slug(), city);
        });
        if (cities.size() < 2) {
            return List.of();
        }
        List<View.Link> links = new ArrayList<>();
        links.add(new View.Link(address, say.text("search.anyCity"), chosen == null));
        cities.values()
                .forEach(city -> links.add(
                        new View.Link(address + "?city=" + Slugs.encode(city.slug()), city.name(), city == chosen)));
        return links;
    }

    /** The city of all shows, if they are in one. */
    private static City onlyCity(Programme programme, List<Entry> shows) {
        List<City> cities = shows.stream()
                .map(entry -> programme.cityOf(entry.card()))
                .distinct()
                .toList();
        return cities.size() == 1 ? cities.get(0) : null;
    }

    /** What stands in the way of all shows, or null. */
    private View.Note note(Say say, ShowWords words, List<Entry> all, Chosen chosen, Asked asked, String address) {
        if (all.isEmpty()) {
            return new View.Note(
                    say.text("shows.none"), say.text("shows.noneWhy"), '/' + say.code(), say.text("trouble.home"));
        }
        if (chosen.shows.isEmpty()) {
            LocalDate next = chosen.days.ceiling(asked.date);
            LocalDate nearest = next == null ? chosen.days.last() : next;
            String day = words.day(nearest, all.get(0).zone());
            return new View.Note(
                    say.text("shows.noneOn", "day", say.day(asked.date)),
                    null,
                    address + "?date=" + nearest,
                    say.text("shows.nearest", "day", day));
        }
        if (isAll(all, SaleStatus.CANCELLED)) {
            return new View.Note(say.text("shows.allCancelled"), say.text("shows.allCancelledWhy"), null, null);
        }
        if (isAll(all, SaleStatus.SOLD_OUT)) {
            return new View.Note(say.text("shows.allSoldOut"), say.text("shows.allSoldOutWhy"), null, null);
        }
        if (isAll(all, SaleStatus.NOT_YET)) {
            Entry first = all.stream()
                    .min((a, b) -> Long.compare(
                            a.show().definition().onSaleFromMs(),
                            b.show().definition().onSaleFromMs()))
                    .orElseThrow();
            return new View.Note(say.text("shows.notYet"), words.notYet(first), null, null);
        }
        return null;
    }

    private boolean isAll(List<Entry> shows, SaleStatus status) {
        return shows.stream().allMatch(entry -> glances.of(entry.show()).status() == status);
    }

    private static List<String> facts(Say say, Event event) {
        List<String> facts = new ArrayList<>();
        if (event == null) {
            return facts;
        }
        facts.addAll(event.stated().genres());
        if (event.stated().durationMinutes() != null) {
            facts.add(say.text("event.minutes", "count", event.stated().durationMinutes()));
        }
        if (event.stated().ageRating() != null) {
            facts.add(event.stated().ageRating());
        }
        if (event.stated().language() != null) {
            String name = Locale.forLanguageTag(event.stated().language())
                    .getDisplayLanguage(Locale.forLanguageTag(say.code()));
            facts.add(name.isEmpty() ? event.stated().language() : name);
        }
        return facts;
    }

    private static List<String> paragraphs(Event event) {
        return event == null || event.stated().description() == null
                ? List.of()
                : event.stated()
                        .description()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_DESCRIPTION
                ? text
                : text.substring(0, MAX_DESCRIPTION).replaceAll("\\S*$", "") + "…";
    }
}
