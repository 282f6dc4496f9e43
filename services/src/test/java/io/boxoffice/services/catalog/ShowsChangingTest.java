package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.BERT;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.protocol.sbe.CancelShowDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.Versions;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many shows changed by one request: what the dry run says is what comes of it, once a key, whatever cuts it off. */
@ExtendWith(PostgresExtension.class)
class ShowsChangingTest {
    /** 20:00 in Berlin. */
    private static final Instant EIGHT = Instant.parse("2026-05-08T18:00:00Z");

    private static final StepRequest.Key KEY = new StepRequest.Key(ANNA.id(), "k", 7);
    private static final String LATER = "\"moveMinutes\":30";

    private CatalogScene scene;
    private ShowsChanging changing;
    private Hall hall;
    private Event event;
    private SeatMapInfo map;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
        hall = scene.hall(scene.venue());
        event = scene.event();
        map = scene.map(hall);
        restart();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void restart() {
        scene.shows = scene.restarted();
        changing = new ShowsChanging(
                scene.database, scene.shows, scene.quotas, new ManyShowsConfig(5, 5), 86_400_000, scene.clock);
    }

    /** On sale one after the other, two hours each, without a minute between them. */
    private List<Show> onSale(int count) {
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shows.add(scene.publish(ANNA, draft(EIGHT.plusSeconds(7_200L * i)).id()));
        }
        return shows;
    }

    private Show draft(Instant startsAt) {
        ShowRequest stated = CatalogScene.showDraft(null, hall, event, map, startsAt);
        String json = new String(Records.bytes(stated), StandardCharsets.UTF_8)
                .replace("\"allowOverlap\":true", "\"allowOverlap\":false");
        return scene.shows.create(ANNA, read(json, ShowRequest.class)).value();
    }

    private static <T> T read(String json, Class<T> type) {
        return Records.read(Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8)), type);
    }

    private ShowsChange ofEvent(String change) {
        return read("{\"filter\":{\"eventId\":\"" + event.id() + "\"}," + change + "}", ShowsChange.class);
    }

    private static ShowsChange of(Show show, String ifMatch, String change) {
        return read(
                "{\"shows\":[{\"id\":\"" + show.id() + "\",\"ifMatch\":\"" + ifMatch.replace("\"", "\\\"") + "\"}],"
                        + change + "}",
                ShowsChange.class);
    }

    private ShowsChanged preview(String change) {
        return changing.change(ANNA, ofEvent(change + ",\"dryRun\":true"), null);
    }

    private ShowsChanged change(String change, StepRequest.Key key) {
        return changing.change(ANNA, ofEvent(change), key);
    }

    private Instant start(Show show) {
        return scene.shows.ownShow(ANNA, show.id()).startsAt();
    }

    private long startInCore(Show show) {
        return scene.core.show(show.id()).definition().startsAtMs();
    }

    private static List<String> codes(ShowsChanged changed) {
        return changed.items().stream()
                .map(line -> line.outcome().code() == null ? "" : line.outcome().code())
                .toList();
    }

    @Test
    void shouldMoveShowsThatFollowEachOtherAndAllThatBelongsToTheirTimes() {
        List<Show> shows = onSale(3);

        ShowsChanged said = preview(LATER);

        assertEquals(3, said.changed());
        assertEquals(EIGHT, start(shows.get(0)), "a dry run moves nothing");
        ShowsChanged moved = change(LATER, null);
        assertEquals(List.of("", "", ""), codes(moved));
        for (int i = 0; i < 3; i++) {
            Instant expected = EIGHT.plusSeconds(7_200L * i + 1_800);
            Show after = scene.shows.ownShow(ANNA, shows.get(i).id());
            assertEquals(expected, after.startsAt());
            assertEquals(expected.plusSeconds(7_200), after.endsAt());
            assertEquals(expected.toEpochMilli(), startInCore(after));
        }
        assertEquals(3, change("\"moveMinutes\":-60", null).changed(), "back, the first one first");
    }

    @Test
    void shouldSayInThePreviewWhichShowsStayInTheWayAndRefuseThoseAlone() {
        List<Show> shows = onSale(2);
        String rest =
                "{\"shows\":[{\"id\":\"%d\",\"ifMatch\":\"*\"},{\"id\":\"77\",\"ifMatch\":\"*\"}],\"moveMinutes\":30%s}";
        String body = rest.formatted(shows.get(0).id(), ",\"dryRun\":true");

        ShowsChanged said = changing.change(ANNA, read(body, ShowsChange.class), null);

        assertEquals(List.of("not_found", "hall_taken"), codes(said));
        assertEquals(
                Long.toString(shows.get(1).id()), said.items().get(1).outcome().showId());
        ShowsChanged moved = changing.change(ANNA, read(body.replace(",\"dryRun\":true", ""), ShowsChange.class), null);
        assertEquals(codes(said), codes(moved));
        assertEquals(2, moved.refused());
        assertEquals(EIGHT, start(shows.get(0)));
    }

    @Test
    void shouldSetTheTimeOnTheClockOfEachDay() {
        // The clocks change between them.
        Show summer = draft(Instant.parse("2026-10-24T17:00:00Z"));
        Show winter = draft(Instant.parse("2026-10-25T18:00:00Z"));

        assertEquals(2, change("\"startTime\":\"20:15\"", null).changed());

        assertEquals(Instant.parse("2026-10-24T18:15:00Z"), start(summer));
        assertEquals(Instant.parse("2026-10-25T19:15:00Z"), start(winter));
        Show spring = draft(Instant.parse("2027-03-28T18:00:00Z"));
        ShowsChanged said = changing.change(ANNA, of(spring, "*", "\"startTime\":\"02:30\",\"dryRun\":true"), null);
        assertEquals(List.of("no_such_time"), codes(said));
    }

    @Test
    void shouldAnswerAKeyAsItDidFirstAndMoveNothingTwice() {
        List<Show> shows = onSale(2);

        ShowsChanged first = change(LATER, KEY);
        restart();
        draft(EIGHT.plusSeconds(86_400));

        assertArrayEquals(Records.bytes(first), Records.bytes(change(LATER, KEY)));
        assertEquals(EIGHT.plusSeconds(1_800), start(shows.get(0)));
        StepRequest.Key other = new StepRequest.Key(ANNA.id(), "k", 8);
        assertThrows(IdempotencyKeys.KeyReusedException.class, () -> change(LATER, other));
    }

    @Test
    void shouldGoOnWhereItStoppedWhenTheCoreHadNoRoom() {
        List<Show> shows = onSale(3);
        scene.core.beFullFor(Integer.MAX_VALUE);

        ShowsChanged stopped = change(LATER, KEY);

        assertEquals(3, stopped.unfinished());
        assertEquals(List.of("overloaded", "overloaded", "overloaded"), codes(stopped));
        scene.core.beFullFor(0);
        restart();
        ShowsChanged finished = change(LATER, KEY);
        assertEquals(3, finished.changed());
        for (int i = 0; i < 3; i++) {
            assertEquals(EIGHT.plusSeconds(7_200L * i + 1_800).toEpochMilli(), startInCore(shows.get(i)), "moved once");
            assertEquals(EIGHT.plusSeconds(7_200L * i + 1_800), start(shows.get(i)));
        }
    }

    /** The server went away between a show's change and the line about it. */
    @Test
    void shouldNotMoveAShowAgainWhoseLineWasNotWritten() {
        List<Show> shows = onSale(2);
        change(LATER, KEY);
        scene.database.withHandle(handle -> handle.execute("UPDATE catalog.show_changes SET outcome = NULL"));
        restart();

        assertEquals(2, change(LATER, KEY).changed());

        assertEquals(EIGHT.plusSeconds(1_800), start(shows.get(0)));
        // Somebody else has moved one since: that stays.
        scene.database.withHandle(handle -> handle.execute("UPDATE catalog.show_changes SET outcome = NULL"));
        scene.shows.update(ANNA, shows.get(0).id(), stated -> stated.movedTo(EIGHT.minusSeconds(60)), Versions.ANY);
        assertEquals(List.of("", "precondition_failed"), codes(change(LATER, KEY)));
        assertEquals(EIGHT.minusSeconds(60), start(shows.get(0)));
    }

    @Test
    void shouldTellWhatTheCoreRefusesOfThatShowAlone() {
        onSale(2);
        draft(EIGHT.plusSeconds(86_400));
        scene.core.refuse(DefineShowDecoder.TEMPLATE_ID);

        ShowsChanged moved = change(LATER, KEY);

        assertEquals(List.of("", "wrong_state", "hall_taken"), codes(moved), "and stays in the way of the one before");
        scene.core.takeAgain(DefineShowDecoder.TEMPLATE_ID);
        assertEquals(codes(moved), codes(change(LATER, KEY)), "the first answer");
    }

    @Test
    void shouldChangePricesOfAllOrSayWhyNot() {
        List<Show> shows = onSale(2);
        String prices = "\"prices\":{\"default\":2100}";

        assertEquals(2, preview(prices).changed());
        assertEquals(2, change(prices, KEY).changed());

        assertEquals(
                2_100L, scene.shows.ownShow(ANNA, shows.get(1).id()).prices().defaultAmount());
        assertEquals(
                List.of("invalid_value", "invalid_value"), codes(preview("\"prices\":{\"categories\":{\"Box\":1}}")));
    }

    @Test
    void shouldCancelShowsAndSayWhichCannotBe() {
        List<Show> shows = onSale(2);
        draft(EIGHT.plusSeconds(86_400));

        assertEquals(List.of("", "", "wrong_state"), codes(preview("\"cancel\":true")));
        ShowsChanged cancelled = change("\"cancel\":true", KEY);

        assertEquals(List.of("", "", "wrong_state"), codes(cancelled));
        assertEquals(ShowState.CANCELLED, cancelled.items().get(0).outcome().state());
        assertEquals(
                ShowStatus.CANCELLED,
                scene.core.show(shows.get(1).id()).definition().status());
        scene.core.refuse(CancelShowDecoder.TEMPLATE_ID);
        assertArrayEquals(Records.bytes(cancelled), Records.bytes(change("\"cancel\":true", KEY)));
    }

    @Test
    void shouldKeepToWhatIsTheActorsAndToItsVersion() {
        Show show = onSale(1).get(0);

        ShowsChanged berts = changing.change(BERT, of(show, "*", LATER), null);
        assertEquals(List.of("not_found"), codes(berts));
        assertEquals(0, changing.change(BERT, ofEvent(LATER), null).items().size());
        assertEquals(List.of("precondition_failed"), codes(changing.change(ANNA, of(show, "\"1\"", LATER), null)));
        assertEquals(EIGHT, start(show));
    }

    @Test
    void shouldRefuseMoreShowsThanMayBeAndForgetOldKeys() {
        for (int i = 0; i < 5; i++) {
            draft(EIGHT.plusSeconds(7_200L * i));
        }
        change(LATER, KEY);
        draft(EIGHT.plusSeconds(864_000));
        assertEquals(List.of("/filter"), CatalogScene.refused(() -> change(LATER, null)));
        assertEquals(5, kept());

        scene.clock.set(NOW.plusSeconds(86_401));
        changing.purge();

        assertEquals(0, kept());
    }

    private int kept() {
        return scene.database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM catalog.show_changes")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void shouldTellOfAKeyThatIsUnderWay() {
        onSale(1);
        List<ProblemException> refused = new ArrayList<>();
        scene.core.beforeNext(
                DefineShowDecoder.TEMPLATE_ID,
                () -> refused.add(assertThrows(ProblemException.class, () -> change(LATER, KEY))));

        change(LATER, KEY);

        assertEquals(HttpProblem.REQUEST_IN_PROGRESS, refused.get(0).problem().code());
    }
}
