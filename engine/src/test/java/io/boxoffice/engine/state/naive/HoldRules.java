package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Placing, extending and releasing holds; lapsing. */
final class HoldRules {
    private static final int MOST_UNITS = 48;
    private static final int MOST_BEST_AVAILABLE = 8;
    private static final int ANY = 65535;

    private record AreaWish(int area, int quantity) {}

    private record BestWish(int quantity, int category, boolean accessible) {}

    private record Wish(List<Integer> seats, List<AreaWish> areas, List<BestWish> best) {
        static Wish read(PlaceHoldDecoder c) {
            Wish wish = new Wish(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            c.seats().forEach(s -> wish.seats.add(s.seat()));
            c.areas().forEach(a -> wish.areas.add(new AreaWish(a.area(), a.quantity())));
            c.bestAvailable()
                    .forEach(b -> wish.best.add(
                            new BestWish(b.quantity(), b.category(), b.mode().accessible())));
            return wish;
        }

        int total() {
            return seats.size()
                    + areas.stream().mapToInt(AreaWish::quantity).sum()
                    + best.stream().mapToInt(BestWish::quantity).sum();
        }
    }

    private final World world;
    private final Keys keys;
    private final Answers answers;
    private final Happenings happenings;

    HoldRules(World world, Keys keys, Answers answers, Happenings happenings) {
        this.world = world;
        this.keys = keys;
        this.answers = answers;
        this.happenings = happenings;
    }

    void place(PlaceHoldDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.HOLD, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            answers.reservationAsFirstAnswered(seen);
            return;
        }
        World.Show show = world.shows.get(c.showId());
        if (show == null || !world.isOf(show, c.organisationId())) {
            throw new Rejection(RejectReason.UNKNOWN_SHOW);
        }
        if (!show.onSale(world.nowMs)) {
            throw new Rejection(RejectReason.SHOW_NOT_ON_SALE);
        }
        long customerId = c.customerId();
        Wish wish = Wish.read(c);
        World.Reservation replaced = replaced(c);
        List<Integer> units = chooseWithout(replaced, show, customerId, wish);
        long amount = units.stream().mapToLong(show.prices::unitPrice).sum();
        if (c.expectedAmount() >= 0 && c.expectedAmount() != amount) {
            throw new Rejection(RejectReason.PRICE_CHANGED, amount);
        }
        if (replaced != null) {
            release(replaced);
        }
        for (int unit : units) {
            if (unit >= 0 && world.owner(show, unit) != null) {
                expire(world.owner(show, unit));
            }
        }
        World.Reservation r = new World.Reservation();
        r.id = ++world.lastReservationId;
        r.show = show;
        r.customerId = customerId;
        r.createdAtMs = world.nowMs;
        r.deadlineMs = world.nowMs + show.rules.holdTtlMs();
        for (int value : units) {
            World.Unit unit = new World.Unit();
            unit.unit = value;
            unit.price = show.prices.unitPrice(value);
            unit.listPrice = unit.price;
            r.units.add(unit);
        }
        world.reservations.put(r.id, r);
        keys.remember(r, World.KeyKind.HOLD, c.keyHi(), c.keyLo(), c.bodyHash(), 0, 0);
        happenings.step(ReservationEventType.HOLD_PLACED, r, Happenings.ALL);
        answers.reservation(r);
    }

    /** The hold that is to go, or null. */
    private World.Reservation replaced(PlaceHoldDecoder c) {
        long id = c.replacesReservationId();
        if (!world.isVersion3() || id == 0 || id == Long.MIN_VALUE) {
            return null;
        }
        World.Reservation r = world.known(id);
        if (r == null || r.customerId != c.customerId() || r.show.showId != c.showId()) {
            throw new Rejection(RejectReason.UNKNOWN_RESERVATION);
        }
        requireStanding(r);
        return r;
    }

    /** Chooses as if the replaced hold had been released. */
    private List<Integer> chooseWithout(World.Reservation replaced, World.Show show, long customerId, Wish wish) {
        if (replaced == null) {
            return choose(show, customerId, wish);
        }
        replaced.status = ReservationStatus.RELEASED;
        try {
            return choose(show, customerId, wish);
        } finally {
            replaced.status = ReservationStatus.HELD;
        }
    }

    /** The units that the hold would take. Changes nothing, but that holds which have lapsed may be swept. */
    private List<Integer> choose(World.Show show, long customerId, Wish wish) {
        int perHold = Math.min(show.rules.maxUnitsPerHold(), world.limits.maxUnitsPerHold());
        if (wish.seats.size() > MOST_UNITS) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
        }
        List<Integer> unknown = wish.seats.stream()
                .filter(s -> s < 0 || s >= show.map.seatCount())
                .toList();
        if (!unknown.isEmpty()) {
            throw new Rejection(RejectReason.UNKNOWN_SEAT, 0, unknown);
        }
        List<Integer> twice = new ArrayList<>();
        Set<Integer> once = new HashSet<>();
        wish.seats.stream().filter(s -> !once.add(s)).forEach(twice::add);
        if (!twice.isEmpty()) {
            throw new Rejection(RejectReason.DUPLICATE_UNIT, 0, twice);
        }
        List<Integer> units = new ArrayList<>(wish.seats);
        for (AreaWish a : wish.areas) {
            if (a.area >= show.map.areaCount()) {
                throw new Rejection(RejectReason.UNKNOWN_AREA, 0, List.of(-(a.area + 1)));
            }
            if (units.size() + a.quantity > MOST_UNITS) {
                throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
            }
            units.addAll(Collections.nCopies(a.quantity, -(a.area + 1)));
        }
        requireWithinLimits(show, customerId, wish, perHold);
        requireAvailable(show, wish);
        for (BestWish b : wish.best) {
            units.addAll(chooseBest(show, b, units));
        }
        if (show.rules.strandedSeatRule()) {
            requireNobodyStranded(show, wish.seats, units);
        }
        return units;
    }

    private void requireWithinLimits(World.Show show, long customerId, Wish wish, int perHold) {
        int total = wish.total();
        int perCustomer = show.rules.maxUnitsPerCustomer();
        if (total == 0) {
            throw new Rejection(RejectReason.EMPTY_REQUEST);
        }
        if (total > perHold) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
        }
        if (wish.best.size() > MOST_BEST_AVAILABLE) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, MOST_BEST_AVAILABLE);
        }
        boolean limited = perCustomer > 0 && !(world.isVersion3() && customerId == 0);
        boolean tooManyForCustomer = limited && world.unitsOf(show, customerId) + total > perCustomer;
        boolean full = world.reservations.size() >= world.limits.maxReservations();
        if (!wish.areas.isEmpty() || !wish.best.isEmpty() || tooManyForCustomer || full) {
            sweep();
        }
        if (limited && world.unitsOf(show, customerId) + total > perCustomer) {
            throw orTryAgain(new Rejection(RejectReason.LIMIT_EXCEEDED, perCustomer));
        }
        if (world.reservations.size() >= world.limits.maxReservations()) {
            throw orTryAgain(new Rejection(RejectReason.CAPACITY, world.limits.maxReservations()));
        }
    }

    private void requireAvailable(World.Show show, Wish wish) {
        List<Integer> taken =
                wish.seats.stream().filter(s -> !world.available(show, s)).toList();
        if (!taken.isEmpty()) {
            throw new Rejection(RejectReason.SEAT_UNAVAILABLE, 0, taken);
        }
        TreeMap<Integer, Integer> quantities = new TreeMap<>();
        wish.areas.forEach(a -> quantities.merge(a.area, a.quantity, Integer::sum));
        List<Integer> full = quantities.entrySet().stream()
                .filter(e -> e.getValue() > 0 && e.getValue() > world.areaFree(show, e.getKey()))
                .map(e -> -(e.getKey() + 1))
                .toList();
        if (!full.isEmpty()) {
            throw orTryAgain(new Rejection(RejectReason.AREA_FULL, 0, full));
        }
    }

    private List<Integer> chooseBest(World.Show show, BestWish wish, List<Integer> chosen) {
        if (wish.quantity == 0) {
            throw new Rejection(RejectReason.EMPTY_REQUEST);
        }
        if (wish.category != ANY && wish.category >= show.map.categoryCount()) {
            throw new Rejection(RejectReason.UNKNOWN_CATEGORY);
        }
        Set<Integer> taken = new HashSet<>(world.owners(show).keySet());
        taken.addAll(show.blocked.keySet());
        taken.addAll(chosen);
        int category = wish.category == ANY ? -1 : wish.category;
        return new SeatChoice(show.map, seat -> !taken.contains(seat), category, wish.accessible)
                .best(wish.quantity)
                .orElseThrow(() -> orTryAgain(new Rejection(RejectReason.NO_ADJACENT_BLOCK)));
    }

    /** While lapsed holds are still to be swept, a refusal may be premature. */
    private Rejection orTryAgain(Rejection rejection) {
        return nextTimer() <= world.nowMs ? new Rejection(RejectReason.TRY_AGAIN, 0, rejection.conflicts) : rejection;
    }

    /** Named seats must not leave a free seat alone, unless it is all that would be left of the free seats around it. */
    private void requireNobodyStranded(World.Show show, List<Integer> named, List<Integer> units) {
        Set<Integer> takenBefore = new HashSet<>(show.blocked.keySet());
        world.owners(show).forEach((seat, owner) -> {
            if (!owner.lapsed(world.nowMs)) {
                takenBefore.add(seat);
            }
        });
        Set<Integer> takenAfter = new HashSet<>(takenBefore);
        takenAfter.addAll(units);
        Set<Integer> stranded = new LinkedHashSet<>();
        for (int seat : named) {
            for (int beside : new int[] {seat - 1, seat + 1}) {
                if (SeatChoice.alone(show.map, beside, takenAfter::contains)) {
                    Set<Integer> run = run(show, beside, takenBefore);
                    run.removeAll(takenAfter);
                    if (run.size() > 1) {
                        stranded.add(beside);
                    }
                }
            }
        }
        if (!stranded.isEmpty()) {
            throw new Rejection(RejectReason.STRANDED_SEAT, 0, stranded);
        }
    }

    /** The seats that are not taken, side by side without a break, around one of them. */
    private static Set<Integer> run(World.Show show, int seat, Set<Integer> taken) {
        Set<Integer> run = new TreeSet<>(Set.of(seat));
        for (int s = seat; SeatChoice.adjacent(show.map, s - 1, s) && !taken.contains(s - 1); s--) {
            run.add(s - 1);
        }
        for (int s = seat; SeatChoice.adjacent(show.map, s, s + 1) && !taken.contains(s + 1); s++) {
            run.add(s + 1);
        }
        return run;
    }

    void extend(ExtendHoldDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.EXTEND, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            answers.reservationAsFirstAnswered(seen);
            return;
        }
        World.Reservation r = owned(c.reservationId(), c.customerId(), c.organisationId());
        requireStanding(r);
        if (r.extensions >= world.limits.maxExtensions()) {
            throw new Rejection(RejectReason.EXTENSIONS_USED_UP, world.limits.maxExtensions());
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        r.extensions++;
        r.deadlineMs = Math.max(r.deadlineMs, world.nowMs + r.show.rules.holdTtlMs());
        int hadReference = r.reference != 0 ? 1 : 0;
        keys.remember(r, World.KeyKind.EXTEND, c.keyHi(), c.keyLo(), c.bodyHash(), r.attempt, hadReference);
        happenings.step(ReservationEventType.HOLD_EXTENDED, r, Happenings.NONE);
        answers.reservation(r);
    }

    void release(ReleaseHoldDecoder c) {
        World.Reservation r = owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.lapsed(world.nowMs)) {
            expire(r);
        } else if (r.status == ReservationStatus.HELD) {
            release(r);
        } else if (r.status == ReservationStatus.PAYING) {
            throw new Rejection(RejectReason.PAYMENT_IN_PROGRESS);
        } else if (!r.over()) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        answers.reservation(r);
    }

    void release(World.Reservation r) {
        r.status = ReservationStatus.RELEASED;
        world.touch(r);
        happenings.step(ReservationEventType.HOLD_RELEASED, r, Happenings.ALL);
    }

    void expire(World.Reservation r) {
        r.status = ReservationStatus.EXPIRED;
        world.touch(r);
        happenings.step(ReservationEventType.HOLD_EXPIRED, r, Happenings.ALL);
    }

    World.Reservation owned(long reservationId, long customerId, long organisationId) {
        World.Reservation r = world.known(reservationId);
        if (r == null || customerId != 0 && r.customerId != customerId || !world.isOf(r.show, organisationId)) {
            throw new Rejection(RejectReason.UNKNOWN_RESERVATION);
        }
        return r;
    }

    /** It must be a hold whose deadline has not passed. */
    void requireStanding(World.Reservation r) {
        if (r.lapsed(world.nowMs) || r.status == ReservationStatus.EXPIRED) {
            throw new Rejection(RejectReason.HOLD_EXPIRED);
        }
        if (r.status == ReservationStatus.PAYING && r.mayLapse()) {
            throw new Rejection(RejectReason.PAYMENT_IN_PROGRESS);
        }
        if (r.status != ReservationStatus.HELD) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
    }

    long nextTimer() {
        return world.reservations.values().stream()
                .mapToLong(World.Reservation::timerMs)
                .filter(t -> t != 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Fires due timers by (time, id), as many as a command may. */
    void sweep() {
        for (int work = 0; work < world.limits.workPerCommand() && nextTimer() <= world.nowMs; work++) {
            long due = nextTimer();
            World.Reservation r = world.reservations.values().stream()
                    .filter(each -> each.timerMs() == due)
                    .findFirst()
                    .orElseThrow();
            if (r.claimsSeats()) {
                expire(r);
            } else {
                world.reservations.remove(r.id);
            }
        }
    }
}
