package io.boxoffice.server.imports.cinemas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.pricing.BlockReason;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.RefusedByServerException;
import io.boxoffice.server.imports.ShowsOnSale;
import io.boxoffice.server.imports.cinemas.Cinemas.HallKey;
import io.boxoffice.server.imports.cinemas.Cinemas.Movie;
import io.boxoffice.server.imports.cinemas.Cinemas.Seat;
import io.boxoffice.server.imports.cinemas.Cinemas.Showtime;
import io.boxoffice.server.imports.cinemas.Cinemas.Venue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Brings a directory of cinemas to a server and puts its showtimes on sale. Repeated, it finds everything again and doubles
 * nothing. The files' season lies in the past: all of it is moved by whole days, so that times of day stay. One call at a
 * time.
 */
public final class CinemasImport {
    /** What the report counts shows under that are on sale. */
    public static final String ON_SALE = ShowsOnSale.KIND;

    /** Of one request: enough to share what a request costs, few enough that some are made while others are published. */
    private static final int SHOWS_TOGETHER = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The reason of seats that are blocked for want of a price. */
    private static final String NOT_PRICED = BlockReason.nameOf(90);

    /** Customers may give tickets back until this long before the start. */
    private static final Duration CANCEL_BEFORE = Duration.ofHours(1);

    private final CatalogClient client;
    private final InParallel parallel;
    private final CinemasOptions options;
    private final ImportReport report;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, String> eventIds = new ConcurrentHashMap<>();
    private final Map<HallKey, Hall> halls = new ConcurrentHashMap<>();

    public CinemasImport(CatalogClient client, InParallel parallel, CinemasOptions options, ImportReport report) {
        this.client = client;
        this.parallel = parallel;
        this.options = options;
        this.report = report;
    }

    private record Hall(String hallId, String seatMapId, HallPlan plan, List<Seat> seats) {}

    private record Performance(Showtime showtime, int season, Instant start, Instant end) {}

    /**
     * @throws ImportException when the files cannot be read, or the server not be reached
     */
    public void run(Path directory) {
        Cinemas cinemas = new CinemasReader(directory, report).read();
        List<Showtime> selected = new Season(cinemas, options, report).select();
        report.note(choices(cinemas));
        cinemas.venues().values().forEach(venue -> venue(venue, cinemas));
        List<Movie> movies = selected.stream()
                .map(Showtime::movieId)
                .distinct()
                .map(cinemas.movies()::get)
                .toList();
        parallel.forEach("events", movies, this::event);
        parallel.inGroups("shows", performances(selected), SHOWS_TOGETHER, group -> shows(group, cinemas));
    }

    /** How many shows the options give, without a server; the report tells the reasons. */
    public static int count(Path directory, CinemasOptions options, ImportReport report) {
        Cinemas cinemas = new CinemasReader(directory, report).read();
        return new Season(cinemas, options, report).select().size() * options.seasons();
    }

    /** How many shows each combination of options sells. */
    private String choices(Cinemas cinemas) {
        return String.format(
                "a season has %d shows to sell; %d with --allow-overlaps, %d with --default-price, %d with both; --seasons N"
                        + " runs it N times",
                choice(cinemas, -1, false),
                choice(cinemas, -1, true),
                choice(cinemas, 0, false),
                choice(cinemas, 0, true));
    }

    private int choice(Cinemas cinemas, long defaultAmount, boolean allowOverlaps) {
        CinemasOptions other = new CinemasOptions(
                options.startDate(),
                options.timeZone(),
                defaultAmount,
                allowOverlaps,
                1,
                options.currency(),
                options.prefix());
        return new Season(cinemas, other, new ImportReport()).select().size();
    }

    private void venue(Venue venue, Cinemas cinemas) {
        ObjectNode body = JSON.objectNode();
        body.put("name", venue.name()).put("address", venue.address()).put("city", City.of(venue.address()));
        body.put("latitude", venue.latitude()).put("longitude", venue.longitude());
        body.put("timezone", options.timeZone().getId()).put("externalId", externalId(venue.id()));
        String venueId = report.imported("venues", client.post("/v1/venues", body));
        for (String name : venue.halls()) {
            HallKey key = new HallKey(venue.id(), name);
            List<Seat> seats = cinemas.halls().get(key);
            if (seats != null) {
                halls.put(key, hall(venueId, key, seats));
            }
        }
    }

    private Hall hall(String venueId, HallKey key, List<Seat> seats) {
        ObjectNode body = JSON.objectNode();
        body.put("name", key.name()).put("externalId", externalId(key.name()));
        String hallId = report.imported("halls", client.post("/v1/venues/" + venueId + "/halls", body));
        HallPlan plan = new HallPlan(key.name(), seats);
        String seatMapId = report.imported("seat maps", client.postSeatMap(hallId, key.name(), plan.map()));
        return new Hall(hallId, seatMapId, plan, seats);
    }

    private void event(Movie movie) {
        ObjectNode body = JSON.objectNode();
        body.put("title", movie.title()).put("description", movie.overview());
        ArrayNode genres = body.putArray("genres");
        movie.genres().forEach(genres::add);
        if (!movie.language().isEmpty()) {
            body.put("language", movie.language());
        }
        body.put("durationMinutes", movie.durationMinutes()).put("externalId", externalId(movie.id()));
        try {
            eventIds.put(movie.id(), report.imported("events", client.post("/v1/events", body)));
        } catch (RefusedByServerException e) {
            report.refused(CinemasReader.MOVIES, 0, movie.id(), Reasons.REFUSED_BY_SERVER, e.getMessage());
        }
    }

    private record Planned(Performance performance, ShowtimePrices prices, ObjectNode body) {}

    private void shows(List<Performance> group, Cinemas cinemas) {
        List<Planned> planned = group.stream()
                .filter(this::hasEvent)
                .map(performance -> planned(performance, cinemas))
                .toList();
        new ShowsOnSale(client, report)
                .put(
                        planned,
                        Planned::body,
                        (show, id) -> block(id, show.prices().notPriced()),
                        this::refused);
    }

    private boolean hasEvent(Performance performance) {
        boolean has = eventIds.containsKey(performance.showtime().movieId());
        if (!has) {
            refused(performance.showtime(), Reasons.REFUSED_BY_SERVER, "its movie was refused");
        }
        return has;
    }

    private Planned planned(Performance performance, Cinemas cinemas) {
        Showtime showtime = performance.showtime();
        Hall hall = halls.get(showtime.hall());
        ShowtimePrices prices = ShowtimePrices.of(
                hall.plan(), hall.seats(), cinemas.prices().get(showtime.id()), options.defaultAmount());
        ObjectNode body = JSON.objectNode();
        body.put("eventId", eventIds.get(showtime.movieId()));
        body.put("hallId", hall.hallId()).put("seatMapId", hall.seatMapId());
        body.put("startsAt", performance.start().toString())
                .put("endsAt", performance.end().toString())
                .put("cancelUntil", performance.start().minus(CANCEL_BEFORE).toString());
        if (options.allowOverlaps()) {
            body.put("allowOverlap", true);
        }
        body.put("currency", options.currency()).set("prices", prices.body());
        String run = performance.season() == 0 ? "" : ":" + (performance.season() + 1);
        body.put("externalId", externalId(showtime.id() + run));
        return new Planned(performance, prices, body);
    }

    private void refused(Planned show, RefusedByServerException e) {
        // The server's clock decides; this one only finds the words.
        boolean past =
                e.code().equals("invalid_value") && show.performance().start().isBefore(clock.instant());
        refused(show.performance().showtime(), past ? Reasons.IN_THE_PAST : Reasons.REFUSED_BY_SERVER, e.getMessage());
    }

    private void block(String showId, List<String> seats) {
        if (seats.isEmpty()) {
            return;
        }
        ObjectNode body = JSON.objectNode();
        ObjectNode blocks = body.putObject("blocks");
        seats.forEach(seat -> blocks.put(seat, NOT_PRICED));
        client.put("/v1/shows/" + showId + "/seat-blocks", body);
        for (int i = 0; i < seats.size(); i++) {
            report.imported("seats blocked for want of a price", true);
        }
    }

    private void refused(Showtime showtime, String reason, String detail) {
        report.refused(CinemasReader.SHOWTIMES, showtime.line(), showtime.id(), reason, detail);
    }

    /** The selected showtimes moved to the asked day, once for each season. */
    private List<Performance> performances(List<Showtime> selected) {
        if (selected.isEmpty()) {
            return List.of();
        }
        List<LocalDate> days = selected.stream()
                .flatMap(s -> java.util.stream.Stream.of(s.start(), s.end()))
                .map(t -> t.atZone(options.timeZone()).toLocalDate())
                .sorted()
                .toList();
        long shift = ChronoUnit.DAYS.between(days.get(0), options.startDate());
        long length = ChronoUnit.DAYS.between(days.get(0), days.get(days.size() - 1)) + 1;
        List<Performance> performances = new ArrayList<>();
        IntStream.range(0, options.seasons())
                .forEach(season -> selected.forEach(showtime -> performances.add(new Performance(
                        showtime,
                        season,
                        moved(showtime.start(), shift + season * length),
                        moved(showtime.end(), shift + season * length)))));
        return performances;
    }

    private Instant moved(Instant time, long days) {
        return time.atZone(options.timeZone()).plusDays(days).toInstant();
    }

    private String externalId(String id) {
        return options.prefix() + ":" + id;
    }
}
