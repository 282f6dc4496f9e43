package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.services.PostgresExtension;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Shows by rule: what the preview lists is what is made; what is in the way is said, show by show. In Berlin, from 1 May 2026 on. */
@ExtendWith(PostgresExtension.class)
class ShowSeasonsTest {
    private CatalogScene scene;
    private ShowSeasons seasons;
    private Hall hall;
    private Event event;
    private SeatMapInfo map;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        seasons = new ShowSeasons(scene.database, scene.shows, new ManyShowsConfig(40, 40));
        hall = scene.hall(scene.venue());
        event = scene.event();
        map = scene.map(hall);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** As it is sent in. */
    private ShowSeason season(String rule) {
        String body =
                "{\"eventId\":\"" + event.id() + "\",\"halls\":[{\"hallId\":\"" + hall.id() + "\",\"seatMapId\":\""
                        + map.id() + "\"}],\"currency\":\"EUR\",\"prices\":{\"default\":900}," + rule + "}";
        return Records.read(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)), ShowSeason.class);
    }

    private SeasonOutcome make(String rule) {
        return seasons.make(ANNA, season(rule));
    }

    private static List<String> times(SeasonOutcome outcome) {
        return outcome.items().stream().map(SeasonOutcome.Line::localTime).toList();
    }

    private static List<String> codes(SeasonOutcome outcome) {
        return outcome.items().stream()
                .map(line -> line.outcome().code() == null ? "" : line.outcome().code())
                .toList();
    }

    private int shows() {
        return scene.database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM catalog.shows")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void shouldFollowWeekdaysTimesAndExceptions() {
        String rule = "\"from\":\"2026-06-01\",\"until\":\"2026-06-14\",\"weekdays\":[\"friday\",\"saturday\"],"
                + "\"times\":[\"20:15\",\"17:00\"],\"leaveOut\":[\"2026-06-06\"],"
                + "\"extra\":[{\"date\":\"2026-06-09\",\"times\":[\"11:00\"]}]";

        SeasonOutcome preview = make(rule + ",\"dryRun\":true");

        assertEquals(
                List.of(
                        "2026-06-05T17:00+02:00",
                        "2026-06-05T20:15+02:00",
                        "2026-06-09T11:00+02:00",
                        "2026-06-12T17:00+02:00",
                        "2026-06-12T20:15+02:00",
                        "2026-06-13T17:00+02:00",
                        "2026-06-13T20:15+02:00"),
                times(preview));
        assertEquals(0, shows(), "a preview makes nothing");
        assertEquals(7, preview.made());
        SeasonOutcome made = make(rule);
        assertEquals(times(preview), times(made));
        assertEquals(7, shows());
        SeasonOutcome.Line first = made.items().get(0);
        Show show = scene.shows.ownShow(ANNA, first.outcome().id().value());
        assertEquals(Instant.parse("2026-06-05T15:00:00Z"), show.startsAt());
        assertEquals(first.endsAt(), show.endsAt());
        assertEquals(show.startsAt().plusSeconds(7_200), show.endsAt(), "as long as the event");
    }

    @Test
    void shouldKeepTheTimeOnTheClockWhenClocksChange() {
        SeasonOutcome made = make("\"from\":\"2026-10-24\",\"until\":\"2026-10-26\",\"times\":[\"02:30\",\"20:00\"]");

        assertEquals(
                List.of(
                        "2026-10-24T02:30+02:00",
                        "2026-10-24T20:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T20:00+01:00",
                        "2026-10-26T02:30+01:00",
                        "2026-10-26T20:00+01:00"),
                times(made));
        assertEquals(true, made.items().get(2).isTwice());
        assertNull(made.items().get(0).isTwice());
        assertEquals(Instant.parse("2026-10-25T19:00:00Z"), made.items().get(3).startsAt());
        assertEquals(
                List.of(new SeasonOutcome.ClockChange(
                        new Id(hall.id()), "Europe/Berlin", Instant.parse("2026-10-25T01:00:00Z"), "+02:00", "+01:00")),
                made.clockChanges());
    }

    @Test
    void shouldSayWhichTimeTheClocksSkip() {
        String rule = "\"from\":\"2027-03-28\",\"until\":\"2027-03-28\",\"times\":[\"02:30\",\"20:00\"]";

        SeasonOutcome preview = make(rule + ",\"dryRun\":true");

        assertEquals(List.of("2027-03-28T02:30", "2027-03-28T20:00+02:00"), times(preview));
        assertEquals(List.of("no_such_time", ""), codes(preview));
        assertNull(preview.items().get(0).startsAt());
        ProblemException refused = assertThrows(ProblemException.class, () -> make(rule));
        assertEquals(CatalogProblem.SEASON_CONFLICTS, refused.problem().code());
        assertEquals(0, shows(), "refused as a whole");
        assertEquals(1, make(rule + ",\"conflicts\":\"leave_out\"").made());
        assertEquals(1, shows());
    }

    @Test
    void shouldNameTheShowInTheWayAndMakeTheOthers() {
        SeasonOutcome.Line there = make("\"from\":\"2026-06-05\",\"until\":\"2026-06-05\",\"times\":[\"20:00\"]")
                .items()
                .get(0);
        Event other = scene.events
                .create(ANNA, CatalogScene.eventDraft("e2", "Other"))
                .value();
        event = other;
        String rule =
                "\"from\":\"2026-06-04\",\"until\":\"2026-06-06\",\"times\":[\"19:00\"],\"conflicts\":\"leave_out\"";

        SeasonOutcome preview = make(rule + ",\"dryRun\":true");

        assertEquals(List.of("", "hall_taken", ""), codes(preview));
        ShowOutcomes.Item taken = preview.items().get(1).outcome();
        assertEquals(Long.toString(there.outcome().id().value()), taken.showId());
        assertEquals(there.startsAt().toString(), taken.from());
        assertEquals(2, make(rule).made());
        assertEquals(3, shows());
    }

    @Test
    void shouldTellOfShowsThatAreThereTwiceOrPast() {
        String again = "\"extra\":[{\"date\":\"2026-06-05\"}],\"allowOverlap\":true,";
        String rule = "\"from\":\"2026-06-05\",\"until\":\"2026-06-05\",\"times\":[\"20:00\"]";

        assertEquals(List.of("", "show_doubled"), codes(make(again + rule + ",\"conflicts\":\"leave_out\"")));
        SeasonOutcome second = make("\"allowOverlap\":true,\"dryRun\":true," + rule);
        assertEquals(List.of("show_doubled"), codes(second));
        assertNotNull(second.items().get(0).outcome().showId());
        SeasonOutcome past =
                make("\"dryRun\":true,\"from\":\"2026-04-30\",\"until\":\"2026-05-02\",\"times\":[\"12:00\"]");
        assertEquals(
                List.of("invalid_value", "invalid_value", ""), codes(past), "12:00 is ten in UTC, which it is now");
        assertEquals(
                "is in the past", past.items().get(0).outcome().errors().get(0).get("detail"));
    }

    @Test
    void shouldFindWhatItMadeWhenItIsRepeated() {
        String rule = "\"externalId\":\"june\",\"from\":\"2026-06-05\",\"until\":\"2026-06-06\",\"times\":[\"20:00\"]";
        SeasonOutcome first = make(rule);

        SeasonOutcome again = make(rule.replace("06-06", "06-07"));

        assertEquals(
                "june/2026-06-05T20:00/" + hall.id(),
                scene.shows
                        .ownShow(ANNA, first.items().get(0).outcome().id().value())
                        .externalId());
        assertEquals(2, again.there());
        assertEquals(1, again.made());
        assertEquals(
                first.items().get(0).outcome().id(),
                again.items().get(0).outcome().id());
        assertEquals(3, shows());
    }

    @Test
    void shouldMakeTheChosenAlone() {
        String rule = "\"from\":\"2026-06-05\",\"until\":\"2026-06-07\",\"times\":[\"20:00\"]";
        Instant second = make(rule + ",\"dryRun\":true").items().get(1).startsAt();
        String only = ",\"only\":[{\"hallId\":\"" + hall.id() + "\",\"startsAt\":\"%s\"}]";

        SeasonOutcome made = make(rule + only.formatted(second));

        assertEquals(List.of("2026-06-06T20:00+02:00"), times(made));
        assertEquals(1, shows());
        assertEquals(
                List.of("/only/0"), CatalogScene.refused(() -> make(rule + only.formatted(second.plusSeconds(1)))));
    }

    @Test
    void shouldRefuseWhatIsWrongWithAllOfThemOnce() {
        String rule = "\"from\":\"2026-06-05\",\"until\":\"%s\",\"times\":[\"20:00\",\"21:00\"],\"dryRun\":true";

        assertEquals(List.of("/until"), CatalogScene.refused(() -> make(rule.formatted("2026-06-30"))));
        assertEquals(List.of("/until"), CatalogScene.refused(() -> season(rule.formatted("2026-06-31"))));
        assertEquals(List.of("/until"), CatalogScene.refused(() -> season(rule.formatted("2026-06-04"))));
        assertEquals(
                List.of("/eventId", "/halls/0/hallId"),
                CatalogScene.refused(() -> seasons.make(BERT, season(rule.formatted("2026-06-05")))));
        assertEquals(
                1, make(rule.formatted("2026-06-05").replace("\"20:00\",", "")).made());
        assertEquals(
                List.of("/times/1"),
                CatalogScene.refused(() -> season(rule.formatted("2026-06-05").replace("21:00", "20:00"))));
    }
}
