package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static io.boxoffice.services.catalog.CatalogScene.CONFIG;
import static io.boxoffice.services.catalog.CatalogScene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.ArchiveShowDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.LowerLatestEndDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No show whose tickets may still be used is forgotten, whatever is done to its times. */
@ExtendWith(PostgresExtension.class)
class ArchivingTest {
    private static final Instant STARTS = NOW.plus(Duration.ofDays(1));
    private static final int A_SEAT = 3;
    private static final int PIT = -1;
    /** As far as archiving reads it; the persistence writer owns the schema. */
    private static final String SALES = """
            CREATE SCHEMA sales;
            CREATE TABLE sales.writer_watermark (sequence bigint);
            CREATE TABLE sales.reservations (reservation_id bigint PRIMARY KEY, show_id bigint, status text,
              payment_status text, refund_due_amount bigint);""";

    private PostgresExtension.Database postgres;
    private CatalogScene scene;
    private Show show;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        postgres = database;
        scene = new CatalogScene(database, directory).migrated();
        show = scene.publish(
                ANNA,
                scene.shows.create(ANNA, scene.showDraft("s1", STARTS)).value().id());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void move(Instant startsAt, Instant endsAt) {
        move(startsAt, endsAt, null);
    }

    private void move(Instant startsAt, Instant endsAt, Instant checkInUntil) {
        scene.shows.update(
                ANNA,
                show.id(),
                d -> CatalogScene.showStated(
                        d.externalId(),
                        d.hallId(),
                        d.eventId(),
                        d.seatMapId(),
                        startsAt,
                        endsAt,
                        null,
                        null,
                        null,
                        null,
                        checkInUntil,
                        d.currency(),
                        d.rules(),
                        d.prices()),
                Versions.ANY);
    }

    private ShowState state() {
        return scene.shows.show(ANNA, show.id()).state();
    }

    private void assertKept() {
        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));
        scene.keeper.round();
        assertEquals(ShowState.PUBLISHED, state());
        assertNotNull(scene.core.show(show.id()));
        assertEquals(0, scene.core.count(ArchiveShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldKeepASoldShowUntilLongAfterTheLatestEndItEverHad() {
        Instant latestEnd = show.endsAt().plus(Duration.ofDays(20));
        move(STARTS.plus(Duration.ofDays(20)), latestEnd);
        scene.core.of(show.id()).set(A_SEAT, SeatState.SOLD);
        move(NOW.plusSeconds(60), NOW.plusSeconds(120));

        scene.clock.set(NOW.plusSeconds(121).plusMillis(CONFIG.archiveAfterMs()));
        assertKept();
        scene.clock.set(latestEnd.plusMillis(CONFIG.archiveAfterMs()).minusMillis(1));
        assertKept();

        scene.clock.advance(Duration.ofMillis(2));
        scene.keeper.round();
        assertEquals(ShowState.ARCHIVED, state());
        assertNull(scene.core.show(show.id()));
    }

    @Test
    void shouldKeepAShowOfWhichPlacesAreSold() {
        scene.core.of(show.id()).set(PIT, SeatState.SOLD);
        scene.clock.set(show.endsAt().plusSeconds(1));

        assertKept();
    }

    @Test
    void shouldArchiveEarlyWhereNothingIsSold() {
        TestReservation booking =
                scene.core.of(show.id()).hold(42, A_SEAT).book().pay();
        scene.cancel(ANNA, show.id());
        assertTrue(booking.hasRefund(RefundStatus.DUE));
        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));
        booking.payBack();

        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, show.id()).state());
        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, show.id()).state());
    }

    @Test
    void shouldSayWhyTheCoreKeepsAShow() {
        scene.core.refuse(ArchiveShowDecoder.TEMPLATE_ID);
        scene.clock.set(scansToldUntil(show.endsAt()));

        WrongStateException refused = assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));

        assertTrue(refused.getMessage().contains("money is still owed"), refused.getMessage());
        assertEquals(ShowState.PUBLISHED, state());
    }

    private static Instant scansToldUntil(Instant last) {
        return last.plusMillis(CONFIG.checkInUploadWindowMs());
    }

    private WrongStateException refusal() {
        return assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));
    }

    /** Nobody has to have bought: the core counts no tickets when it judges. */
    @Test
    void shouldSayUntilWhenDevicesTellOfScansAndNotAskTheCoreBefore() {
        Instant until = scansToldUntil(show.endsAt());
        scene.clock.set(until.minusMillis(1));

        assertEquals(until.toString(), refusal().problem().members().get("until"));
        assertTrue(refusal().getMessage().contains(" " + until + ":"));
        assertEquals(0, scene.core.count(ArchiveShowDecoder.TEMPLATE_ID));

        scene.clock.set(until);
        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, show.id()).state());
    }

    @Test
    void shouldKeepASoldShowUntilDevicesHadTheirTimeAfterTheEndOfCheckIn() {
        Instant admitsUntil = show.endsAt().plusMillis(CONFIG.maxCheckInAfterEndMs());
        move(STARTS, show.endsAt(), admitsUntil);
        scene.core.of(show.id()).set(A_SEAT, SeatState.SOLD);
        Instant until = scansToldUntil(admitsUntil);
        assertTrue(until.isAfter(show.endsAt().plusMillis(CONFIG.archiveAfterMs() + 1)), "it is the later of the two");

        scene.clock.set(show.endsAt().plusMillis(CONFIG.archiveAfterMs() + 1));
        assertKept();
        assertEquals(until.toString(), refusal().problem().members().get("until"));
        scene.clock.set(until);
        scene.keeper.round();
        assertEquals(ShowState.PUBLISHED, state(), "not before the time is over");
        scene.clock.advance(Duration.ofMillis(1));
        scene.keeper.round();

        assertEquals(ShowState.ARCHIVED, state());
        assertEquals(1, scene.core.count(ArchiveShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldNotKeepACancelledShowForItsScans() {
        move(STARTS, show.endsAt(), show.endsAt().plusMillis(CONFIG.maxCheckInAfterEndMs()));
        scene.cancel(ANNA, show.id());
        scene.clock.set(show.endsAt().plusMillis(CONFIG.archiveAfterMs() + 1));

        scene.keeper.round();

        assertEquals(ShowState.ARCHIVED, state());
    }

    /** What was sold for a later end, and given back since, the core alone knows. */
    @Test
    void shouldSayWhenAShowCanBeArchivedThatTheCoreKeepsForALaterEnd() {
        Instant once = show.endsAt().plus(Duration.ofDays(20));
        move(STARTS, once);
        move(STARTS, show.endsAt());
        scene.core.refuse(ArchiveShowDecoder.TEMPLATE_ID);
        scene.clock.set(scansToldUntil(show.endsAt()));

        String message = refusal().getMessage();
        assertTrue(message.contains(" " + scansToldUntil(once) + " "), message);
    }

    @Test
    void shouldNotArchiveBeforePostgresHasAllBookings() {
        scene.cancel(ANNA, show.id());
        scene.lastEventSequence.set(12);
        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()), "there never was a writer");
        postgres.execute(SALES);
        postgres.execute("INSERT INTO sales.writer_watermark VALUES (11)");
        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));
        assertNotNull(scene.core.show(show.id()));

        postgres.execute("UPDATE sales.writer_watermark SET sequence = 12");

        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, show.id()).state());
    }

    @Test
    void shouldAskPostgresWhatWasSoldWhereTheCoreKnowsNothing() {
        postgres.execute(SALES);
        postgres.execute("INSERT INTO sales.reservations VALUES (1, " + show.id() + ", 'cancelled', 'captured', 500)");
        scene.core.of(show.id()).forget();

        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));

        postgres.execute("UPDATE sales.reservations SET refund_due_amount = 0");
        assertEquals(ShowState.ARCHIVED, scene.archive(ANNA, show.id()).state());
    }

    @Test
    void shouldArchiveTheOthersWhenManyCannotBeArchivedYet() {
        Show first = show;
        Hall hall = scene.hall(scene.venue());
        Event event = scene.event();
        SeatMapInfo map = scene.map(hall);
        for (int i = 0; i < 20; i++) {
            Show stuck = scene.shows
                    .create(ANNA, CatalogScene.showDraft("stuck" + i, hall, event, map, NOW.plusSeconds(60 + i)))
                    .value();
            scene.publish(ANNA, stuck.id());
            // Money is owed.
            scene.core.of(stuck.id()).hold(42, A_SEAT).book().pay().cancel();
        }
        scene.clock.set(first.endsAt().plusMillis(CONFIG.archiveAfterMs() + 1));

        scene.keeper.round();
        assertEquals(ShowState.PUBLISHED, state());
        scene.keeper.round();
        assertEquals(ShowState.ARCHIVED, state());
    }

    /** The catalog comes from an older backup, in which the show was a draft. */
    @Test
    void shouldNotDeleteADraftThatTheCoreOrPostgresHasSales() {
        postgres.execute("UPDATE catalog.shows SET state = 'draft' WHERE id = " + show.id());
        assertThrows(InUseException.class, () -> scene.shows.delete(ANNA, show.id(), Versions.ANY));
        assertNotNull(scene.core.show(show.id()));

        scene.core.of(show.id()).forget();
        postgres.execute(SALES);
        postgres.execute("INSERT INTO sales.reservations VALUES (1, " + show.id() + ", 'booked', 'captured', 0)");
        assertThrows(InUseException.class, () -> scene.shows.delete(ANNA, show.id(), Versions.ANY));

        postgres.execute("DELETE FROM sales.reservations");
        scene.shows.delete(ANNA, show.id(), Versions.ANY);
    }

    /** A crash after the core put it on sale; then the core refuses to hear it again. */
    @Test
    void shouldNotTakeAShowForADraftThatTheCoreSells() {
        new ShowRows(scene.database).intend(show.id(), ShowIntent.to(ShowStep.PUBLISH, null), ShowState.PUBLISHING);
        scene.core.refuse(DefineShowDecoder.TEMPLATE_ID);

        scene.reconciler.finishAll();

        assertEquals(ShowState.PUBLISHED, state());
        assertEquals(1, scene.core.count(OpenShowDecoder.TEMPLATE_ID));
    }

    @Test
    void shouldArchiveSoonerOnceAnAdministratorHasLoweredTheLatestEnd() {
        scene.core.of(show.id()).set(0, SeatState.SOLD);
        Instant once = show.endsAt().plusSeconds(20 * 86_400);
        move(show.startsAt(), once);
        Show extended = scene.shows.show(ANNA, show.id());
        move(show.startsAt(), show.endsAt());
        Show shortened = scene.shows.show(ANNA, show.id());
        scene.clock.set(
                show.endsAt().plusMillis(CatalogScene.CONFIG.archiveAfterMs()).plusSeconds(1));
        assertThrows(WrongStateException.class, () -> scene.archive(ANNA, show.id()));
        Versions known = Versions.of(shortened.version());

        assertThrows(
                VersionMismatchException.class,
                () -> lower(CatalogScene.ADMIN, show.endsAt(), "a slip", Versions.of(extended.version())));
        assertThrows(NotFoundException.class, () -> lower(ANNA, show.endsAt(), "a slip", known));
        assertEquals("latestEndsAt", refusedField(() -> lower(CatalogScene.ADMIN, once, "a slip", known)));
        Instant early = show.endsAt().minusSeconds(1);
        assertEquals("latestEndsAt", refusedField(() -> lower(CatalogScene.ADMIN, early, "a slip", known)));
        LatestEndChange change = lower(CatalogScene.ADMIN, show.endsAt(), "a slip of the pen", known);

        assertEquals(
                new LatestEndChange(
                        new Id(show.id()),
                        shortened.version() + 1,
                        new Id(CatalogScene.ADMIN.id()),
                        scene.clock.instant(),
                        once,
                        show.endsAt(),
                        "a slip of the pen"),
                change);
        assertEquals(change, kept(), "who, when, from, to and why are in PostgreSQL");
        assertEquals(
                change.version(), scene.shows.show(ANNA, show.id()).version(), "others hear that the show has changed");
        assertEquals(
                ShowState.ARCHIVED,
                scene.archive(ANNA, show.id()).state(),
                "the core is told before it is to archive, or would refuse");
        assertEquals(1, scene.core.count(LowerLatestEndDecoder.TEMPLATE_ID));
        assertThrows(
                WrongStateException.class,
                () -> lower(CatalogScene.ADMIN, show.endsAt(), "again", Versions.ANY),
                "of an archived show nothing is left to decide");
    }

    private LatestEndChange lower(Actor actor, Instant to, String reason, Versions expected) {
        return scene.shows.lowerLatestEnd(actor, show.id(), new LatestEndRequest(to, reason), expected);
    }

    private static String refusedField(Runnable action) {
        return assertThrows(InvalidInputException.class, action::run).field();
    }

    private LatestEndChange kept() {
        return scene.database.withHandle(handle -> handle.createQuery("SELECT * FROM catalog.latest_end_changes")
                .map((row, context) -> new LatestEndChange(
                        new Id(row.getLong("show_id")),
                        row.getLong("version"),
                        new Id(row.getLong("admin_id")),
                        Rows.instant(row, "changed_at"),
                        Rows.instant(row, "from_end"),
                        Rows.instant(row, "to_end"),
                        row.getString("reason")))
                .one());
    }
}
