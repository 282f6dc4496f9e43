package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.InUseException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

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
    private final ShowDrafts drafts;

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
        this.defaultRules = defaultRules;
        changes = new ShowChanges(database, seatMaps, core, directory, cache, quotas, times, answers);
        rows = changes.rows();
        commands = changes.commands();
        drafts = new ShowDrafts(database, changes::map, defaultRules, times, quotas);
    }

    /**
     * Makes a draft, or finds the show of the same external id of the event.
     *
     * @throws InvalidInputException when hall, event or map are not the actor's, the parts do not fit together, or it would start
     *                               in the past
     * @throws ExternalIdTakenException when the event has a different show of this external id
     * @throws QuotaReachedException when the hall's owner has as many shows as there may be
     */
    public Created<Show> create(Actor actor, ShowRequest stated) {
        return drafts.create(actor, List.of(stated), false).get(0).orThrow();
    }

    /**
     * Does so with each of several drafts; all that can be made are made in one transaction.
     *
     * @param dryRun says what would come of it, and keeps nothing
     * @return what became of each, in their order; what was refused carries what {@link #create} throws
     * @throws QuotaReachedException as {@link #create}; nothing is made then
     */
    public List<Outcome<Created<Show>>> createAll(Actor actor, List<ShowRequest> stated, boolean dryRun) {
        return drafts.create(actor, stated, dryRun);
    }

    /**
     * @throws NotFoundException when there is none, or it is a draft of another's
     */
    public Show show(Actor actor, long showId) {
        Show show = rows.row(showId).show();
        return show.state().isHidden() ? ShowChecks.own(actor, show) : show;
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
     * Changes times and rules; of a draft also the prices.
     *
     * @param change   what is to become of what was stated
     * @param expected the versions the caller knows
     * @throws InvalidInputException    when the parts do not fit together
     * @throws VersionMismatchException when it has another version
     * @throws WrongStateException      when it is cancelled or archived
     * @throws HallTakenException       when another show is in the hall at that time
     */
    public Show update(Actor actor, long showId, UnaryOperator<ShowRequest> change, Versions expected) {
        return changes.change(actor, showId, expected, show -> {
            ShowRequest after = change.apply(ShowRequest.of(show));
            FieldErrors errors = new FieldErrors();
            ShowTerms terms = judgedTerms(show, after, timed(show, after), errors);
            if (show.state() != ShowState.DRAFT) {
                boolean samePrices = Objects.equals(after.prices(), show.prices());
                ShowRequest.check(errors, samePrices, "prices", "of a published show are changed on their own");
                errors.throwIfAny();
                return ShowIntent.toChange(terms);
            }
            drafts.checkPrices(after, errors);
            database.inTransaction(handle -> {
                HallTimes.requireFree(handle, show, terms);
                ShowRows.setTerms(handle, showId, terms);
                ShowRows.setPrices(handle, showId, after.prices());
                ShowRows.settle(handle, showId, ShowState.DRAFT);
                return null;
            });
            return null;
        });
    }

    /** What a change comes to; what is wrong with its times is told. */
    private ShowTerms judgedTerms(Show show, ShowRequest after, ShowRequest timed, FieldErrors errors) {
        ShowChecks.requireNotOver(show);
        times.checkChange(show, timed, errors);
        return ShowTerms.of(timed, after.rulesOr(defaultRules), ShowExtras.of(after));
    }

    /**
     * How shows would be that start at other times, by id, moved one after the other in their order; changes nothing.
     *
     * @param starts by show id
     */
    Map<Long, Outcome<Show>> judgedMoves(List<Show> toMove, Map<Long, Instant> starts) {
        Map<Long, Outcome<Show>> judged = new HashMap<>();
        if (toMove.isEmpty()) {
            return judged;
        }
        Instant first =
                toMove.stream().map(Show::startsAt).min(Instant::compareTo).orElseThrow();
        Instant last = toMove.stream().map(Show::endsAt).max(Instant::compareTo).orElseThrow();
        Duration longest = Duration.ZERO;
        for (Show show : toMove) {
            Duration by =
                    Duration.between(show.startsAt(), starts.get(show.id())).abs();
            longest = by.compareTo(longest) > 0 ? by : longest;
        }
        Instant from = first.minus(longest);
        Instant until = last.plus(longest);
        database.inTransaction(handle -> {
            HallTimes halls =
                    HallTimes.of(handle, toMove.stream().map(Show::hallId).toList(), from, until);
            toMove.forEach(show -> judged.put(show.id(), judgedMove(halls, show, starts.get(show.id()))));
            return null;
        });
        return judged;
    }

    private Outcome<Show> judgedMove(HallTimes halls, Show show, Instant start) {
        try {
            ShowRequest after = ShowRequest.of(show).movedTo(start);
            FieldErrors errors = new FieldErrors();
            ShowTerms terms = judgedTerms(show, after, timed(show, after), errors);
            errors.throwIfAny();
            halls.move(show, start, Instant.ofEpochMilli(terms.endsAtMs()));
            return Outcome.of(show.at(start, Instant.ofEpochMilli(terms.endsAtMs())));
        } catch (ProblemException e) {
            return Outcome.refusedOrThrow(e);
        }
    }

    /** Judges other prices of a show; throws what {@link #changePrices} does. */
    Show judgedPrices(Show show, Prices prices) {
        ShowChecks.requireNotOver(show);
        prices.forMap(changes.map(show.seatMapId()));
        if (show.state() != ShowState.DRAFT) {
            ShowChecks.requireTypesKept(show.prices(), prices);
        }
        return show;
    }

    /** Judges whether a show can be cancelled; throws what {@link #step} does. */
    Show judgedCancelling(Show show) {
        needsCancelling(show);
        return show;
    }

    /** With an end, which may be the one it has. */
    private ShowRequest timed(Show show, ShowRequest after) {
        if (after.endsAt() != null) {
            return after;
        }
        boolean stays = show.extras().endIsEstimated() && after.startsAt().equals(show.startsAt());
        return stays ? after.withEnd(show.endsAt()) : times.timed(after, rows.eventMinutes(show.eventId()));
    }

    /**
     * Deletes a draft.
     *
     * @param expected the versions the caller knows
     * @throws InUseException           when it is not a draft
     * @throws VersionMismatchException when it has another version
     */
    public void delete(Actor actor, long showId, Versions expected) {
        changes.change(actor, showId, expected, show -> {
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

    /**
     * Publishes shows, each as {@link #step} would with the versions that it is asked for at.
     *
     * @param key    null: none; each show keeps it with its own answer
     * @param dryRun judges them, and changes nothing
     * @return what became of each, in their order; what was refused carries what {@link #step} throws
     * @throws QuotaReachedException when too many changes of an organisation's shows are under way
     */
    public List<Outcome<StepAnswer>> publishAll(
            Actor actor, List<ShowToPublish> shows, StepRequest.Key key, boolean dryRun) {
        return changes.publishAll(actor, shows, key, dryRun, this::needsPublishing);
    }

    private boolean needsPublishing(Show show) {
        if (show.state() == ShowState.PUBLISHED) {
            return false;
        }
        ShowChecks.requireNotOver(show);
        FieldErrors errors = new FieldErrors();
        ShowRequest.check(errors, show.prices() != null, "prices", "are needed to publish");
        if (show.state() == ShowState.DRAFT) {
            times.checkNew(ShowRequest.of(show).withEnd(show.endsAt()), errors);
        } else {
            times.checkReopened(show, errors);
        }
        errors.throwIfAny();
        show.prices().forMap(changes.map(show.seatMapId()));
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
     * @param expected the versions the caller knows
     * @throws NotFoundException        when there is no such show
     * @throws InvalidInputException    when it would not be lower, or lower than the end in force
     * @throws WrongStateException      when the show is a draft or archived
     * @throws VersionMismatchException when it has none of the versions that are expected
     */
    public LatestEndChange lowerLatestEnd(Actor admin, long showId, LatestEndRequest request, Versions expected) {
        if (!admin.admin()) {
            throw new NotFoundException("no show " + showId);
        }
        Instant to = request.latestEndsAt();
        return changes.inTurn(admin, showId, show -> {
            expected.require(show.version());
            if (show.state() == ShowState.DRAFT || show.state() == ShowState.ARCHIVED) {
                throw new WrongStateException("the show is " + show.state());
            }
            Instant from = rows.latestEnd(showId);
            Check.that(to.isBefore(from), "latestEndsAt", "is not before " + from);
            Check.that(!to.isBefore(show.endsAt()), "latestEndsAt", "is before the end of the show, " + show.endsAt());
            LatestEndChange change = new LatestEndChange(
                    new Id(showId), show.version() + 1, new Id(admin.id()), times.now(), from, to, request.reason());
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
     * @param expected the versions the caller knows
     * @throws InvalidInputException    when they do not fit the show's map, or a published show would lose a ticket type, or the
     *                                  number of one
     * @throws VersionMismatchException when it has another version
     */
    public Show changePrices(Actor actor, long showId, Prices prices, Versions expected) {
        return changes.change(actor, showId, expected, show -> {
            judgedPrices(show, prices);
            return ShowIntent.toChange(prices);
        });
    }

    /**
     * States which seats and places are not for sale: all others are.
     *
     * @param expected the versions the caller knows
     * @throws InvalidInputException    when the map has no such seat or area, or the area not so many places
     * @throws RejectedException        SEAT_UNAVAILABLE with the seats that are held or sold; AREA_FULL with the areas that have
     *                                  not so many places left
     * @throws VersionMismatchException when it has another version
     */
    public Show changeBlocks(Actor actor, long showId, StatedBlocks stated, Versions expected) {
        return block(actor, showId, expected, (map, before) -> SomeBlocks.of(map, stated)
                .appliedTo(Blocks.NONE));
    }

    /**
     * Blocks and unblocks seats and places; all others stay as they are. Throws what {@link #changeBlocks} does.
     *
     * @param expected the versions the caller knows
     */
    public Show changeSomeBlocks(Actor actor, long showId, SeatBlockChanges stated, Versions expected) {
        return block(actor, showId, expected, (map, before) -> SomeBlocks.of(map, stated)
                .appliedTo(before));
    }

    private Show block(Actor actor, long showId, Versions expected, BiFunction<SeatMap, Blocks, Blocks> change) {
        return changes.change(actor, showId, expected, show -> {
            ShowChecks.requireNotOver(show);
            return ShowIntent.toChange(change.apply(changes.map(show.seatMapId()), show.blocks()));
        });
    }

    /** A seat map, wherever it is known. */
    SeatMap map(long seatMapId) {
        return changes.map(seatMapId);
    }

    /** Finishes what is intended for a show, if anything is. */
    boolean finish(long showId) {
        return changes.finish(showId);
    }
}
