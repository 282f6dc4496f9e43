package io.boxoffice.server.imports.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogClient.Answer;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.ImportedSeatMap;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the next week's shows of three houses on sale. Repeated on the same day it changes nothing; on a later day it adds the
 * days that have come into view. One call at a time.
 */
public final class DemoCatalogue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final String CURRENCY = "GBP";
    private static final int DAYS = 7;

    private final CatalogClient client;
    private final ImportReport report;

    public DemoCatalogue(CatalogClient client, ImportReport report) {
        this.client = client;
        this.report = report;
    }

    /** A show to try things with. */
    public record DemoShow(String id, String title, String venue, String startsAt) {}

    private record House(String venue, String hallId, String seatMapId) {}

    private record Play(String eventId, String title, String key, int minutes) {}

    /**
     * @param today in the time zone of the houses; shows begin the day after
     * @return the shows, in the order of time
     * @throws RuntimeException as {@link CatalogClient#post} says
     */
    public List<DemoShow> create(LocalDate today) {
        House theatre = house("theatre", "Lantern Theatre", "7 Quay Street", "Main stage", DemoHalls.theatre());
        House arena = house("arena", "Northgate Arena", "1 Ringway", "Arena", DemoHalls.arena());
        House cinema = house("cinema", "Moonbeam Cinema", "22 Mill Lane", "Screen 1", DemoHalls.cinema());
        Play tempest = play("tempest", "The Tempest", "An island, a storm, a reckoning.", 150, "Theatre", "Drama");
        Play clockwork = play("clockwork", "Clockwork Summer", "A new musical about time.", 135, "Theatre", "Musical");
        Play comets = play("comets", "The Paper Comets: Homecoming", "One night in the round.", 120, "Concert", "Pop");
        Play derby = play("derby", "Harbour Derby", "Roller derby: Gulls against Foxes.", 110, "Sport");
        Play tide = play("tide", "Low Tide", "A lighthouse keeper finds a message.", 104, "Film", "Drama");
        Play robots = play("robots", "Robots at Breakfast", "The toaster has had enough.", 92, "Film", "Family");
        Map<String, Long> stage = Map.of(DemoHalls.STALLS, 4_500L, DemoHalls.CIRCLE, 2_800L);
        Map<String, Long> round =
                Map.of(DemoHalls.LOWER_TIER, 6_500L, DemoHalls.UPPER_TIER, 4_000L, DemoHalls.PIT, 5_000L);
        Map<String, Long> screen = Map.of(DemoHalls.STANDARD, 1_150L, DemoHalls.SOFA, 2_600L);
        List<DemoShow> shows = new ArrayList<>();
        for (int day = 1; day <= DAYS; day++) {
            LocalDate date = today.plusDays(day);
            boolean even = date.toEpochDay() % 2 == 0;
            shows.add(show(cinema, even ? robots : tide, date, LocalTime.of(17, 0), screen));
            shows.add(show(theatre, even ? tempest : clockwork, date, LocalTime.of(19, 30), stage));
            if (date.toEpochDay() % 3 == 0) {
                shows.add(show(arena, even ? comets : derby, date, LocalTime.of(20, 0), round));
            }
            shows.add(show(cinema, even ? tide : robots, date, LocalTime.of(20, 15), screen));
        }
        return shows;
    }

    /** Today where the houses stand. */
    public static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    private House house(String key, String name, String address, String hall, SeatMap map) {
        ObjectNode venue = JSON.objectNode();
        venue.put("name", name).put("address", address).put("city", "Harbourtown");
        venue.put("latitude", 53.4).put("longitude", -3.1);
        venue.put("timezone", ZONE.getId()).put("externalId", id(key));
        String venueId = created("venues", client.post("/v1/venues", venue));
        ObjectNode hallBody = JSON.objectNode();
        hallBody.put("name", hall).put("externalId", id(key));
        String hallId = created("halls", client.post("/v1/venues/" + venueId + "/halls", hallBody));
        Answer seatMap = client.post("/v1/halls/" + hallId + "/seat-maps", ImportedSeatMap.of(map, hall));
        return new House(name, hallId, created("seat maps", seatMap));
    }

    private Play play(String key, String title, String description, int minutes, String... genres) {
        ObjectNode body = JSON.objectNode();
        body.put("title", title).put("description", description).put("language", "en");
        body.put("durationMinutes", minutes).put("externalId", id(key));
        ArrayNode list = body.putArray("genres");
        for (String genre : genres) {
            list.add(genre);
        }
        return new Play(created("events", client.post("/v1/events", body)), title, key, minutes);
    }

    private DemoShow show(House house, Play play, LocalDate date, LocalTime time, Map<String, Long> prices) {
        var start = date.atTime(time).atZone(ZONE);
        ObjectNode body = JSON.objectNode();
        body.put("eventId", play.eventId()).put("hallId", house.hallId()).put("seatMapId", house.seatMapId());
        body.put("startsAt", start.toInstant().toString());
        body.put("endsAt", start.plusMinutes(play.minutes()).toInstant().toString());
        body.put("cancelUntil", start.minusHours(1).toInstant().toString());
        body.put("currency", CURRENCY).put("externalId", id(play.key()) + ":" + start.toInstant());
        ObjectNode categories = body.putObject("prices").putObject("categories");
        new TreeMap<>(prices).forEach(categories::put);
        Answer show = client.post("/v1/shows", body);
        if (show.isDraft()) {
            client.publish(show.id());
        }
        created("shows on sale", show);
        return new DemoShow(
                show.id(), play.title(), house.venue(), body.get("startsAt").asText());
    }

    private String created(String kind, Answer answer) {
        report.imported(answer.differs() ? kind + ImportReport.DIFFERENT : kind, answer.created());
        return answer.id();
    }

    private static String id(String key) {
        return "demo:" + key;
    }
}
