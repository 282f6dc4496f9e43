package io.boxoffice.bench.measure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/**
 * A catalogue of made-up events, as a country's might be: a fiftieth as many venues as events in two hundred cities of very
 * different sizes, one to four shows an event, most of them in the next half year and some in the last month, titles of common
 * and rare words of two to four syllables, as varied as in a language, descriptions of two dozen words. The same seed makes the same.
 */
final class FictionalCatalogue {
    static final String[] GENRES = {
        "Drama", "Comedy", "Opera", "Musical", "Ballet", "Concert", "Jazz", "Rock", "Lecture", "Circus", "Film",
        "Family"
    };
    static final String[] LANGUAGES = {"de", "en", "fr", "it", "es", "tr"};
    static final int CITIES = 200;
    private static final String[] ONSETS = {
        "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "qu", "r",
        "s", "sch", "st", "t", "tr", "v", "w", "z", ""
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "é", "ö", "ü", "ei", "au", "ie", "ou"};
    private static final String[] CODAS = {"", "", "", "l", "m", "n", "r", "s", "t", "ck", "ng", "nd", "rt", "x"};
    private static final int WORDS = 6_000;
    private static final int DESCRIPTION_WORDS = 24;
    private static final int EVENTS_A_VENUE = 50;
    private static final int ROWS_A_COPY = 10_000;

    private final SplittableRandom random;
    private final List<String> words = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final int events;
    private final int venues;
    private final Instant now;

    FictionalCatalogue(int events, Instant now, long seed) {
        this.events = events;
        this.now = now;
        random = new SplittableRandom(seed);
        venues = Math.max(1, events / EVENTS_A_VENUE);
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int part = 0; part < 2 + i % 3; part++) {
                word.append(syllable());
            }
            words.add(word.toString());
        }
    }

    /** Fills empty tables, and lets PostgreSQL look at them. */
    void load(Connection connection) throws SQLException, IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= venues; i++) {
            int city = city();
            rows.append(String.join(
                            "\t",
                            "" + i,
                            "1",
                            "Venue " + word() + " " + i,
                            cityName(city),
                            "" + (47 + city % 20 * 0.35 + random.nextDouble() / 10),
                            "" + (6 + city / 20 * 0.8 + random.nextDouble() / 10),
                            "Europe/Berlin"))
                    .append('\n');
        }
        copy(connection, "catalog.venues (id, owner_id, name, city, latitude, longitude, timezone)", rows);
        for (int i = 1; i <= venues; i++) {
            rows.append(i + "\t" + i + "\t1\tHall\n");
        }
        copy(connection, "catalog.halls (id, venue_id, owner_id, name)", rows);
        for (int i = 1; i <= venues; i++) {
            rows.append(i + "\t" + i + "\t1\tPlan\t\\\\x00\t\\\\x00\t500\t0\n");
        }
        copy(connection, "catalog.seat_maps (id, hall_id, owner_id, name, content, sha256, seats, areas)", rows);
        events(connection, rows);
        shows(connection, rows);
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    private void events(Connection connection, StringBuilder rows) throws SQLException, IOException {
        for (int i = 1; i <= events; i++) {
            String title = title();
            titles.add(title);
            StringBuilder description = new StringBuilder();
            for (int word = 0; word < DESCRIPTION_WORDS; word++) {
                description.append(word == 0 ? "" : " ").append(word());
            }
            rows.append(String.join(
                            "\t",
                            "" + i,
                            "1",
                            title,
                            description,
                            "{" + genre() + (i % 3 == 0 ? "," + genre() : "") + "}",
                            language()))
                    .append('\n');
            if (i % ROWS_A_COPY == 0 || i == events) {
                copy(connection, "catalog.events (id, owner_id, title, description, genres, language)", rows);
            }
        }
    }

    private void shows(Connection connection, StringBuilder rows) throws SQLException, IOException {
        String columns = "catalog.shows (id, owner_id, venue_id, hall_id, event_id, seat_map_id, starts_at, ends_at,"
                + " currency, hold_ttl_ms, max_units_per_hold, max_units_per_customer, stranded_seat_rule, state)";
        long id = 0;
        for (int event = 1; event <= events; event++) {
            int venue = 1 + random.nextInt(venues);
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                // One in seven is over: what ended within a month is not archived yet.
                Instant start = now.plus(random.nextInt(-30 * 24, 180 * 24), ChronoUnit.HOURS);
                rows.append(String.join(
                                "\t",
                                "" + ++id,
                                "1",
                                "" + venue,
                                "" + venue,
                                "" + event,
                                "" + venue,
                                start.toString(),
                                start.plus(2, ChronoUnit.HOURS).toString(),
                                "EUR\t480000\t10\t0\tf",
                                random.nextInt(20) == 0 ? "draft" : "published"))
                        .append('\n');
            }
            if (event % ROWS_A_COPY == 0 || event == events) {
                copy(connection, columns, rows);
            }
        }
    }

    private static void copy(Connection connection, String table, StringBuilder rows) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY " + table + " FROM STDIN",
                        new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
        rows.setLength(0);
    }

    private String title() {
        StringBuilder title = new StringBuilder();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String word = word();
            title.append(i == 0 ? "" : " ")
                    .append(word.substring(0, 1).toUpperCase())
                    .append(word.substring(1));
        }
        return title.toString();
    }

    private String syllable() {
        return ONSETS[random.nextInt(ONSETS.length)]
                + VOWELS[random.nextInt(VOWELS.length)]
                + CODAS[random.nextInt(CODAS.length)];
    }

    /** Some words are in a quarter of all descriptions, most in a few hundred: the square of an even distribution. */
    String word() {
        double even = random.nextDouble();
        return words.get((int) (even * even * WORDS));
    }

    /** Of some event. */
    String anyTitle() {
        return titles.get(random.nextInt(titles.size()));
    }

    int anyEvent() {
        return 1 + random.nextInt(events);
    }

    int anyVenue() {
        return 1 + random.nextInt(venues);
    }

    String genre() {
        return GENRES[random.nextInt(GENRES.length)];
    }

    String language() {
        return LANGUAGES[random.nextInt(LANGUAGES.length)];
    }

    /** Large cities more often, as there is more on in them. */
    int city() {
        double even = random.nextDouble();
        return (int) (even * even * CITIES);
    }

    static String cityName(int city) {
        return "City of " + ONSETS[1 + city % 25] + VOWELS[city / 25] + "burg";
    }

    SplittableRandom random() {
        return random;
    }
}
