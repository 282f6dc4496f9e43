package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The cities, and what is on in each. Blocks; any thread. */
final class CityPages {
    private static final int A_WEEK = 7;
    private static final int CARDS_A_SHELF = 12;

    private final Drawing drawing;
    private final Programmes programmes;
    private final Details details;
    private final Glances glances;
    private final JsonLd data;
    private final Clock clock;

    CityPages(Drawing drawing, Programmes programmes, Details details, Glances glances, JsonLd data, Clock clock) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.details = details;
        this.glances = glances;
        this.data = data;
        this.clock = clock;
    }

    /** The page of all cities. */
    byte[] cities(Say say) {
        List<View.Place> places = programmes.now().cities().stream()
                .map(city -> new View.Place(
                        '/' + say.code() + '/' + Slugs.encode(city.slug()),
                        city.name(),
                        say.text("cities.events", "count", events(city.shows()))))
                .toList();
        String name = drawing.site().name();
        Frame frame = drawing.frame(say, "", name, say.text("cities.description", "site", name))
                .with(data.site(name, say.code()));
        return drawing.draw("cities", frame, new View.Cities(places, '/' + say.code() + "/near"));
    }

    private static long events(List<Entry> shows) {
        return shows.stream().map(entry -> entry.card().eventId()).distinct().count();
    }

    /** The city with the venue that is nearest; null: nothing is on anywhere, or nobody knows where. */
    City nearest(double latitude, double longitude) {
        Programme programme = programmes.now();
        City nearest = null;
        double least = Double.MAX_VALUE;
        for (VenueDetails venue : details.venues(programme.venues()).values()) {
            if (venue.stated().latitude() != null) {
                double distance = distance(
                        latitude,
                        longitude,
                        venue.stated().latitude(),
                        venue.stated().longitude());
                if (distance < least) {
                    least = distance;
                    nearest = programme.cityOf(
                            programme.atVenue(venue.venue().id()).get(0).card());
                }
            }
        }
        return nearest;
    }

    /** By which places are compared: the angle's haversine. */
    private static double distance(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double a = Math.sin(Math.toRadians(otherLatitude - latitude) / 2);
        double b = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        return a * a + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(otherLatitude)) * b * b;
    }

    /**
     * The first page of a city.
     *
     * @throws ProblemException not_found, when nothing is on there
     */
    byte[] home(Say say, String slug) {
        City city = programmes.now().city(slug);
        if (city == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        Instant now = clock.instant();
        ShowWords words = new ShowWords(say, glances, now);
        LocalDate today = LocalDate.ofInstant(now, city.zone());
        String path = '/' + Slugs.encode(city.slug());
        String searched = '/' + say.code() + "/search?city=" + Slugs.encode(city.slug());
        Shelves shelves = new Shelves(words, city.shows(), now.toEpochMilli());
        List<View.Shelf> all = new ArrayList<>();
        shelves.add(all, say.text("home.today"), searched + "&date=" + today, entry -> ShowWords.day(entry)
                .equals(today));
        shelves.add(all, say.text("home.week"), searched, entry -> ShowWords.day(entry)
                .isBefore(today.plusDays(A_WEEK)));
        shelves.add(all, say.text("home.later"), searched, entry -> true);
        shelves.forget();
        shelves.add(
                all, say.text("home.few"), null, entry -> words.glance(entry).few());
        shelves.forget();
        shelves.add(
                all, say.text("home.soon"), null, entry -> words.glance(entry).status() == SaleStatus.NOT_YET);
        List<View.Link> days = new ArrayList<>();
        for (int day = 0; day < A_WEEK; day++) {
            LocalDate date = today.plusDays(day);
            days.add(new View.Link(searched + "&date=" + date, say.nearDay(date, today), false));
        }
        Frame frame = drawing.frame(
                        say,
                        path,
                        say.text("home.title", "city", city.name()),
                        say.text("home.description", "city", city.name(), "count", events(city.shows())))
                .in(city)
                .with(data.site(drawing.site().name(), say.code()));
        return drawing.draw("home", frame, new View.Home(say.text("home.title", "city", city.name()), days, all));
    }

    /** Makes shelves of one city's shows; an event stands on one of them, unless that is forgotten. */
    private final class Shelves {
        private final ShowWords words;
        private final List<Entry> shows;
        private final long nowMs;
        private final Map<Long, Event> known;
        private final Set<Long> shown = new HashSet<>();

        Shelves(ShowWords words, List<Entry> shows, long nowMs) {
            this.words = words;
            this.shows = shows;
            this.nowMs = nowMs;
            known = details.events(shows.stream()
                    .map(entry -> entry.card().eventId())
                    .distinct()
                    .toList());
        }

        void forget() {
            shown.clear();
        }

        void add(List<View.Shelf> to, String title, String more, Predicate<Entry> wanted) {
            Map<Long, Entry> first = new LinkedHashMap<>();
            for (Entry entry : shows) {
                long event = entry.card().eventId();
                if (entry.card().startsAtMs() > nowMs
                        && !shown.contains(event)
                        && !first.containsKey(event)
                        && wanted.test(entry)) {
                    first.put(event, entry);
                }
            }
            if (first.isEmpty()) {
                return;
            }
            List<View.EventCard> cards = first.values().stream()
                    .limit(CARDS_A_SHELF)
                    .map(entry -> card(words, entry, known.get(entry.card().eventId())))
                    .toList();
            shown.addAll(first.keySet());
            to.add(new View.Shelf(title, first.size() > CARDS_A_SHELF ? more : null, cards));
        }
    }

    /** An event's card: with its genres, if those are known. */
    static View.EventCard card(ShowWords words, Entry next, Event event) {
        String title = next.card().eventTitle();
        return words.card(
                next,
                title,
                Poster.Kind.of(event == null ? List.of() : event.stated().genres(), title));
    }
}
