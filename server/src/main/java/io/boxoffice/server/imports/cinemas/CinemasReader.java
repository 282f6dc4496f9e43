package io.boxoffice.server.imports.cinemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.server.imports.CsvRow;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.cinemas.Cinemas.HallKey;
import io.boxoffice.server.imports.cinemas.Cinemas.Movie;
import io.boxoffice.server.imports.cinemas.Cinemas.Seat;
import io.boxoffice.server.imports.cinemas.Cinemas.Showtime;
import io.boxoffice.server.imports.cinemas.Cinemas.Venue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads the five files of a directory; rows that contradict the others go to the report. Not thread-safe; read once. */
final class CinemasReader {
    static final String VENUES = "venues.json";
    static final String SEATS = "seats.csv";
    static final String MOVIES = "movies.json";
    static final String SHOWTIMES = "showtimes.csv";
    static final String PRICES = "prices.csv.gz";

    /** As spreadsheets write one, too: 20.00, or 20,00 where the comma is the decimal sign. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("(-?[0-9]{1,18})(?:[.,]0{1,2})?");

    private static final Set<String> TRUE = Set.of("true", "yes", "y", "1", "x");
    private static final Set<String> FALSE = Set.of("", "false", "no", "n", "0");

    private final ObjectMapper json = new ObjectMapper();
    private final Path directory;
    private final ImportReport report;
    private final Map<String, Venue> venues = new LinkedHashMap<>();
    private final Map<HallKey, List<Seat>> halls = new LinkedHashMap<>();
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, Movie> movies = new LinkedHashMap<>();
    private final Map<String, Showtime> showtimes = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> prices = new HashMap<>();
    private final Set<String> priceless = new HashSet<>();

    CinemasReader(Path directory, ImportReport report) {
        this.directory = directory;
        this.report = report;
    }

    /**
     * @throws ImportException when a file is missing or cannot be read at all
     */
    Cinemas read() {
        if (!Files.isDirectory(directory)) {
            throw new ImportException(directory + " is not a directory");
        }
        eachObject(VENUES, this::venue);
        eachRow(SEATS, this::seat);
        eachObject(MOVIES, this::movie);
        eachRow(SHOWTIMES, this::showtime);
        priceless.addAll(showtimes.keySet());
        eachRow(PRICES, this::price);
        noteHallsWithoutSeats();
        return new Cinemas(venues, halls, movies, List.copyOf(showtimes.values()), prices, priceless);
    }

    private void venue(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        node.path("halls").forEach(hall -> names.add(hall.asText()));
        String id = required(node, "id");
        Venue venue = new Venue(
                id,
                required(node, "name"),
                node.path("address").asText(),
                number(node, "lat", 90),
                number(node, "lon", 180),
                names);
        if (venues.putIfAbsent(id, venue) != null) {
            report.refused(VENUES, 0, id, Reasons.ID_TWICE, "");
        }
    }

    private void seat(CsvRow row) {
        HallKey hall = new HallKey(row.get("venue_id"), row.get("hall"));
        Seat seat = new Seat(
                required(row, "seat_id"),
                hall,
                row.optional("section"),
                required(row, "row"),
                required(row, "column"),
                row.optional("category"),
                flag(row, "accessible"),
                row.has("places") ? integer(row, "places", 1, 9) : 1,
                integer(row, "x", 0, 10_000),
                integer(row, "y", 0, 10_000));
        Venue venue = venues.get(hall.venueId());
        if (venue == null || !venue.halls().contains(hall.name())) {
            String where = venue == null ? "venue " + hall.venueId() : venue.name();
            refuse(SEATS, row, seat.id(), Reasons.HALL_UNKNOWN, "hall \"" + hall.name() + "\" of " + where);
        } else if (seats.putIfAbsent(seat.id(), seat) != null) {
            refuse(SEATS, row, seat.id(), Reasons.ID_TWICE, "");
        } else {
            halls.computeIfAbsent(hall, h -> new ArrayList<>()).add(seat);
        }
    }

    private void movie(JsonNode node) {
        List<String> genres = new ArrayList<>();
        node.path("genres").forEach(genre -> genres.add(genre.asText()));
        String id = required(node, "id");
        Movie movie = new Movie(
                id,
                required(node, "title"),
                node.path("overview").asText(),
                (int) number(node, "durationMinutes", 100_000),
                node.path("originalLanguage").asText(),
                List.copyOf(genres));
        if (movies.putIfAbsent(id, movie) != null) {
            report.refused(MOVIES, 0, id, Reasons.ID_TWICE, "");
        }
    }

    private void showtime(CsvRow row) {
        HallKey hall = new HallKey(row.get("venue_id"), row.get("hall"));
        Showtime showtime = new Showtime(
                row.line(),
                required(row, "show_id"),
                row.get("movie_id"),
                hall,
                instant(row, "start"),
                instant(row, "end"));
        if (!showtime.start().isBefore(showtime.end())) {
            throw new IllegalArgumentException("ends before it starts");
        }
        if (!movies.containsKey(showtime.movieId())) {
            refuse(SHOWTIMES, row, showtime.id(), Reasons.MOVIE_UNKNOWN, showtime.movieId());
        } else if (!venues.containsKey(hall.venueId())
                || !venues.get(hall.venueId()).halls().contains(hall.name())) {
            refuse(SHOWTIMES, row, showtime.id(), Reasons.HALL_UNKNOWN, hall.name());
        } else if (!halls.containsKey(hall)) {
            refuse(SHOWTIMES, row, showtime.id(), Reasons.HALL_WITHOUT_SEATS, hall.name());
        } else if (showtimes.putIfAbsent(showtime.id(), showtime) != null) {
            refuse(SHOWTIMES, row, showtime.id(), Reasons.ID_TWICE, "");
        }
    }

    private void price(CsvRow row) {
        String showId = row.get("show_id");
        String seatId = row.get("seat_id");
        long amount = integer(row, "price_vnd", 0, Integer.MAX_VALUE);
        priceless.remove(showId);
        Showtime showtime = showtimes.get(showId);
        Seat seat = seats.get(seatId);
        String both = showId + "/" + seatId;
        if (showtime == null) {
            refuse(PRICES, row, both, Reasons.SHOWTIME_UNKNOWN, showId);
        } else if (seat == null) {
            refuse(PRICES, row, both, Reasons.SEAT_UNKNOWN, seatId);
        } else if (!seat.hall().equals(showtime.hall())) {
            refuse(PRICES, row, both, Reasons.SEAT_ELSEWHERE, seat.hall().name());
        } else {
            Long before = prices.computeIfAbsent(showId, id -> new HashMap<>()).putIfAbsent(seatId, amount);
            if (before != null) {
                refuse(PRICES, row, both, Reasons.PRICED_TWICE, amount + " after " + before + ", which stays");
            }
        }
    }

    private void noteHallsWithoutSeats() {
        for (Venue venue : venues.values()) {
            for (String hall : venue.halls()) {
                if (!halls.containsKey(new HallKey(venue.id(), hall))) {
                    report.note("hall \"" + hall + "\" of " + venue.name() + " has no seats and is left out");
                }
            }
        }
    }

    private void refuse(String file, CsvRow row, String id, String reason, String detail) {
        report.refused(file, row.line(), id, reason, detail);
    }

    private void eachObject(String file, Consumer<JsonNode> handler) {
        try {
            JsonNode list = json.readTree(directory.resolve(file).toFile());
            if (list == null || !list.isArray()) {
                throw new ImportException(directory.resolve(file) + ": not a list");
            }
            for (JsonNode node : list) {
                try {
                    handler.accept(node);
                } catch (IllegalArgumentException e) {
                    report.refused(file, 0, node.path("id").asText(), Reasons.MALFORMED, e.getMessage());
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void eachRow(String file, Consumer<CsvRow> handler) {
        try (Reader reader = open(file)) {
            CsvRow.each(reader, row -> {
                try {
                    handler.accept(row);
                } catch (IllegalArgumentException e) {
                    refuse(file, row, row.first(), Reasons.MALFORMED, e.getMessage());
                }
            });
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Reader open(String file) throws IOException {
        var stream = Files.newInputStream(directory.resolve(file));
        try {
            return new InputStreamReader(
                    file.endsWith(".gz") ? new GZIPInputStream(stream, 1 << 16) : stream, StandardCharsets.UTF_8);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private ImportException unreadable(String file, IOException e) {
        String oneLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new ImportException("cannot read " + directory.resolve(file) + ": " + oneLine, e);
    }

    private static String required(JsonNode node, String field) {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return text;
    }

    private static double number(JsonNode node, String field, double limit) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (!value.isNumber() || Math.abs(value.asDouble()) > limit) {
            throw new IllegalArgumentException(field + " is " + value);
        }
        return value.asDouble();
    }

    private static String required(CsvRow row, String column) {
        String text = row.get(column);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return text;
    }

    private static int integer(CsvRow row, String column, int min, int max) {
        String text = required(row, column);
        Matcher whole = WHOLE_NUMBER.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException(column + " is \"" + text + "\", not a whole number");
        }
        long value = Long.parseLong(whole.group(1));
        if (value >= min && value <= max) {
            return (int) value;
        }
        throw new IllegalArgumentException(column + " is " + text + ", not from " + min + " to " + max);
    }

    private static boolean flag(CsvRow row, String column) {
        String text = row.optional(column);
        if (TRUE.contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (FALSE.contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        throw new IllegalArgumentException(column + " is \"" + text + "\", neither true nor false");
    }

    private static Instant instant(CsvRow row, String column) {
        try {
            return Instant.parse(row.get(column));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(column + " is \"" + row.get(column) + "\", not a time", e);
        }
    }
}
