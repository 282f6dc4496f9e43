package io.boxoffice.server.imports.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the fictional houses play, as the files beside this class say. It repeats every three weeks: what is on at a date depends on
 * that date alone, so that tomorrow's look finds today's shows again. Immutable.
 */
public final class DemoProgramme {
    /** How far ahead shows are announced, unless a run says less. */
    static final int DAYS = 21;

    private static final int WEEKS = 3;
    /** 1 January 1970 was a Thursday. */
    private static final int DAYS_SINCE_MONDAY = 3;

    private static final int DAYS_A_WEEK = 7;
    private static final LocalTime SALE_BEGINS_AT = LocalTime.of(10, 0);
    /** What begins sooner than this is not announced any more. */
    private static final Duration LEAST_NOTICE = Duration.ofMinutes(10);

    private final Map<String, SeatMap> halls;
    private final Map<String, JsonNode> prices;
    private final List<Venue> venues;
    private final List<Event> events;

    /**
     * A house.
     *
     * @param more what else the catalog is told of it, as it takes it; null: nothing
     */
    record Venue(
            String key,
            String name,
            String address,
            String city,
            double latitude,
            double longitude,
            String timezone,
            String currency,
            Map<String, Hall> halls,
            ObjectNode more) {}

    /**
     * A room of a house.
     *
     * @param plan how it is furnished, by name
     * @param more what else the catalog is told of it; null: nothing
     */
    record Hall(String name, String plan, ObjectNode more) {}

    /**
     * What is played.
     *
     * @param language BCP 47, or null: it has no words
     * @param rating   for whom, or null: everybody
     * @param images   what its images are for and show, such as {@code poster: A lighthouse}; null: it has none
     * @param more     what else the catalog is told of it; null: nothing
     */
    record Event(
            String key,
            String title,
            String description,
            List<String> genres,
            String language,
            int minutes,
            String rating,
            List<Run> runs,
            List<String> images,
            ObjectNode more) {}

    /**
     * An event at the same time again and again.
     *
     * @param hall             such as {@code moonbeam/1}
     * @param at               times of day where the house stands, with blanks between
     * @param on               days of the week by three letters, with blanks between; null: every day
     * @param weeks            of the three, 0 to 2; null: each
     * @param prices           by name
     * @param horizonDays      how far ahead it is announced; 0: {@link #DAYS}
     * @param onSaleDaysBefore on sale so many days before the show's, at ten; 0: at once
     * @param soldPercent      how much is sold already
     * @param cancelled        whether it does not take place after all
     * @param doorsMinutes     how long before its start its doors open; 0: not said
     * @param more             what else the catalog is told of its shows; null: nothing
     */
    record Run(
            String hall,
            String at,
            String on,
            List<Integer> weeks,
            String prices,
            int horizonDays,
            int onSaleDaysBefore,
            int soldPercent,
            boolean cancelled,
            int doorsMinutes,
            ObjectNode more) {
        private boolean isOn(LocalDate date) {
            String weekday = DayOfWeek.from(date).name().substring(0, 3);
            long week = Math.floorDiv(date.toEpochDay() + DAYS_SINCE_MONDAY, DAYS_A_WEEK);
            return (on == null || Arrays.stream(on.split(" ")).anyMatch(weekday::equalsIgnoreCase))
                    && (weeks == null || weeks.contains(Math.floorMod(week, WEEKS)));
        }
    }

    /** One performance. */
    record Showing(Event event, Run run, Venue venue, ZonedDateTime start) {
        ZonedDateTime end() {
            return start.plusMinutes(event.minutes);
        }

        /** From when on it is sold; null: at once. */
        Instant onSaleFrom() {
            return run.onSaleDaysBefore == 0
                    ? null
                    : start.toLocalDate()
                            .minusDays(run.onSaleDaysBefore)
                            .atTime(SALE_BEGINS_AT)
                            .atZone(start.getZone())
                            .toInstant();
        }
    }

    /** Reads the files and draws the halls, which takes about a second when the largest is drawn for the first time. */
    public DemoProgramme() {
        halls = draw(read("halls.json", new TypeReference<>() {}));
        prices = read("prices.json", new TypeReference<>() {});
        venues = read("venues.json", new TypeReference<>() {});
        events = read("events.json", new TypeReference<>() {});
    }

    private static Map<String, SeatMap> draw(Map<String, DemoHall> plans) {
        Map<String, SeatMap> drawn = new HashMap<>();
        plans.forEach((name, plan) -> drawn.put(name, plan.draw()));
        return drawn;
    }

    /** An image that lies beside the programme. */
    static byte[] image(String name) {
        try (InputStream file = DemoProgramme.class.getResourceAsStream("/demo/images/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream file = DemoProgramme.class.getResourceAsStream("/demo/" + name)) {
            return new ObjectMapper().readValue(file, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Venue> venues() {
        return venues;
    }

    List<Event> events() {
        return events;
    }

    /** How a room is furnished. */
    SeatMap drawn(Hall hall) {
        return halls.get(hall.plan);
    }

    /** The body of a show's prices. */
    JsonNode prices(Run run) {
        return prices.get(run.prices);
    }

    /** The shows that are announced at an instant and still to come, in the order of time. */
    List<Showing> showings(Instant now) {
        List<Showing> showings = new ArrayList<>();
        for (Event event : events) {
            for (Run run : event.runs) {
                add(showings, event, run, now);
            }
        }
        showings.sort(Comparator.comparing(Showing::start).thenComparing(showing -> showing.event.key));
        return showings;
    }

    private void add(List<Showing> showings, Event event, Run run, Instant now) {
        String house = run.hall.substring(0, run.hall.indexOf('/'));
        Venue venue =
                venues.stream().filter(v -> v.key.equals(house)).findFirst().orElseThrow();
        ZoneId zone = ZoneId.of(venue.timezone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        int days = run.horizonDays == 0 ? DAYS : run.horizonDays;
        for (int day = 0; day < days; day++) {
            LocalDate date = today.plusDays(day);
            if (run.isOn(date)) {
                for (String time : run.at.split(" ")) {
                    ZonedDateTime start = date.atTime(LocalTime.parse(time)).atZone(zone);
                    if (start.toInstant().isAfter(now.plus(LEAST_NOTICE))) {
                        showings.add(new Showing(event, run, venue, start));
                    }
                }
            }
        }
    }
}
