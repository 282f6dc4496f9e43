package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

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
    private static final int LOCKS = 64;

    private final CatalogDatabase database;
    private final ShowRows rows;
    private final SeatMapCatalog seatMaps;
    private final ShowCommands commands;
    private final CatalogCache cache;
    private final ShowRules defaultRules;
    private final ShowTimes times;
    private final ShowSales sales;
    private final Quotas quotas;
    private final Lock[] locks = new Lock[LOCKS];

    public ShowCatalog(
            CatalogDatabase database,
            SeatMapCatalog seatMaps,
            BookingClient core,
            ShowDirectory directory,
            CatalogCache cache,
            ShowRules defaultRules,
            ShowTimes times,
            ShowSales sales,
            Quotas quotas) {
        this.database = database;
        this.times = times;
        this.sales = sales;
        this.quotas = quotas;
        this.defaultRules = defaultRules;
        this.seatMaps = seatMaps;
        this.cache = cache;
        rows = new ShowRows(database);
        commands = new ShowCommands(core, directory);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
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
                draft.prices().forMap(map(map.id()));
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
        if (hidden && !actor.owns(show.ownerId())) {
            throw new NotFoundException("no show " + showId);
        }
        return show;
    }

    /** The names that go with a show, or null when it has just gone. */
    public ShowCard card(long showId) {
        return rows.card(showId).orElse(null);
    }

    /**
     * Replaces times and rules; of a draft also the prices. What is fixed must be as it was.
     *
     * @param expectedVersion the version the caller knows, or 0 for whichever
     * @throws VersionMismatchException when it has another version
     * @throws WrongStateException      when it is cancelled or archived
     */
    public Show update(Actor actor, long showId, ShowDraft stated, long expectedVersion) {
        ShowDraft draft = stated.withRulesOr(defaultRules);
        ShowChecks.check(draft);
        return change(actor, showId, show -> {
            Check.version(expectedVersion, show.version());
            ShowChecks.requireFixedPartsSame(show, draft);
            ShowChecks.requireNotOver(show);
            times.checkChange(show, draft);
            if (show.state() != ShowState.DRAFT) {
                boolean samePrices = draft.prices() == null || draft.prices().equals(show.prices());
                Check.that(samePrices, "prices", "of a published show are changed on their own");
                return ShowIntent.toChange(ShowTerms.of(draft));
            }
            if (draft.prices() != null) {
                draft.prices().forMap(map(show.seatMapId()));
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
        change(actor, showId, show -> {
            if (show.state() != ShowState.DRAFT) {
                throw new InUseException("the show is published");
            }
            if (commands.wasOpened(showId) || sales.anyKnown(showId)) {
                // So says the core, or PostgreSQL's sales; the catalog was restored from an older backup, say.
                throw new InUseException("the show was on sale");
            }
            // An earlier try to publish it may have got as far as the core.
            commands.archive(showId);
            database.withHandle(handle -> handle.execute("DELETE FROM catalog.shows WHERE id = ?", showId));
            return null;
        });
    }

    /**
     * Puts a draft on sale, or a closed show on sale again. Published already: nothing happens.
     *
     * @throws InvalidInputException when the draft starts, or the closed show ends, in the past, or has no prices
     */
    public Show publish(Actor actor, long showId) {
        return change(actor, showId, show -> {
            if (show.state() == ShowState.PUBLISHED) {
                return null;
            }
            ShowChecks.requireNotOver(show);
            Check.that(show.prices() != null, "prices", "are needed to publish");
            show.prices().forMap(map(show.seatMapId()));
            if (show.state() == ShowState.DRAFT) {
                times.checkNew(show.draft());
            } else {
                times.checkReopened(show);
            }
            return ShowIntent.to(ShowIntent.Kind.PUBLISH);
        });
    }

    /** Takes no further holds. */
    public Show close(Actor actor, long showId) {
        return change(actor, showId, show -> {
            ShowChecks.requirePublished(show);
            return show.state() == ShowState.CLOSED ? null : ShowIntent.to(ShowIntent.Kind.CLOSE);
        });
    }

    /** Cancels the show, its bookings and holds; what was paid becomes due for refund. */
    public Show cancel(Actor actor, long showId) {
        return change(actor, showId, show -> {
            if (show.state() == ShowState.CANCELLED) {
                return null;
            }
            ShowChecks.requirePublished(show);
            return ShowIntent.to(ShowIntent.Kind.CANCEL);
        });
    }

    /**
     * Has the core forget an ended or cancelled show, with its reservations, which stay in PostgreSQL. A show that sold tickets
     * is kept until some time after the latest end it ever had; one where nothing is sold and nothing owed may go before.
     *
     * @throws WrongStateException when it is not over, a ticket may still be used, a hold stands, money is on its way, or
     *                             PostgreSQL does not have all its bookings yet
     */
    public Show archive(Actor actor, long showId) {
        try {
            Show archived = change(actor, showId, show -> {
                if (show.state() == ShowState.DRAFT) {
                    throw new WrongStateException("the show is a draft");
                }
                if (show.state() == ShowState.ARCHIVED) {
                    return null;
                }
                requireArchivable(showId);
                return ShowIntent.to(ShowIntent.Kind.ARCHIVE);
            });
            // A refund may have ended since: who reads a booking from now on reads it from PostgreSQL.
            sales.awaitWritten();
            return archived;
        } catch (RejectedException e) {
            if (e.reason() != RejectReason.WRONG_STATE) {
                throw e;
            }
            throw new WrongStateException("the show is not over, a hold stands, or money is still owed or on its way");
        }
    }

    /** Whether PostgreSQL has everything that has happened until now; waits for it, for two seconds at most. */
    boolean salesAreWritten() {
        return sales.awaitWritten();
    }

    private void requireArchivable(long showId) {
        Instant stated = rows.latestEnd(showId);
        Instant told = Instant.ofEpochMilli(commands.endsAtMs(showId));
        Instant from = times.archivableFrom(stated.isAfter(told) ? stated : told);
        if (!times.isPast(from) && sales.anyStanding(showId)) {
            throw new WrongStateException(
                    "tickets are held or sold, or money is owed: it can be archived from " + from + " on");
        }
        if (!sales.awaitWritten()) {
            throw new WrongStateException("PostgreSQL does not have all bookings yet: try again later");
        }
    }

    /** Replaces all prices; holds that stand keep theirs. */
    public Show changePrices(Actor actor, long showId, Prices prices) {
        return change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            prices.forMap(map(show.seatMapId()));
            if (show.state() != ShowState.DRAFT) {
                return ShowIntent.toChange(prices);
            }
            database.inTransaction(handle -> {
                ShowRows.setPrices(handle, showId, prices);
                ShowRows.settle(handle, showId, ShowState.DRAFT);
                return null;
            });
            return null;
        });
    }

    /**
     * States which seats are not for sale: all others are.
     *
     * @param stated reason codes 1 to 127 by seat id
     * @throws RejectedException SEAT_UNAVAILABLE with the seats that are held or sold
     */
    public Show changeBlocks(Actor actor, long showId, Map<String, Integer> stated) {
        return change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            SeatMap map = map(show.seatMapId());
            Map<String, Integer> blocks = Texts.asNamed(stated, "blocks", seat -> map.seatIndex(seat) >= 0);
            ShowChecks.check(blocks, map);
            if (show.state() != ShowState.DRAFT) {
                return ShowIntent.toChange(blocks);
            }
            database.inTransaction(handle -> {
                ShowRows.setBlocks(handle, showId, blocks);
                ShowRows.settle(handle, showId, ShowState.DRAFT);
                return null;
            });
            return null;
        });
    }

    /**
     * Blocks and unblocks seats; all others stay as they are.
     *
     * @param block   reason codes 1 to 127 by seat id
     * @param unblock seat ids; those that are not blocked stay so
     * @throws RejectedException SEAT_UNAVAILABLE with the seats that are held or sold
     */
    public Show changeSomeBlocks(Actor actor, long showId, Map<String, Integer> block, Set<String> unblock) {
        return change(actor, showId, show -> {
            ShowChecks.requireNotOver(show);
            SeatMap map = map(show.seatMapId());
            Map<String, Integer> blocks = SomeBlocks.of(map, block, unblock).appliedTo(show.blocks());
            if (show.state() != ShowState.DRAFT) {
                return ShowIntent.toChange(blocks);
            }
            database.inTransaction(handle -> {
                ShowRows.setBlocks(handle, showId, blocks);
                ShowRows.settle(handle, showId, ShowState.DRAFT);
                return null;
            });
            return null;
        });
    }

    /** Finishes what is intended for a show, if anything is. */
    boolean finish(long showId) {
        database.requireNoTransaction();
        Lock lock = lock(showId);
        lock.lock();
        try {
            ShowRow row = rows.row(showId);
            if (row.intent() == null) {
                return false;
            }
            finish(row);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One change at a time to a show: whatever is left of an earlier one, then what the function comes to intend. */
    private Show change(Actor actor, long showId, Function<Show, ShowIntent> change) {
        database.requireNoTransaction();
        long ownerId = owned(actor, showId).show().ownerId();
        quotas.beginChange(ownerId);
        try {
            return changeInTurn(actor, showId, change);
        } finally {
            quotas.endChange(ownerId);
        }
    }

    private ShowRow owned(Actor actor, long showId) {
        ShowRow row = rows.row(showId);
        if (!actor.owns(row.show().ownerId())) {
            throw new NotFoundException("no show " + showId);
        }
        return row;
    }

    private Show changeInTurn(Actor actor, long showId, Function<Show, ShowIntent> change) {
        Lock lock = lock(showId);
        lock.lock();
        try {
            ShowRow row = owned(actor, showId);
            if (row.intent() != null) {
                finish(row);
                row = rows.row(showId);
            }
            Show before = row.show();
            ShowIntent intent = change.apply(before);
            if (intent != null) {
                boolean publishing = intent.kind() == ShowIntent.Kind.PUBLISH && before.state() == ShowState.DRAFT;
                rows.intend(showId, intent, publishing ? ShowState.PUBLISHING : before.state());
                finish(rows.row(showId));
            }
            return database.withHandle(handle -> handle.createQuery("SELECT * FROM catalog.shows WHERE id = :id")
                    .bind("id", showId)
                    .map((r, context) -> ShowRow.showOf(r))
                    .findOne()
                    .orElse(before));
        } finally {
            lock.unlock();
        }
    }

    private void finish(ShowRow row) {
        Show show = row.show();
        ShowIntent intent = row.intent();
        try {
            tell(show, intent);
        } catch (RejectedException e) {
            rows.intend(show.id(), null, withoutIntent(show));
            throw e;
        }
        ShowState state = database.inTransaction(handle -> settle(handle, show, intent));
        if (state == ShowState.ARCHIVED) {
            cache.remove(show.id());
        } else {
            rows.card(show.id()).ifPresent(cache::put);
        }
    }

    /** A show that the core sells already is no draft again, whatever of it the core refuses now. */
    private ShowState withoutIntent(Show show) {
        if (show.state() != ShowState.PUBLISHING) {
            return show.state();
        }
        return commands.wasOpened(show.id()) ? ShowState.PUBLISHED : ShowState.DRAFT;
    }

    private void tell(Show show, ShowIntent intent) {
        long id = show.id();
        switch (intent.kind()) {
            case PUBLISH -> tellWhole(show);
            case CLOSE -> commands.close(id);
            case CANCEL -> commands.cancel(id);
            case ARCHIVE -> commands.archive(id);
            case CHANGE_TERMS -> commands.define(show, intent.terms());
            case CHANGE_PRICES -> commands.setPrices(id, intent.prices().forMap(map(show.seatMapId())));
            case CHANGE_BLOCKS -> commands.setBlocks(id, map(show.seatMapId()), intent.blocks());
        }
    }

    private void tellWhole(Show show) {
        if (!commands.knowsMap(show.seatMapId())) {
            defineMap(show);
        }
        define(show, ShowTerms.of(show.draft()));
        SeatMap map = map(show.seatMapId());
        commands.setPrices(show.id(), show.prices().forMap(map));
        commands.setBlocks(show.id(), map, show.blocks());
        commands.open(show.id());
    }

    private void define(Show show, ShowTerms terms) {
        try {
            commands.define(show, terms);
        } catch (RejectedException e) {
            if (e.reason() != RejectReason.UNKNOWN_SEAT_MAP) {
                throw e;
            }
            // The core has forgotten it since it was last looked at.
            defineMap(show);
            commands.define(show, terms);
        }
    }

    /** The same id and content each time, however often the core forgets it. */
    private void defineMap(Show show) {
        commands.defineMap(show.seatMapId(), show.hallId(), seatMaps.content(show.seatMapId()));
    }

    private static ShowState settle(org.jdbi.v3.core.Handle handle, Show show, ShowIntent intent) {
        ShowState state = show.state();
        switch (intent.kind()) {
            case PUBLISH -> state = ShowState.PUBLISHED;
            case CLOSE -> state = ShowState.CLOSED;
            case CANCEL -> state = ShowState.CANCELLED;
            case ARCHIVE -> state = ShowState.ARCHIVED;
            case CHANGE_TERMS -> ShowRows.setTerms(handle, show.id(), intent.terms());
            case CHANGE_PRICES -> ShowRows.setPrices(handle, show.id(), intent.prices());
            case CHANGE_BLOCKS -> ShowRows.setBlocks(handle, show.id(), intent.blocks());
        }
        ShowRows.settle(handle, show.id(), state);
        return state;
    }

    private SeatMap map(long seatMapId) {
        SeatMap known = commands.map(seatMapId);
        return known != null ? known : seatMaps.seatMap(seatMapId);
    }

    private Lock lock(long showId) {
        return locks[(int) (showId & (LOCKS - 1))];
    }
}
