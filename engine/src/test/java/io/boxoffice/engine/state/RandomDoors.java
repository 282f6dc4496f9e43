package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CheckInEncoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What version 3 brought to a hostile season: organisations, counters, holds that replace others, reservations that change hands,
 * doors of every kind. Draws from a source of its own, so that the streams of older versions stay what they are.
 */
final class RandomDoors {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long STRANGER = 5;
    private static final int REMEMBERED = 200;
    /** What was seen of a reservation. */
    private static final class Seen {
        long showId;
        long customerId;
        long number;
        ReservationStatus status;
        int[] generations;
    }

    private final Random random;
    private final int customers;
    private final TreeMap<Long, Seen> seen = new TreeMap<>();
    /** Reservations that were booked when they were last heard of. */
    private final TreeMap<Long, Seen> booked = new TreeMap<>();
    /** When each ticket was admitted last: reservation, then ordinal. */
    private final Map<List<Long>, Long> admissions = new HashMap<>();

    private long heardMs;

    /** A ticket that was made anew: somebody comes in with it, and somebody else undoes that with its former code. */
    private DoorCommands.Credential following;

    RandomDoors(long seed, int customers) {
        random = new Random(seed * 31 + 6_034);
        this.customers = customers;
    }

    /** Whether the next command is one of these. */
    boolean isNext() {
        return random.nextInt(11) == 0;
    }

    /** A command of these. */
    byte[] next() {
        if (following != null && random.nextInt(4) > 0) {
            return follow();
        }
        return switch (random.nextInt(14)) {
            case 12, 13 -> clingToAHold();
            case 0, 1 -> assign();
            case 2, 3 -> reissue();
            case 4, 5 -> undo();
            default -> DoorCommands.checkIn(credential(), door(), random.nextInt(3) > 0);
        };
    }

    /** A query of these, or null when another should be put. */
    byte[] query() {
        if (random.nextInt(5) < 3) {
            return null;
        }
        return random.nextBoolean()
                ? DoorCommands.look(credential(), door(), random.nextInt(4) == 0 ? heardMs + random.nextInt(9_000) : 0)
                : DoorCommands.find(1 + random.nextInt(6), random.nextInt(customers + 1), organisation());
    }

    /** The same command with what version 3 has besides. */
    byte[] adorn(byte[] command) {
        int template =
                new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
        UnsafeBuffer buffer = new UnsafeBuffer(command);
        DoorCommands.ofOrganisation(command, organisation());
        switch (template) {
            case PlaceHoldEncoder.TEMPLATE_ID -> adornHold(buffer);
            case CreateBookingEncoder.TEMPLATE_ID ->
                new CreateBookingEncoder()
                        .wrap(buffer, HEADER)
                        .credentialNumber(random.nextInt(8) == 0 ? 0 : 0xFFFF_FFF0L - random.nextInt(9));
            case DefineShowEncoder.TEMPLATE_ID -> adornShow(new DefineShowEncoder().wrap(buffer, HEADER));
            case CheckInEncoder.TEMPLATE_ID -> adornCheckIn(buffer);
            default -> {}
        }
        return command;
    }

    private void adornHold(UnsafeBuffer buffer) {
        PlaceHoldDecoder hold = new PlaceHoldDecoder()
                .wrap(buffer, HEADER, PlaceHoldDecoder.BLOCK_LENGTH, PlaceHoldDecoder.SCHEMA_VERSION);
        PlaceHoldEncoder encoder = new PlaceHoldEncoder().wrap(buffer, HEADER);
        if (random.nextInt(10) == 0) {
            encoder.customerId(0);
        }
        if (random.nextInt(4) == 0) {
            encoder.replacesReservationId(replaceable(hold.showId(), hold.customerId()));
        }
    }

    /** A reservation of a customer and show, or now and then any. */
    private long replaceable(long showId, long customerId) {
        List<Long> own = new ArrayList<>();
        seen.descendingMap().forEach((id, s) -> {
            boolean holds = s.status == ReservationStatus.HELD || random.nextInt(8) == 0;
            if (own.size() < 5 && holds && s.showId == showId && s.customerId == customerId) {
                own.add(id);
            }
        });
        return own.isEmpty() || random.nextInt(12) == 0 ? reservation(seen) : own.get(random.nextInt(own.size()));
    }

    private void adornShow(DefineShowEncoder show) {
        long fromMs = random.nextInt(3) == 0 ? random.nextInt(60_000) : 0;
        boolean bounded = random.nextInt(3) == 0;
        show.checkInFromMs(fromMs).checkInUntilMs(bounded ? fromMs + random.nextInt(100_000) : 0);
    }

    private void adornCheckIn(UnsafeBuffer buffer) {
        CheckInEncoder e = new CheckInEncoder().wrap(buffer, HEADER);
        long id = buffer.getLong(HEADER, ByteOrder.LITTLE_ENDIAN);
        Seen s = seen.get(id);
        DoorCommands.Door door = door();
        e.showId(s == null ? door.showId() : s.showId).deviceId(door.deviceId()).gate(door.gate());
        e.credentialNumber(s == null ? 7 : s.number).scannedAtMs(door.scannedAtMs());
        e.uploaded(random.nextInt(5) == 0 ? BooleanType.TRUE : BooleanType.FALSE);
    }

    private long organisation() {
        return switch (random.nextInt(24)) {
            case 0 -> STRANGER;
            case 1, 2, 3, 4 -> DefineShowCommand.ORGANIZER;
            default -> 0;
        };
    }

    private long reservation(TreeMap<Long, Seen> of) {
        if (of.isEmpty()) {
            return random.nextInt(40);
        }
        int back = random.nextInt(random.nextInt(3) == 0 ? of.size() : Math.min(6, of.size()));
        chosen = of.descendingKeySet().stream().skip(back).findFirst().orElseThrow();
        return chosen;
    }

    private long chosen;

    private DoorCommands.Credential credential() {
        long id = reservation(random.nextInt(6) > 0 && !booked.isEmpty() ? booked : seen);
        Seen s = seen.get(id);
        if (s == null) {
            return new DoorCommands.Credential(id, random.nextInt(3), random.nextInt(3), 0);
        }
        int ordinal = random.nextInt(s.generations.length + (random.nextInt(12) == 0 ? 1 : 0));
        int generation = ordinal < s.generations.length ? s.generations[ordinal] : 0;
        long number = random.nextInt(15) == 0 ? random.nextInt(3) : s.number;
        int shown = random.nextInt(8) == 0 ? Math.max(0, generation - 1 + random.nextInt(3)) : generation;
        return new DoorCommands.Credential(id, ordinal, number, shown);
    }

    private DoorCommands.Door door() {
        Seen s = seen.get(chosen);
        long show = s == null || random.nextInt(12) == 0 ? 1 + random.nextInt(6) : s.showId;
        long scannedAtMs = random.nextInt(4) == 0 ? 0 : (heardMs / 4_000 - random.nextInt(3)) * 4_000 + 1;
        scannedAtMs = random.nextInt(40) == 0 ? scannedAtMs * -1 : random.nextInt(20) == 0 ? heardMs * 2 : scannedAtMs;
        return new DoorCommands.Door(show, organisation(), 1 + random.nextInt(3), random.nextInt(4), scannedAtMs);
    }

    private byte[] undo() {
        DoorCommands.Credential ticket = credential();
        if (!admissions.isEmpty() && random.nextInt(4) > 0) {
            List<Long> key = new ArrayList<>(admissions.keySet()).get(random.nextInt(admissions.size()));
            Seen s = seen.get(key.get(0));
            if (s != null && key.get(1) < s.generations.length) {
                chosen = key.get(0);
                int ordinal = key.get(1).intValue();
                ticket = new DoorCommands.Credential(chosen, ordinal, s.number, s.generations[ordinal]);
            }
        }
        long atMs = admissions.getOrDefault(List.of(ticket.reservationId(), (long) ticket.ordinal()), heardMs);
        return DoorCommands.undo(ticket, door(), random.nextInt(10) == 0 ? heardMs : atMs);
    }

    private byte[] reissue() {
        DoorCommands.Credential ticket = credential();
        Seen s = seen.get(ticket.reservationId());
        long owner = s == null || random.nextInt(6) == 0 ? random.nextInt(customers + 1) : s.customerId;
        Commands.Key key = random.nextInt(3) == 0 ? Commands.Key.of(1 + random.nextInt(200)) : Commands.Key.NONE;
        return DoorCommands.reissue(
                ticket.reservationId(), owner, organisation(), ticket.ordinal(), ticket.generation(), key);
    }

    private byte[] follow() {
        DoorCommands.Credential ticket = following;
        Long atMs = admissions.get(List.of(ticket.reservationId(), (long) ticket.ordinal()));
        chosen = ticket.reservationId();
        Seen s = seen.get(chosen);
        long show = s == null ? 1 : s.showId;
        DoorCommands.Door door = new DoorCommands.Door(show, 0, 1, 1, 0);
        if (atMs == null) {
            return DoorCommands.checkIn(ticket, door, true);
        }
        following = null;
        return DoorCommands.undo(ticket.ofGeneration(ticket.generation() - 1), door, atMs);
    }

    /** Extends a young hold again and again. */
    private byte[] clingToAHold() {
        long id = seen.descendingMap().entrySet().stream()
                .filter(e -> e.getValue().status == ReservationStatus.HELD)
                .map(Map.Entry::getKey)
                .skip(random.nextInt(2))
                .findFirst()
                .orElse(0L);
        return Commands.extendHold(id, 0, Commands.Key.NONE);
    }

    private byte[] assign() {
        long id = reservation(seen);
        Seen s = seen.get(id);
        long owner = s == null || random.nextInt(5) == 0 ? random.nextInt(customers + 1) : s.customerId;
        return DoorCommands.assign(id, owner, organisation(), random.nextInt(customers + 1));
    }

    /** Learns from an answer. */
    void observe(byte[] reply) {
        UnsafeBuffer buffer = new UnsafeBuffer(reply);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() == ReservationReplyDecoder.TEMPLATE_ID) {
            ReservationReplyDecoder r = new ReservationReplyDecoder().wrapAndApplyHeader(buffer, 0, header);
            Seen s = seen.computeIfAbsent(r.reservationId(), id -> new Seen());
            heardMs = Math.max(heardMs, r.timeMs());
            s.showId = r.showId();
            s.customerId = r.customerId();
            s.number = r.credentialNumber();
            s.status = r.status();
            List<Integer> generations = new ArrayList<>();
            r.units().forEach(u -> generations.add((int) u.generation()));
            s.generations = generations.stream().mapToInt(g -> g).toArray();
            if (s.status == ReservationStatus.BOOKED) {
                booked.put(r.reservationId(), s);
            } else {
                booked.remove(r.reservationId());
            }
            while (seen.size() > REMEMBERED) {
                booked.remove(seen.pollFirstEntry().getKey());
            }
        } else if (header.templateId() == CheckInReplyDecoder.TEMPLATE_ID) {
            CheckInReplyDecoder t = new CheckInReplyDecoder().wrapAndApplyHeader(buffer, 0, header);
            Seen s = seen.get(t.reservationId());
            if (s != null && t.ordinal() < s.generations.length) {
                s.generations[t.ordinal()] = t.generation();
            }
            if (t.outcome() == CheckInOutcome.VALID && t.generation() > 0 && s != null) {
                following = new DoorCommands.Credential(t.reservationId(), t.ordinal(), s.number, t.generation());
            }
            if (t.checkedInAtMs() > 0) {
                admissions.put(List.of(t.reservationId(), (long) t.ordinal()), t.checkedInAtMs());
            }
        }
    }
}
