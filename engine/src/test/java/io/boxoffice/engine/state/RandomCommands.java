package io.boxoffice.engine.state;

import io.boxoffice.engine.state.naive.OldSchema;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream of commands as a hostile season would bring it: mostly sensible, often late, doubled, out of order, about things
 * that are gone, or plain wrong. The same seed and the same answers give the same stream. Limits are small, so that all are
 * hit.
 */
public final class RandomCommands {
    private static final int CUSTOMERS = 6;
    static final int SHOWS = 6;
    static final List<SeatMap> MAPS = List.of(
            Hall.of(List.of("AAAAA_AAAAa", "AAAAAAAA", "BBaBB_BBB"), Hall.area("pit", 9)),
            Hall.of(List.of("AAAA", "/", "AAAAAA", "ABABAB"), Hall.area("floor", 5), Hall.area("gallery", 3)),
            Hall.of(List.of("aAAAAAAAAAAAAA_AA", "AAAAAAAAAAAAA")),
            Hall.of(List.of(), Hall.area("field", 20)));

    /** What the generator has seen of a reservation. */
    private static final class Seen {
        long customerId;
        long reference;
        long amount;
        int attempt;
        int units;
        int refunds;
        ReservationStatus status = ReservationStatus.HELD;
        PaymentStatus paymentStatus = PaymentStatus.NONE;
    }

    private static final int NEWEST = Limits.BEHAVIOUR_VERSION;

    /**
     * @param raw sent as it is, whatever the version
     */
    private record Choice(int weight, boolean raw, Supplier<byte[]> command) {}

    private final Random random;

    private final boolean shortSeason;
    /** The schema and rules that are spoken. */
    private int version;

    /** How many commands from now a program of the newest version goes on with it. */
    private int untilUpgrade;

    private final List<Choice> choices = new ArrayList<>();
    private final TreeMap<Long, Seen> seen = new TreeMap<>();
    private final Deque<byte[]> queued = new ArrayDeque<>();
    private final RandomLimits limits;
    private final RandomUploads uploads;
    private final RandomLives lives;
    private final RandomKeys keys;
    private final RandomTypes types;
    private final RandomDoors doors;
    private byte[] last = Commands.tick();
    private long lastReservationId;
    private int totalWeight;
    private boolean mapMissing;
    private boolean showMissing;

    /** When a delay was asked for last. */
    long lastMs;

    /** Draws everything from the seed. */
    public RandomCommands(long seed) {
        this(seed, false);
    }

    /** What a program of an older version would have sent. */
    static RandomCommands asOfVersion(int version, long seed) {
        return new RandomCommands(seed, false, version);
    }

    /**
     * @param shortSeason whether there are so few commands that more of them should sell something: shows that can be put on
     *                    sale, and are at once
     */
    public RandomCommands(long seed, boolean shortSeason) {
        this(seed, shortSeason, NEWEST);
    }

    private RandomCommands(long seed, boolean shortSeason, int version) {
        this.shortSeason = shortSeason;
        this.version = version;
        untilUpgrade = Integer.MAX_VALUE;
        if (version == NEWEST && seed % 4 == 3) {
            this.version = 2;
            untilUpgrade = 1_000;
        }
        random = new Random(seed);
        uploads = new RandomUploads(random);
        lives = new RandomLives(seed, shortSeason);
        limits = new RandomLimits(random, new Random(~seed), lives, shortSeason);
        keys = new RandomKeys(seed);
        types = new RandomTypes(seed);
        doors = new RandomDoors(seed, CUSTOMERS);
        queued.add(configure());
        for (int map = 0; map < MAPS.size(); map++) {
            queued.addAll(uploads.seatMapUpload(map, MAPS.get(map)));
        }
        for (int show = 1; show <= SHOWS; show++) {
            putOnSaleLater(show, show % MAPS.size());
        }
        sellingChoices();
        paymentChoices();
        showChoices();
    }

    private void sellingChoices() {
        choose(450, this::placeHold);
        choose(700, this::nextStep);
        choose(90, () -> Commands.extendHold(reservation(), owner(), key()));
        choose(40, () -> Commands.releaseHold(reservation(), owner()));
        choose(90, () -> Commands.createBooking(reservation(), owner(), random.nextInt(50), key()));
        choose(90, () -> Commands.confirm(reservation(), owner()));
        choose(60, () -> {
            reservation();
            return cancelBooking();
        });
        choose(40, () -> {
            reservation();
            return checkIn();
        });
        add(30, true, () -> last);
    }

    private void paymentChoices() {
        choose(110, () -> Commands.beginPayment(reservation(), owner(), key()));
        choose(120, () -> Commands.authorised(reservation(), attempt(), amount()));
        choose(60, () -> Commands.declined(reservation(), attempt(), DeclineReason.get((short) random.nextInt(7))));
        choose(60, () -> Commands.captured(reservation(), attempt()));
        choose(20, () -> Commands.captureFailed(reservation(), attempt()));
        choose(
                30,
                () -> Commands.refundDue(
                        reservation(), attempt(), amount(), RefundReason.get((short) random.nextInt(7))));
        choose(60, () -> Commands.refunded(reservation(), random.nextInt(4)));
    }

    private void showChoices() {
        choose(40, Commands::tick);
        choose(40, Commands::goOn);
        choose(12, () -> defineShow(show(), random.nextInt(MAPS.size())));
        choose(25, () -> Commands.openShow(show()));
        choose(15, () -> {
            putOnSaleLater(show(), random.nextInt(MAPS.size()));
            return queued.poll();
        });
        choose(3, () -> Commands.closeShow(show()));
        choose(2, () -> Commands.cancelShow(show()));
        choose(20, () -> Commands.archiveShow(show()));
        choose(4, this::configure);
        choose(6, uploads::beginSeatMap);
        choose(25, () -> uploads.start(uploads.pricesUpload(show(), random.nextInt(MAPS.size()))));
        choose(25, () -> uploads.start(uploads.blocksUpload(show(), MAPS.get(random.nextInt(MAPS.size())))));
        choose(60, uploads::continueUpload);
        add(10, true, this::garbage);
    }

    private void choose(int weight, Supplier<byte[]> command) {
        add(weight, false, command);
    }

    private void add(int weight, boolean raw, Supplier<byte[]> command) {
        choices.add(new Choice(weight, raw, command));
        totalWeight += weight;
    }

    /** The next command. */
    public byte[] next() {
        if (--untilUpgrade == 0) {
            version = NEWEST;
            return configure();
        }
        if (!queued.isEmpty()) {
            return spoken(queued.poll());
        }
        if (version >= 3 && showMissing) {
            showMissing = false;
            if (random.nextInt(4) == 0) {
                putOnSaleLater(show(), random.nextInt(MAPS.size()));
                return queued.poll();
            }
        }
        if (version >= 3 && lives.comes(show())) {
            last = lives.next(reservation(), seen.containsKey(chosen) ? seen.get(chosen).refunds : 0);
            return last;
        }
        byte[] instead = version < NEWEST ? null : keys.instead(this);
        if (instead != null) {
            last = instead;
            return instead;
        }
        if (version >= 3 && types.insists() && !seen.isEmpty()) {
            Seen newest = seen.lastEntry().getValue();
            queued.addAll(
                    Collections.nCopies(3, Commands.extendHold(seen.lastKey(), newest.customerId, Commands.Key.NONE)));
            return queued.poll();
        }
        if (version >= 3 && types.speaks()) {
            return types.next(1 + random.nextInt(SHOWS));
        }
        if (version >= 3 && doors.isNext()) {
            last = doors.next();
            return last;
        }
        int at = random.nextInt(totalWeight);
        for (Choice choice : choices) {
            at -= choice.weight;
            if (at < 0) {
                byte[] command = choice.raw ? choice.command.get() : spoken(choice.command.get());
                last = command;
                keys.sent(command);
                return command;
            }
        }
        throw new IllegalStateException();
    }

    private byte[] spoken(byte[] command) {
        return version < NEWEST ? OldSchema.asVersion(command, 2) : doors.adorn(command);
    }

    /** How long after the last command it comes, given when the next timer is due. */
    public long delayMs(long nowMs, long nextDeadlineMs) {
        lastMs = nowMs;
        types.at(nowMs);
        // What is due in an hour is not waited for, since version 3: shows would be over by then.
        boolean soon = version < 3 || nextDeadlineMs < nowMs + 20_000;
        boolean due = soon && nextDeadlineMs != Long.MAX_VALUE && nextDeadlineMs > nowMs;
        return lives.delayMs(
                switch (random.nextInt(80)) {
                    case 0 -> due ? nextDeadlineMs - nowMs : 0;
                    case 1 -> due ? nextDeadlineMs - nowMs - 1 : 0;
                    case 2 -> random.nextInt(12_000);
                    default -> random.nextInt(60);
                });
    }

    /** A query that may be put at any time. */
    public byte[] query() {
        byte[] query = version >= 3 ? doors.query() : null;
        return query != null ? query : oldQuery();
    }

    private byte[] oldQuery() {
        return switch (random.nextInt(3)) {
            case 0 -> Commands.getReservation(reservation(), owner());
            case 1 -> Commands.getPayment(reservation(), owner(), attempt());
            default -> Commands.listOpenPayments(random.nextInt(10) == 0 ? random.nextLong() : reservation() - 20);
        };
    }

    /** Learns from an answer, so that most of what follows makes sense. */
    public void observe(byte[] reply) {
        UnsafeBuffer buffer = new UnsafeBuffer(reply);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        doors.observe(reply);
        if (header.templateId() == ReservationReplyDecoder.TEMPLATE_ID) {
            ReservationReplyDecoder r = new ReservationReplyDecoder().wrapAndApplyHeader(buffer, 0, header);
            lastReservationId = Math.max(lastReservationId, r.reservationId());
            Seen s = seen.computeIfAbsent(r.reservationId(), id -> new Seen());
            s.customerId = r.customerId();
            s.reference = r.reference();
            s.amount = r.amount();
            s.attempt = r.attempt();
            s.units = r.units().count();
            s.refunds = r.refunds();
            lives.observe(r);
            s.status = r.status();
            s.paymentStatus = r.paymentStatus();
        } else if (header.templateId() == PaymentReplyDecoder.TEMPLATE_ID) {
            PaymentReplyDecoder p = new PaymentReplyDecoder().wrapAndApplyHeader(buffer, 0, header);
            Seen s = seen.computeIfAbsent(p.reservationId(), id -> new Seen());
            s.attempt = p.attempt();
            s.status = p.reservationStatus();
            s.paymentStatus = p.paymentStatus();
        } else if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            RejectedDecoder r = new RejectedDecoder().wrapAndApplyHeader(buffer, 0, header);
            mapMissing |= r.reason() == RejectReason.UNKNOWN_SEAT_MAP;
            showMissing |= r.reason() == RejectReason.UNKNOWN_SHOW || r.reason() == RejectReason.SHOW_NOT_ON_SALE;
            if (r.reason() == RejectReason.UNKNOWN_RESERVATION && random.nextInt(2) == 0) {
                seen.remove(chosen);
            }
        }
    }

    /** The same when other commands were made between a command and its answer. */
    public void observe(byte[] command, byte[] reply) {
        UnsafeBuffer buffer = new UnsafeBuffer(reply);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        boolean unknown = header.templateId() == RejectedDecoder.TEMPLATE_ID
                && new RejectedDecoder().wrapAndApplyHeader(buffer, 0, header).reason()
                        == RejectReason.UNKNOWN_RESERVATION;
        if (!unknown) {
            observe(reply);
        } else if (command.length >= MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES) {
            // The reservation is the first field of every command on one.
            seen.remove(new UnsafeBuffer(command)
                    .getLong(MessageHeaderDecoder.ENCODED_LENGTH, java.nio.ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** What somebody sensible would do next with a reservation. */
    private byte[] nextStep() {
        long id = reservation();
        if ((shortSeason || version >= 3) && !seen.containsKey(id)) {
            return placeHold();
        }
        Seen s = seen.getOrDefault(id, new Seen());
        boolean late = random.nextInt(6) == 0;
        return switch (s.status) {
            case HELD -> {
                if (s.reference == 0 || late) {
                    yield Commands.createBooking(id, s.customerId, 1 + random.nextInt(50), key());
                }
                yield s.amount == 0
                        ? Commands.confirm(id, s.customerId)
                        : Commands.beginPayment(id, s.customerId, key());
            }
            case PAYING -> {
                if (s.paymentStatus == PaymentStatus.AUTHORISED) {
                    yield Commands.confirm(id, 0);
                }
                yield late
                        ? Commands.declined(id, s.attempt, DeclineReason.TIMED_OUT)
                        : Commands.authorised(id, s.attempt, s.amount);
            }
            case BOOKED -> {
                if (s.paymentStatus == PaymentStatus.AUTHORISED) {
                    yield late ? Commands.captureFailed(id, s.attempt) : Commands.captured(id, s.attempt);
                }
                yield late ? cancelBooking() : checkIn();
            }
            default ->
                s.refunds > 0
                        ? Commands.refunded(id, 1 + random.nextInt(s.refunds))
                        : Commands.authorised(id, s.attempt, s.amount);
        };
    }

    private byte[] placeHold() {
        Commands.Hold hold = new Commands.Hold(show(), customer()).key(key());
        if (random.nextInt(3) > 0) {
            int first = random.nextInt(30);
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                hold.seats(random.nextInt(12) == 0 ? random.nextInt(64) - 2 : first + i);
            }
        }
        while (random.nextInt(4) == 0) {
            hold.area(random.nextInt(random.nextInt(10) == 0 ? 300 : 2), random.nextInt(5));
        }
        while (random.nextInt(3) == 0) {
            int category = random.nextInt(3) > 0 ? BestAvailable.ANY_CATEGORY : random.nextInt(3);
            hold.best(random.nextInt(random.nextInt(6) == 0 ? 9 : 4), category, random.nextInt(6) == 0);
        }
        if (random.nextInt(10) == 0) {
            hold.expecting(random.nextInt(20) * 100L);
        }
        if (random.nextInt(60) == 0) {
            hold.seats(random.ints(random.nextInt(51), 0, 30).toArray());
        }
        return version < 3 ? hold.encode() : types.retyped(hold).encode();
    }

    private byte[] cancelBooking() {
        long id = chosen;
        int units = seen.containsKey(id) ? seen.get(id).units : 2;
        int[] ordinals = random.ints(random.nextInt(3), 0, units + 1).toArray();
        return Commands.cancelBooking(id, owner(), key(), ordinals);
    }

    private byte[] checkIn() {
        long id = chosen;
        long reference = seen.containsKey(id) && random.nextInt(10) > 0 ? seen.get(id).reference : random.nextInt(50);
        long organizer = random.nextInt(8) == 0 ? 5 : random.nextBoolean() ? 0 : DefineShowCommand.ORGANIZER;
        return Commands.checkIn(id, random.nextInt(4), reference, organizer, key());
    }

    private byte[] configure() {
        return limits.configure(version);
    }

    private byte[] defineShow(long showId, int map) {
        return new DefineShowCommand(showId, random.nextInt(20) == 0 ? 9 : map + 1)
                .with(e -> e.maxUnitsPerCustomer(random.nextInt(3) * 8).maxUnitsPerHold(6 + random.nextInt(4)))
                .with(e -> e.holdTtlMs(random.nextInt(10) == 0 ? random.nextInt(20_000) : 5_000))
                .with(e -> e.strandedSeatRule(random.nextInt(3) == 0 ? BooleanType.TRUE : BooleanType.FALSE))
                .with(e -> e.cancelUntilMs(random.nextInt(600_000)))
                .with(e ->
                        e.onSaleFromMs(random.nextInt(10) * 1_000).onSaleUntilMs(100_000 + random.nextInt(2_000_000)))
                .with(e -> e.startsAtMs(1 + random.nextInt(100_000)).endsAtMs(100_001 + random.nextInt(400_000)))
                .with(e -> e.currency(random.nextInt(30) == 0 ? "USD" : "EUR"))
                .with(this::sellAtOnce)
                .with(e -> {
                    if (version >= 3) {
                        lives.defineShow(e);
                    }
                })
                .encode();
    }

    private void sellAtOnce(DefineShowEncoder e) {
        if (shortSeason) {
            e.onSaleFromMs(0).onSaleUntilMs(3_000_000).startsAtMs(2_000_000).endsAtMs(3_000_000);
        }
    }

    /** Defines, prices and opens a show, all in a row. */
    private void putOnSaleLater(long showId, int map) {
        if (mapMissing && version > 1) {
            mapMissing = false;
            queued.addAll(uploads.seatMapUpload(map, MAPS.get(map)));
        }
        queued.add(defineShow(showId, map));
        List<byte[]> prices = uploads.pricesUpload(showId, map);
        queued.addAll(version < 3 ? prices : types.pricesUpload(showId, map));
        queued.add(Commands.openShow(showId));
    }

    private byte[] garbage() {
        byte[] bytes = last.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(Math.min(8, bytes.length))] ^= (byte) (1 << random.nextInt(8));
        }
        return RandomLimits.ofKnownRules(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
    }

    long show() {
        return random.nextInt(40) == 0 ? 99 : 1 + random.nextInt(SHOWS);
    }

    private long customer() {
        return 1 + random.nextInt(CUSTOMERS);
    }

    private long chosen;

    /** Mostly one of the youngest that are known. */
    long reservation() {
        chosen = Math.max(0, lastReservationId + 1 - random.nextInt(60));
        int back = random.nextInt(random.nextInt(4) == 0 ? 40 : 8);
        if (random.nextInt(25) > 0 && back < seen.size()) {
            chosen = seen.descendingKeySet().stream().skip(back).findFirst().orElseThrow();
        }
        return chosen;
    }

    long owner() {
        Seen s = seen.get(chosen);
        return s == null || random.nextInt(15) == 0 ? customer() : random.nextInt(6) == 0 ? 0 : s.customerId;
    }

    /** Of the reservation chosen last, as far as is known. */
    int unitsOfChosen() {
        return seen.containsKey(chosen) ? seen.get(chosen).units : 2;
    }

    private int attempt() {
        Seen s = seen.get(chosen);
        return s == null || random.nextInt(8) == 0 ? random.nextInt(4) : s.attempt;
    }

    private long amount() {
        Seen s = seen.get(chosen);
        return s == null || random.nextInt(12) == 0 ? random.nextInt(4) * 500L : s.amount;
    }

    private Commands.Key key() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> Commands.Key.of(1 + random.nextInt(200));
            case 2 -> Commands.Key.of(1 + random.nextInt(200)).withOtherBody();
            default -> Commands.Key.NONE;
        };
    }
}
