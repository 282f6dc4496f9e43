package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Placing, extending and releasing holds; lapsing. */
final class HoldRules {
    private static final int MOST_UNITS = 48;
    private static final int MOST_BEST_AVAILABLE = 8;
    private static final int ANY = 65535;

    private record SeatWish(int seat, int type) {}

    private record AreaWish(int area, int quantity, int type) {}

    private record BestWish(int quantity, int category, boolean accessible, int type) {}

    /** A unit, and what it is sold as. */
    private record Chosen(int unit, int type) {}

    /**
     * @param parties what is wanted side by side, together
     */
    private record Wish(List<SeatWish> named, List<AreaWish> areas, List<List<BestWish>> parties) {
        static Wish read(PlaceHoldDecoder c, boolean typed) {
            Wish wish = new Wish(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            c.seats().forEach(s -> wish.named.add(new SeatWish(s.seat(), typed ? orZero(s.ticketType()) : 0)));
            c.areas()
                    .forEach(a ->
                            wish.areas.add(new AreaWish(a.area(), a.quantity(), typed ? orZero(a.ticketType()) : 0)));
            c.bestAvailable().forEach(b -> {
                boolean joins = typed && b.joinsPrevious() == BooleanType.TRUE && !wish.parties.isEmpty();
                if (!joins) {
                    wish.parties.add(new ArrayList<>());
                }
                wish.parties
                        .get(wish.parties.size() - 1)
                        .add(new BestWish(
                                b.quantity(), b.category(), b.mode().accessible(), typed ? orZero(b.ticketType()) : 0));
            });
            return wish;
        }

        List<Integer> seats() {
            return named.stream().map(SeatWish::seat).toList();
        }

        List<BestWish> best() {
            return parties.stream().flatMap(List::stream).toList();
        }

        int total() {
            return named.size()
                    + areas.stream().mapToInt(AreaWish::quantity).sum()
                    + best().stream().mapToInt(BestWish::quantity).sum();
        }
    }

    private final World world;
    private final Keys keys;
    private final Answers answers;
    private final Happenings happenings;
    private final PriceRules prices;

    HoldRules(World world, Keys keys, PriceRules prices, Answers answers, Happenings happenings) {
        this.prices = prices;
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
        prices.keepUp(show);
        if (!show.onSale(world.nowMs)) {
            throw new Rejection(RejectReason.SHOW_NOT_ON_SALE);
        }
        long customerId = c.customerId();
        boolean version3 = world.isVersion3();
        Wish wish = Wish.read(c, version3);
        World.Reservation replaced = replaced(c);
        List<Chosen> units = chooseWithout(replaced, show, c, wish);
        long amount = units.stream()
                .mapToLong(u -> show.prices.unitPrice(u.unit, u.type))
                .sum();
        if (c.expectedAmount() >= 0 && c.expectedAmount() != amount) {
            throw new Rejection(RejectReason.PRICE_CHANGED, amount);
        }
        if (replaced != null) {
            release(replaced);
        }
        for (Chosen u : units) {
            if (u.unit >= 0 && world.owner(show, u.unit) != null) {
                expire(world.owner(show, u.unit));
            }
        }
        World.Reservation r = new World.Reservation();
        r.id = ++world.lastReservationId;
        r.show = show;
        r.customerId = customerId;
        r.createdAtMs = world.nowMs;
        r.deadlineMs = world.capped(r, world.nowMs + show.rules.holdTtlMs());
        for (Chosen chosen : units) {
            World.Unit unit = new World.Unit();
            unit.unit = chosen.unit;
            unit.ticketType = chosen.type;
            unit.price = show.prices.unitPrice(chosen.unit, chosen.type);
            unit.listPrice = unit.price;
            r.units.add(unit);
        }
        takeOutOfBlocks(r);
        world.reservations.put(r.id, r);
        keys.remember(r, World.KeyKind.HOLD, c.keyHi(), c.keyLo(), c.bodyHash(), 0, 0);
        happenings.step(ReservationEventType.HOLD_PLACED, r, Happenings.ALL);
        answers.reservation(r);
    }

    /** Notes which seats were blocked, and says that they are not any more. */
    void takeOutOfBlocks(World.Reservation r) {
        Map<Integer, Integer> taken = new LinkedHashMap<>();
        for (World.Unit u : r.units) {
            u.block = u.unit < 0 ? 0 : r.show.blocked.getOrDefault(u.unit, 0);
            if (u.block > 0) {
                taken.put(u.unit, 0);
            }
        }
        happenings.seatsBlocked(r.show, taken);
    }

    private static int orZero(short value) {
        return value == 255 ? 0 : value;
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

    /** Chooses as if the replaced hold had no seats; it is not over, and so not forgotten. */
    private List<Chosen> chooseWithout(World.Reservation replaced, World.Show show, PlaceHoldDecoder c, Wish wish) {
        int allowedBlock = world.isVersion3() ? orZero(c.allowedBlock()) : 0;
        boolean withAKey = c.keyHi() != 0 || c.keyLo() != 0;
        if (replaced == null) {
            return choose(show, c.customerId(), wish, allowedBlock, withAKey);
        }
        replaced.status = ReservationStatus.CANCELLED;
        try {
            return choose(show, c.customerId(), wish, allowedBlock, withAKey);
        } finally {
            replaced.status = ReservationStatus.HELD;
        }
    }

    /** The units that the hold would take. Changes nothing, but that holds which have lapsed may be swept. */
    private List<Chosen> choose(World.Show show, long customerId, Wish wish, int allowedBlock, boolean withAKey) {
        int perHold = Math.min(show.rules.maxUnitsPerHold(), world.limits.maxUnitsPerHold());
        if (wish.named.size() > MOST_UNITS) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
        }
        List<Integer> unknown = wish.seats().stream()
                .filter(s -> s < 0 || s >= show.map.seatCount())
                .toList();
        if (!unknown.isEmpty()) {
            throw new Rejection(RejectReason.UNKNOWN_SEAT, 0, unknown);
        }
        List<Integer> twice = new ArrayList<>();
        Set<Integer> once = new HashSet<>();
        wish.seats().stream().filter(s -> !once.add(s)).forEach(twice::add);
        if (!twice.isEmpty()) {
            throw new Rejection(RejectReason.DUPLICATE_UNIT, 0, twice);
        }
        List<Chosen> units = new ArrayList<>();
        wish.named.forEach(s -> units.add(new Chosen(s.seat, s.type)));
        for (AreaWish a : wish.areas) {
            if (a.area >= show.map.areaCount()) {
                throw new Rejection(RejectReason.UNKNOWN_AREA, 0, List.of(-(a.area + 1)));
            }
            if (units.size() + a.quantity > MOST_UNITS) {
                throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
            }
            units.addAll(Collections.nCopies(a.quantity, new Chosen(-(a.area + 1), a.type)));
        }
        requireSize(wish, perHold);
        requireTypes(show.prices, units, wish.best());
        requireWithinLimits(show, customerId, wish, 192 + 48L * wish.total() + (withAKey ? 96 : 0));
        requireAvailable(show, wish, allowedBlock);
        for (List<BestWish> party : wish.parties) {
            units.addAll(chooseBest(show, party, units));
        }
        if (show.rules.strandedSeatRule()) {
            List<Integer> all = units.stream().map(Chosen::unit).toList();
            requireNobodyStranded(show, wish.seats(), all);
        }
        return units;
    }

    /** Every type must be sold where it is wanted, and no companion come alone. */
    private static void requireTypes(PriceList prices, List<Chosen> units, List<BestWish> best) {
        List<Integer> unsold = units.stream()
                .filter(u -> u.type >= prices.typeCount() || prices.unitPrice(u.unit, u.type) < 0)
                .map(Chosen::unit)
                .toList();
        boolean soldNowhere = best.stream()
                .anyMatch(b -> b.type >= prices.typeCount()
                        || IntStream.range(0, prices.classCount()).allMatch(c -> prices.amount(c, b.type) < 0));
        if (!unsold.isEmpty() || soldNowhere) {
            throw new Rejection(RejectReason.TYPE_NOT_SOLD, 0, unsold);
        }
        List<Integer> types = new ArrayList<>(units.stream().map(Chosen::type).toList());
        best.forEach(b -> types.addAll(Collections.nCopies(b.quantity, b.type)));
        long companions = types.stream()
                .filter(type -> (prices.companions() & 1 << type) != 0)
                .count();
        if (companions > types.size() - companions) {
            throw new Rejection(RejectReason.TOO_MANY_COMPANIONS, types.size() - companions);
        }
    }

    private static void requireSize(Wish wish, int perHold) {
        int total = wish.total();
        if (total == 0) {
            throw new Rejection(RejectReason.EMPTY_REQUEST);
        }
        if (total > perHold) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, perHold);
        }
        if (wish.best().size() > MOST_BEST_AVAILABLE) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, MOST_BEST_AVAILABLE);
        }
    }

    private void requireWithinLimits(World.Show show, long customerId, Wish wish, long bytes) {
        int total = wish.total();
        int perCustomer = show.rules.maxUnitsPerCustomer();
        boolean limited = perCustomer > 0 && !(world.isVersion3() && customerId == 0);
        boolean tooManyForCustomer = limited && world.unitsOf(show, customerId) + total > perCustomer;
        if (!wish.areas.isEmpty() || !wish.parties.isEmpty() || tooManyForCustomer || limitWithout(bytes) != 0) {
            sweep();
            makeRoom(bytes);
        }
        if (limited && world.unitsOf(show, customerId) + total > perCustomer) {
            throw orTryAgain(new Rejection(RejectReason.LIMIT_EXCEEDED, perCustomer));
        }
        if (limitWithout(bytes) != 0) {
            boolean moreToForget = world.isVersion3() && !world.forgettable().isEmpty();
            throw moreToForget
                    ? new Rejection(RejectReason.TRY_AGAIN)
                    : orTryAgain(new Rejection(RejectReason.CAPACITY, limitWithout(bytes)));
        }
    }

    /** The limit that a reservation of so many bytes would pass; 0: it has room. */
    private long limitWithout(long bytes) {
        if (world.reservations.size() >= world.limits.maxReservations()) {
            return world.limits.maxReservations();
        }
        boolean tooMuch = world.isVersion3() && world.countedBytes() + bytes > world.limits.maxStateBytes();
        return tooMuch ? world.limits.maxStateBytes() : 0;
    }

    private void makeRoom(long bytes) {
        for (int work = 0; world.isVersion3() && work < world.limits.workPerCommand(); work++) {
            List<World.Reservation> forgettable = world.forgettable();
            if (limitWithout(bytes) == 0 || forgettable.isEmpty()) {
                return;
            }
            world.reservations.remove(forgettable.get(0).id);
        }
    }

    private void requireAvailable(World.Show show, Wish wish, int allowedBlock) {
        List<Integer> taken = wish.seats().stream()
                .filter(s -> !world.available(show, s, allowedBlock))
                .toList();
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

    /** Seats for all of a party together, of the first one's category. */
    private List<Chosen> chooseBest(World.Show show, List<BestWish> party, List<Chosen> chosen) {
        if (party.stream().anyMatch(wish -> wish.quantity == 0)) {
            throw new Rejection(RejectReason.EMPTY_REQUEST);
        }
        int category = party.get(0).category;
        if (category != ANY && category >= show.map.categoryCount()) {
            throw new Rejection(RejectReason.UNKNOWN_CATEGORY);
        }
        Set<Integer> taken = new HashSet<>(world.owners(show).keySet());
        taken.addAll(show.blocked.keySet());
        chosen.forEach(c -> taken.add(c.unit));
        List<Integer> types = new ArrayList<>();
        party.forEach(wish -> types.addAll(Collections.nCopies(wish.quantity, wish.type)));
        IntPredicate sold = seat -> types.stream().allMatch(type -> show.prices.unitPrice(seat, type) >= 0);
        boolean accessible = party.stream().anyMatch(BestWish::accessible);
        List<Integer> seats = new SeatChoice(
                        show.map, seat -> !taken.contains(seat), sold, category == ANY ? -1 : category, accessible)
                .best(types.size())
                .orElseThrow(() -> orTryAgain(new Rejection(RejectReason.NO_ADJACENT_BLOCK)));
        return IntStream.range(0, seats.size())
                .mapToObj(i -> new Chosen(seats.get(i), types.get(i)))
                .toList();
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
        if (world.capped(r, r.deadlineMs) < r.deadlineMs) {
            throw new Rejection(RejectReason.HOLD_LIFE_OVER, world.capped(r, r.deadlineMs));
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        r.extensions++;
        r.deadlineMs = world.capped(r, Math.max(r.deadlineMs, world.nowMs + r.show.rules.holdTtlMs()));
        int hadReference = r.reference != 0 ? 1 : 0;
        World.Key key =
                keys.remember(r, World.KeyKind.EXTEND, c.keyHi(), c.keyLo(), c.bodyHash(), r.attempt, hadReference);
        happenings.step(ReservationEventType.HOLD_EXTENDED, r, Happenings.NONE);
        answers.reservationFirst(r, key);
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
