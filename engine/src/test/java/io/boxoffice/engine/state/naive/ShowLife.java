package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.LowerLatestEndDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The life of a show: defined, opened, closed, cancelled, archived. */
final class ShowLife {
    private final World world;
    private final BookingRules bookings;
    private final Answers answers;
    private final Happenings happenings;
    private final PriceRules prices;

    ShowLife(World world, BookingRules bookings, PriceRules prices, Answers answers, Happenings happenings) {
        this.prices = prices;
        this.world = world;
        this.bookings = bookings;
        this.answers = answers;
        this.happenings = happenings;
    }

    void define(DefineShowDecoder c) {
        prices.keepUp(world.shows.get(c.showId()));
        if (!makesSense(c)) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        if (c.holdTtlMs() > world.limits.maxHoldTtlMs()) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, world.limits.maxHoldTtlMs());
        }
        if (c.maxUnitsPerHold() > world.limits.maxUnitsPerHold()) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, world.limits.maxUnitsPerHold());
        }
        World.Show show = world.shows.get(c.showId());
        if (show == null) {
            show = create(c);
        } else if (show.seatMapId != c.seatMapId() || !show.currency.equals(c.currency())) {
            throw new Rejection(RejectReason.ALREADY_EXISTS);
        } else if (ended(show)) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        show.rules = new World.ShowRules(
                c.eventId(),
                c.venueId(),
                c.organizerId(),
                c.startsAtMs(),
                c.endsAtMs(),
                c.onSaleFromMs(),
                c.onSaleUntilMs(),
                c.cancelUntilMs(),
                c.holdTtlMs(),
                c.maxUnitsPerHold(),
                c.maxUnitsPerCustomer(),
                c.strandedSeatRule() == BooleanType.TRUE);
        show.checkInFromMs = world.isVersion3() && c.checkInFromMs() != Long.MIN_VALUE ? c.checkInFromMs() : 0;
        show.checkInUntilMs = world.isVersion3() && c.checkInUntilMs() != Long.MIN_VALUE ? c.checkInUntilMs() : 0;
        world.noteLatestEnds();
        happenings.show(ShowEventType.DEFINED, show);
        answers.accept(show.priceVersion);
    }

    void lowerLatestEnd(LowerLatestEndDecoder c) {
        if (world.limits.behaviourVersion() < 3) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        World.Show show = require(c.showId());
        if (show.status == ShowStatus.ARCHIVED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (c.latestEndMs() < show.rules.endsAtMs()) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, show.rules.endsAtMs());
        }
        boolean lower = c.latestEndMs() < show.latestEndMs;
        show.latestEndMs = Math.min(show.latestEndMs, c.latestEndMs());
        if (lower) {
            happenings.show(ShowEventType.DEFINED, show);
        }
        answers.accept(show.priceVersion);
    }

    private World.Show create(DefineShowDecoder c) {
        World.StoredMap stored = world.maps.get(c.seatMapId());
        if (stored == null) {
            throw new Rejection(RejectReason.UNKNOWN_SEAT_MAP);
        }
        if (world.shows.size() >= world.limits.maxShows()) {
            throw new Rejection(RejectReason.CAPACITY, world.limits.maxShows());
        }
        World.Show show = new World.Show();
        show.showId = c.showId();
        show.seatMapId = c.seatMapId();
        show.map = stored.map();
        show.currency = c.currency();
        long onSale =
                world.shows.values().stream().mapToLong(World.Show::capacity).sum();
        if (onSale + show.capacity() > world.limits.maxSeatsOnSale()) {
            throw new Rejection(RejectReason.CAPACITY, world.limits.maxSeatsOnSale());
        }
        world.shows.put(show.showId, show);
        return show;
    }

    private static boolean makesSense(DefineShowDecoder c) {
        long from = c.checkInFromMs() == Long.MIN_VALUE ? 0 : c.checkInFromMs();
        long until = c.checkInUntilMs() == Long.MIN_VALUE ? 0 : c.checkInUntilMs();
        return from >= 0
                && (until == 0 || until > from)
                && c.currency().matches("[A-Z]{3}")
                && c.showId() > 0
                && c.startsAtMs() > 0
                && c.endsAtMs() >= c.startsAtMs()
                && c.onSaleFromMs() < c.onSaleUntilMs()
                && c.cancelUntilMs() >= 0
                && c.holdTtlMs() >= 1_000
                && c.maxUnitsPerHold() >= 1
                && c.maxUnitsPerCustomer() >= 0
                && windowMakesSense(c);
    }

    private static boolean windowMakesSense(DefineShowDecoder c) {
        long from = Math.max(c.checkInFromMs(), 0);
        boolean negative = c.checkInFromMs() < 0 && c.checkInFromMs() != Long.MIN_VALUE;
        boolean bounded = c.checkInUntilMs() != 0 && c.checkInUntilMs() != Long.MIN_VALUE;
        return !negative && (!bounded || from < c.checkInUntilMs());
    }

    static boolean ended(World.Show show) {
        return show.status == ShowStatus.CANCELLED || show.status == ShowStatus.ARCHIVED;
    }

    void open(long showId) {
        World.Show show = require(showId);
        if (show.prices == null) {
            throw new Rejection(RejectReason.NO_PRICES);
        }
        requireNotEnded(show);
        change(show, ShowStatus.OPEN, ShowEventType.OPENED);
    }

    void close(long showId) {
        World.Show show = require(showId);
        requireNotEnded(show);
        change(show, ShowStatus.CLOSED, ShowEventType.CLOSED);
    }

    void cancel(long showId) {
        World.Show show = require(showId);
        if (show.status == ShowStatus.ARCHIVED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (show.status != ShowStatus.CANCELLED) {
            world.pendingWork.add(showId);
            show.laterAmounts.clear();
        }
        change(show, ShowStatus.CANCELLED, ShowEventType.CANCELLED);
    }

    /** Archives what is over and has nothing left to settle. */
    private long scansToldUntilMs(World.Show show) {
        long endMs = Math.max(show.rules.endsAtMs(), Math.max(show.latestEndMs, show.checkInUntilMs));
        return world.isVersion3() ? endMs + world.limits.checkInUploadWindowMs() : endMs;
    }

    void archive(long showId) {
        World.Show show = require(showId);
        if (show.status != ShowStatus.ARCHIVED) {
            boolean over = show.status == ShowStatus.CANCELLED
                    || show.status == ShowStatus.DRAFT
                    || world.nowMs >= scansToldUntilMs(show);
            boolean busy = first(
                                    show,
                                    r -> r.unsettled()
                                            || r.status == ReservationStatus.HELD
                                            || r.status == ReservationStatus.PAYING)
                            .isPresent()
                    || world.pendingWork.contains(showId);
            if (!over || busy) {
                throw new Rejection(RejectReason.WRONG_STATE);
            }
            show.status = ShowStatus.ARCHIVED;
            show.laterAmounts.clear();
            world.pendingWork.add(showId);
        }
        answers.accept(show.priceVersion);
    }

    void continueWork() {
        int budget = world.limits.workPerCommand();
        while (budget > 0 && !world.pendingWork.isEmpty()) {
            World.Show show = world.shows.get(world.pendingWork.get(0));
            budget -= Math.max(1, show.status == ShowStatus.ARCHIVED ? forget(show, budget) : cancelSome(show, budget));
        }
        answers.accept(0);
    }

    /** Forgets maps that nothing has used for long enough, the longest unused first. */
    void forgetMaps() {
        List<Long> due = world.unusedSinceMs.keySet().stream()
                .filter(id -> world.unusedSinceMs.get(id) + world.limits.seatMapRetentionMs() <= world.nowMs)
                .sorted(Comparator.comparing(world.unusedSinceMs::get))
                .limit(world.limits.workPerCommand())
                .toList();
        for (long id : due) {
            world.unusedSinceMs.remove(id);
            happenings.seatMapForgotten(id, world.maps.remove(id));
        }
    }

    private int cancelSome(World.Show show, int budget) {
        int done = 0;
        while (done < budget && first(show, World.Reservation::claimsSeats).isPresent()) {
            bookings.cancelWithShow(first(show, World.Reservation::claimsSeats).orElseThrow());
            done++;
        }
        if (first(show, World.Reservation::claimsSeats).isEmpty()) {
            world.pendingWork.remove(0);
        }
        return done;
    }

    private int forget(World.Show show, int budget) {
        for (int done = 0; done < budget; done++) {
            Optional<World.Reservation> next =
                    first(show, r -> !r.claimsSeats()).or(() -> first(show, r -> true));
            if (next.isEmpty()) {
                world.pendingWork.remove(0);
                world.shows.remove(show.showId);
                happenings.show(ShowEventType.ARCHIVED, show);
                return done;
            }
            world.reservations.remove(next.get().id);
        }
        return budget;
    }

    /** A show's reservation of the lowest id. */
    private Optional<World.Reservation> first(World.Show show, Predicate<World.Reservation> which) {
        return world.reservations.values().stream()
                .filter(r -> r.show == show)
                .filter(which)
                .min(Comparator.comparing(r -> r.id));
    }

    private void change(World.Show show, ShowStatus status, ShowEventType step) {
        if (show.status != status) {
            show.status = status;
            happenings.show(step, show);
        }
        answers.accept(show.priceVersion);
    }

    private static void requireNotEnded(World.Show show) {
        if (ended(show)) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
    }

    private World.Show require(long showId) {
        World.Show show = world.shows.get(showId);
        if (show == null) {
            throw new Rejection(RejectReason.UNKNOWN_SHOW);
        }
        prices.keepUp(show);
        return show;
    }
}
