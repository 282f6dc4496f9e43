package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows, from draft to archive. Blocks, for PostgreSQL and for the booking core; any thread.
 *
 * <p>A draft lives in PostgreSQL alone. What is done to it once it is published is written down as intended, told to the core,
 * and then marked as done; what is cut off between is finished by {@link CatalogReconciler}. All operations may be repeated,
 * and all but {@link #create} and {@link #show} must not be called inside {@link IdempotencyKeys#once}: the intention would
 * not be on disk before the core hears of it. Besides the exceptions named below they throw {@link RejectedException} when the
 * core refuses (the intention is dropped then) and {@link BookingClient.OverloadedException} when it has no room (it stands
 * then).
 */
public final class ShowCatalog {
    private final SqlDatabase database;
    private final ShowRows rows;
    private final ShowChanges changes;
    private final ShowCommands commands;
    private final ShowRules defaultRules;
    private final ShowTimes times;
    private final ShowSales sales;
    private final Quotas quotas;

    public ShowCatalog(
            SqlDatabase database,
            SeatMapCatalog seatMaps,
            BookingClient core,
            ShowDirectory directory,
            CatalogCache cache,
            ShowRules defaultRules,
            ShowTimes times,
            ShowSales sales,
            Quotas quotas,
            StepAnswer.Encoder answers) {
        this.database = database;
        this.times = times;
        this.sales = sales;
        this.quotas = quotas;
        this.defaultRules = defaultRules;
        changes = new ShowChanges(database, seatMaps, core, directory, cache, quotas, times, answers);
        rows = changes.rows();
        commands = changes.commands();
    }

    /** The rules of a show that does not state its own. */
    public ShowRules defaultRules() {
        return defaultRules;
    }

    /**
     * Makes a draft, or finds the show of the same external id of the event.
     *
     * @throws NotFoundException     when hall, event or map are not the actor's
     * @throws InvalidInputException when the parts do not fit together, or it would start in the past
     * @throws QuotaReachedException when the hall's owner has as many shows as there may be
     */
    public Created<Show> create(Actor actor, ShowDraft stated) {
        ShowDraft draft = stated.cleaned().withRulesOr(defaultRules);
        ShowChecks.check(draft);
        return database.inTransaction(handle -> {
            Event event = EventCatalog.owned(handle, actor, draft.eventId());
            Hall hall = VenueCatalog.ownedHall(handle, actor, draft.hallId());
            SeatMapInfo map = SeatMapCatalog.find(handle, draft.seatMapId());
            Check.that(map.hallId() == hall.id(), "seatMapId", "is not a map of the hall");
            Check.that(event.ownerId() == hall.ownerId(), "eventId", "belongs to another organizer than the hall");
            Optional<Show> known = ShowRows.byExternalId(handle, draft.eventId(), draft.externalId());
            if (known.isPresent()) {
                return new Created<>(known.get(), false);
            }
            times.checkNew(draft);
            long id = Rows.newId();
            boolean inserted = ShowRows.insert(handle, id, hall.ownerId(), hall.venueId(), draft);
            if (inserted && draft.prices() != null) {
                draft.prices().forMap(changes.map(map.id()));
            }
            if (inserted) {
                quotas.requireShows(handle, hall.ownerId());
            }
            Show show = inserted
                    ? ShowRows.locked(handle, id).show()
                    : ShowRows.byExternalId(handle, draft.eventId(), draft.externalId())
                            .orElseThrow();
            return new Created<>(show, inserted);
        });
    }

    /**
     * @throws NotFoundException when there is none, or it is a draft of another's
     */
    public Show show(Actor actor, long showId) {
        Show show = rows.row(showId).show();
        boolean hidden = show.state() == ShowState.DRAFT || show.state() == ShowState.PUBLISHING;
        return hidden ? ShowChecks.own(actor, show) : show;
    }

    /**
     * A show that the actor may change.
     *
     * @throws NotFoundException when there is none, or it is another's
     */
    public Show ownShow(Actor actor, long showId) {
        return ShowChecks.own(actor, rows.row(showId).show());
    }

    /** The names that go with a show, or null when it has just gone. */
    public ShowCard card(long showId) {
        return rows.card(showId).orElse(null);
    }

    /**
     * Replaces times and rules; of a draft also the prices. What is fixed must be as it was.
     *
     * @param expected the versions the caller knows
     * @throws VersionMismatchException when it has another version
     * @throws WrongStateException      when it is cancelled or archived
     */
    public Show update(Actor actor, long showId, ShowDraft stated, Versions expected) {
        ShowDraft draft = stated.withRulesOr(defaultRules);
        ShowChecks.check(draft);
        return changes.change(actor, showId, show -> {
            expected.require(show.version());
            ShowChecks.requireFixedPartsSame(show, draft);
            ShowChecks.requireNotOver(show);
            times.checkChange(show, draft);
            if (show.state() != ShowState.DRAFT) {
                boolean samePrices = draft.prices() == null || draft.prices().equals(show.prices());
                Check.that(samePrices, "prices", "of a published show are changed on their own");
                return ShowIntent.toChange(ShowTerms.of(draft));
            }
            if (draft.prices() != null) {
                draft.prices().forMap(changes.map(show.seatMapId()));
            }
            database.inTransaction(handle -> {
                ShowRows.setTerms(handle, showId, ShowTerms.of(draft));
                ShowRows.setPrices(handle, showId, draft.prices());
                ShowRows.settle(handle, showId, ShowState.DRAFT);
                return null;
            });
            return null;
        });
    }

    /**
     * @throws InUseException when it is not a draft
     */
    public void delete(Actor actor, long showId) {
        changes.change(actor, showId, show -> {
            if (show.state() != ShowState.DRAFT) {
                throw new InUseException("the show is published");
            }
            if (commands.wasOpened(showId) || sales.anyKnown(showId)) {
                // So says the core, or PostgreSQL's sales; the catalog was restored from an older backup, say.
                throw new InUseException("the show was on sale");
            }
            // An earlier try to publish it may have got as far as the core.
            commands.archive(showId, 0);
            database.withHandle(handle -> handle.execute("DELETE FROM catalog.shows WHERE id = ?", showId));
            return null;
        });
    }

    /**
     * Takes a step, once a key, in the state and at the version that is asked for. A show that is there already stays as it is.
     *
     * <p>A show that sold tickets is archived only some time after the latest end it ever had; one where nothing is sold and
     * nothing owed may be before. Unless it is cancelled, devices must have had their time to tell of scans. Its reservations
     * stay in PostgreSQL.
     *
     * @throws InvalidInputException              when what is to be published starts, or the closed show ends, in the past, or
     *                                            has no prices
     * @throws WrongStateException                when its state does not allow the step; of archiving also when a ticket may still
     *                                            be used, a hold stands, money is on its way, or PostgreSQL does not have all its
     *                                            bookings yet
     * @throws VersionMismatchException           when it has none of the versions that are expected
     * @throws IdempotencyKeys.KeyReusedException when the key was used for another step of the show, or with another body
     * @throws QuotaReachedException              when as many keys of the show are kept as may be
     */
    public StepAnswer step(Actor actor, long showId, ShowStep step, StepRequest request) {
        if (step != ShowStep.ARCHIVE) {
            return changes.step(actor, showId, step, request, show -> switch (step) {
                case PUBLISH -> needsPublishing(show);
                case CLOSE -> needsClosing(show);
                default -> needsCancelling(show);
            });
        }
        try {
            StepAnswer archived = changes.step(actor, showId, step, request, this::needsArchiving);
            // A refund may have ended since: who reads a booking from now on reads it from PostgreSQL.
            sales.awaitWritten();
            return archived;
        } catch (RejectedException e) {
            if (e.reason() != RejectReason.WRONG_STATE) {
                throw e;
            }
            throw new WrongStateException(
                    "the show is not over, a hold stands, or money is still owed or on its way" + soldForLater(showId));
        }
    }

    /** The core may keep a show for an end that tickets were sold for and that is not in force any more. */
    private String soldForLater(long showId) {
        Show show = rows.row(showId).show();
        Instant until = times.scansToldUntil(rows.latestEnd(showId), show.checkIn());
        return show.state() == ShowState.CANCELLED || times.isPast(until)
                ? ""
                : "; or tickets were sold for a later end: then it can be archived from " + until + " on";
    }

    private boolean needsPublishing(Show show) {
        if (show.state() == ShowState.PUBLISHED) {
            return false;
        }
        ShowChecks.requireNotOver(show);
        Check.that(show.prices() != null, "prices", "are needed to publish");
        show.prices().forMap(changes.map(show.seatMapId()));
        if (show.state() == ShowState.DRAFT) {
            times.checkNew(show.draft());
        } else {
            times.checkReopened(show);
        }
        return true;
    }

    private static boolean needsClosing(Show show) {
        ShowChecks.requirePublished(show);
        return show.state() != ShowState.CLOSED;
    }

    private static boolean needsCancelling(Show show) {
        if (show.state() == ShowState.CANCELLED) {
            return false;
        }
        ShowChecks.requirePublished(show);
        return true;
    }

    private boolean needsArchiving(Show show) {
        if (show.state() == ShowState.DRAFT) {
            throw new WrongStateException("the show is a draft");
        }
        if (show.state() == ShowState.ARCHIVED) {
            return false;
        }
        requireArchivable(show);
        return true;
    }

    /**
     * Lowers the latest end of a show that archiving goes by, and writes down who did so, when and why.
     *
     * @param admin    who does it
     * @param to       before the latest end, not before the end in force
     * @param stated   why
     * @throws NotFoundException        when there is no such show
     * @throws InvalidInputException    when it would not be lower, or lower than the end in force, or no reason is given
     * @throws WrongStateException      when the show is a draft or archived
     * @throws VersionMismatchException when it has none of the versions that are expected
     */
    public LatestEndChange lowerLatestEnd(Actor admin, long showId, Instant to, String stated, Versions expected) {
        String reason = Check.text(stated, "reason", LatestEndChange.MAX_REASON);
        Check.that(to != null, "latestEndsAt", "is missing");
        if (!admin.admin()) {
            throw new NotFoundException("no show " + showId);
        }
        return changes.inTurn(admin, showId, show -> {
            expected.require(show.version());
            if (show.state() == ShowState.DRAFT || show.state() == ShowState.ARCHIVED) {
                throw new WrongStateException("the show is " + show.state());
            }
            Instant from = rows.latestEnd(showId);
            Check.that(to.isBefore(from), "latestEndsAt", "is not before " + from);
            Check.that(!to.isBefore(show.endsAt()), "latestEndsAt", "is before the end of the show, " + show.endsAt());
            LatestEndChange change =
                    new LatestEndChange(showId, show.version() + 1, admin.id(), times.now(), from, to, reason);
            rows.lowerLatestEnd(change);
            return change;
        });
    }

    /** Whether PostgreSQL has everything that has happened until now; waits for it, for two seconds at most. */
    boolean salesAreWritten() {
        return sales.awaitWritten();
    }

    private void requireArchivable(Show show) {
        boolean standing = sales.anyStanding(show.id());
        Instant stated = standing ? rows.latestEnd(show.id()) : show.endsAt();
        long toldMs = commands.endsAtMs(show.id());
        Instant end = stated.toEpochMilli() >= toldMs ? stated : Instant.ofEpochMilli(toldMs);
        Instant from = times.archivableFrom(end);
        if (standing && !times.isPast(from)) {
            throw new WrongStateException(
                    "tickets are held or sold, or money is owed: it can be archived from " + from + " on", from);
        }
        Instant scans = times.scansToldUntil(end, show.checkIn());
        if (show.state() != ShowState.CANCELLED && toldMs > 0 && !times.isPast(scans)) {
            throw new WrongStateException(
                    "scans of its tickets may be told until " + scans + ": it can be archived from then on", scans);
        }
        if (!sales.awaitWritten()) {
            throw new WrongStateException("PostgreSQL does not have all bookings yet: try again later");
        }
    }

    /**
     * Replaces all prices; holds that stand keep theirs.
     *
     * @throws InvalidInputException when they do not fit the show's map, or a published show would lose a ticket type, or the
     *                               number of one
     */
    public Show changePrices(Actor actor, long showId, Prices prices) {
        return changes.change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            prices.forMap(changes.map(show.seatMapId()));
            if (show.state() != ShowState.DRAFT) {
                ShowChecks.requireTypesKept(show.prices(), prices);
            }
            return ShowIntent.toChange(prices);
        });
    }

    /**
     * States which seats and places are not for sale: all others are.
     *
     * @param stated reason codes 1 to 127 by seat id
     * @param places how many are blocked, by area id
     * @throws InvalidInputException when the map has no such seat or area, or the area not so many places
     * @throws RejectedException     SEAT_UNAVAILABLE with the seats that are held or sold; AREA_FULL with the areas that have
     *                               not so many places left
     */
    public Show changeBlocks(Actor actor, long showId, Map<String, Integer> stated, Map<String, Integer> places) {
        return changes.change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            SeatMap map = changes.map(show.seatMapId());
            Map<String, Integer> blocks = Texts.asNamed(stated, "blocks", seat -> map.seatIndex(seat) >= 0);
            ShowChecks.check(blocks, map);
            return ShowIntent.toChange(
                    new SomeBlocks(blocks, Set.of(), ShowChecks.places(places, map)).appliedTo(Blocks.NONE));
        });
    }

    /**
     * Blocks and unblocks seats and places; all others stay as they are.
     *
     * @param block   reason codes 1 to 127 by seat id
     * @param unblock seat ids; those that are not blocked stay so
     * @param places  how many are to be blocked, none when 0, by area id
     * @throws InvalidInputException when the map has no such seat or area, or the area not so many places
     * @throws RejectedException     SEAT_UNAVAILABLE with the seats that are held or sold; AREA_FULL with the areas that have
     *                               not so many places left
     */
    public Show changeSomeBlocks(
            Actor actor, long showId, Map<String, Integer> block, Set<String> unblock, Map<String, Integer> places) {
        return changes.change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            SeatMap map = changes.map(show.seatMapId());
            return ShowIntent.toChange(
                    SomeBlocks.of(map, block, unblock, places).appliedTo(show.blocks()));
        });
    }

    /** Finishes what is intended for a show, if anything is. */
    boolean finish(long showId) {
        return changes.finish(showId);
    }
}
