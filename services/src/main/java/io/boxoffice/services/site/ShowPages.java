package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.ImageSize;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.EventPicture;
import io.boxoffice.services.catalog.EventPreview;
import io.boxoffice.services.catalog.ImageRole;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

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
        Event event = details.event(eventId).orElse(null);
        if (programme.ofEvent(eventId).isEmpty() && event == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return event(say, path, asked, new Source(programme, eventId, event, null));
    }

    /**
     * The page of an event as it will be, which nobody buys from yet.
     *
     * @param path of the preview, without its language
     * @param date of the shows that are asked for, or null
     * @param mark says that it is a preview
     */
    byte[] preview(Say say, String path, EventPreview preview, LocalDate date, String mark) {
        Event event = preview.event();
        return event(say, path, new Asked("", date), new Source(programmes.of(preview), event.id(), event, mark));
    }

    /** Where the first show of a preview is; without any, no zone but UTC. */
    ZoneId zone(EventPreview preview) {
        return preview.shows().isEmpty()
                ? ZoneOffset.UTC
                : ZoneId.of(preview.shows().get(0).card().timezone());
    }

    /**
     * What the page of an event is drawn of.
     *
     * @param event null: PostgreSQL is away
     * @param mark  says that it is a preview; null: it is none
     */
    private record Source(Programme programme, long eventId, Event event, String mark) {}

    private byte[] event(Say say, String path, Asked asked, Source source) {
        long eventId = source.eventId;
        Programme programme = source.programme;
        Event event = source.event;
        List<Entry> all = programme.ofEvent(eventId);
        String title =
                all.isEmpty() ? event.stated().title() : all.get(0).card().eventTitle();
        ShowWords words = new ShowWords(say, glances, clock.instant());
        City city = programme.city(asked.city);
        List<Entry> here = all.stream()
                .filter(entry -> city == null || programme.cityOf(entry.card()) == city)
                .toList();
        Chosen chosen = choose(here, asked.date);
        List<View.Row> rows = rows(chosen, entry -> entry.card().venueId(), shows -> {
            ShowCard card = shows.get(0).card();
            return new View.Row(
                    '/' + say.code() + ShowWords.venuePath(card.venueId(), card.venueName()),
                    card.venueName(),
                    card.city(),
                    ShowWords.version(say, card),
                    shows.stream()
                            .map(entry -> words.button(entry, card.venueName()))
                            .map(button -> source.mark == null ? button : button.shut())
                            .toList());
        });
        String said = event == null ? "" : Markdown.firstWords(event.stated().description());
        String description = said.isEmpty() ? say.text("event.description", "title", title) : shortened(said);
        String languageless = '/' + say.code() + path;
        Poster.Kind kind =
                Poster.Kind.of(event == null ? List.of() : event.stated().genres(), title);
        String picture = pictures.address(eventId, title, kind);
        EventPicture poster = event == null ? null : event.picture(ImageRole.POSTER);
        EventPicture banner = event == null ? null : event.picture(ImageRole.HERO);
        Frame frame = drawing.frame(say, path, title, description)
                .in(city == null ? onlyCity(programme, all) : city)
                .shownAs(shared(banner != null ? banner : poster, picture))
                .with(data.shows(
                        chosen.shows,
                        details.venues(chosen.shows.stream()
                                .map(entry -> entry.card().venueId())
                                .distinct()
                                .toList()),
                        new JsonLd.Told(event, description, picture, say.code())));
        return drawing.draw(
                "shows",
                source.mark == null ? frame : frame.hidden().with(null),
                new View.Shows(
                        title,
                        poster == null ? Poster.draw(title, kind) : null,
                        EventParts.picture(poster),
                        EventParts.picture(banner),
                        EventParts.facts(say, event),
                        event == null ? "" : Markdown.html(event.stated().description()),
                        EventParts.out(say, event),
                        cities(say, programme, all, languageless, city),
                        days(
                                say,
                                words,
                                here,
                                chosen,
                                languageless + "?" + (city == null ? "" : "city=" + Slugs.encode(city.slug()) + "&")),
                        heading(say, words, chosen),
                        rows,
                        note(say, words, here, chosen, asked, languageless),
                        EventParts.parts(say, event),
                        source.mark));
    }

    /**
     * What stands for an event where its page is shared: its own picture, at its largest, or what is drawn for it.
     *
     * @param own   or null
     * @param drawn address of a picture
     */
    private Frame.Shared shared(EventPicture own, String drawn) {
        if (own == null) {
            return new Frame.Shared(drawn, Pictures.WIDTH, Pictures.HEIGHT);
        }
        ImageSize largest = own.largest();
        return new Frame.Shared(drawing.site().url() + largest.url(), largest.width(), largest.height());
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
        List<View.Row> rows = rows(chosen, entry -> entry.card().eventId(), shows -> {
            ShowCard card = shows.get(0).card();
            return new View.Row(
                    '/' + say.code() + ShowWords.eventPath(card.eventId(), card.eventTitle()),
                    card.eventTitle(),
                    card.hallName(),
                    ShowWords.version(say, card),
                    shows.stream()
                            .map(entry -> words.button(entry, card.eventTitle()))
                            .toList());
        });
        String city = all.isEmpty() ? venue.stated().city() : all.get(0).card().city();
        List<String> facts =
                venue != null ? VenueParts.address(say, venue.stated()) : city == null ? List.of() : List.of(city);
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
                        null,
                        null,
                        facts,
                        "",
                        venue == null ? List.of() : VenueParts.out(say, venue.stated()),
                        List.of(),
                        days(say, words, all, chosen, languageless + "?"),
                        heading(say, words, chosen),
                        rows,
                        note(say, words, all, chosen, asked, languageless),
                        venue == null ? List.of() : VenueParts.parts(say, venue.stated(), details.halls(venueId)),
                        null));
    }

    /** Shows of one place or event in one version stand together. */
    private static List<View.Row> rows(Chosen chosen, ToLongFunction<Entry> of, Function<List<Entry>, View.Row> drawn) {
        Map<List<Object>, List<Entry>> groups = new LinkedHashMap<>();
        for (Entry entry : chosen.shows) {
            List<Object> group =
                    List.of(of.applyAsLong(entry), entry.card().notes().presentation());
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(entry);
        }
        return groups.values().stream().map(drawn).toList();
    }

    private Chosen choose(List<Entry> shows, LocalDate date) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (Entry entry : shows) {
            LocalDate first = ShowWords.day(entry);
            // Of what has been on for weeks, the days that are over are of no use.
            LocalDate from = first.isBefore(today) ? today : first;
            LocalDate last = ShowWords.lastDay(entry);
            days.add(first.isBefore(from) && from.isAfter(last) ? last : from);
            from.datesUntil(last.isBefore(from) ? from : last.plusDays(1))
                    .limit(MAX_DAYS)
                    .forEach(days::add);
        }
        LocalDate day = date != null || days.isEmpty() ? date : days.first();
        List<Entry> ofDay = shows.stream()
                .filter(entry -> day != null && ShowWords.isOn(entry, day))
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

    private static String shortened(String text) {
        return text.length() <= MAX_DESCRIPTION
                ? text
                : text.substring(0, MAX_DESCRIPTION).replaceAll("\\S*$", "") + "…";
    }
}
