package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the model knows. Who owns a seat is not stored: it is found by asking every reservation. */
final class World {
    long sequence;
    long nowMs;
    Limits limits = new Limits(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    final TreeMap<Long, StoredMap> maps = new TreeMap<>();
    /** Since when nothing uses a map; of maps in use, and while maps are kept for ever, there is nothing here. */
    final TreeMap<Long, Long> unusedSinceMs = new TreeMap<>();

    final TreeMap<Long, Upload> uploads = new TreeMap<>();
    final TreeMap<Long, Show> shows = new TreeMap<>();
    final TreeMap<Long, Reservation> reservations = new TreeMap<>();
    final List<Long> pendingWork = new ArrayList<>();
    long lastReservationId;

    record Limits(
            int behaviourVersion,
            int maxSeatMaps,
            int maxSeatsPerMap,
            int maxShows,
            int maxSeatsOnSale,
            int maxReservations,
            int maxUploads,
            long uploadTtlMs,
            int maxUnitsPerHold,
            long maxHoldTtlMs,
            int maxExtensions,
            long paymentWindowMs,
            int maxPaymentAttempts,
            long lapsedRetentionMs,
            int maxKeysPerReservation,
            int workPerCommand,
            long seatMapRetentionMs,
            long maxHoldLifeMs,
            long maxStateBytes,
            long checkInUploadWindowMs) {}

    record StoredMap(long hallId, long crc32c, SeatMap map) {}

    static final class Upload {
        UploadKind kind;
        long targetId;
        long ownerId;
        int byteLength;
        long crc32c;
        long deadlineMs;
        /** The map of the show it is for; null for an upload that is a map itself. */
        SeatMap showMap;

        final List<byte[]> parts = new ArrayList<>();

        int received() {
            return parts.stream().mapToInt(p -> p.length).sum();
        }
    }

    record ShowRules(
            long eventId,
            long venueId,
            long organizerId,
            long startsAtMs,
            long endsAtMs,
            long onSaleFromMs,
            long onSaleUntilMs,
            long cancelUntilMs,
            long holdTtlMs,
            int maxUnitsPerHold,
            int maxUnitsPerCustomer,
            boolean strandedSeatRule) {}

    static final class Show {
        long showId;
        long seatMapId;
        SeatMap map;
        String currency;
        ShowRules rules;
        ShowStatus status = ShowStatus.DRAFT;
        PriceList prices;
        long priceVersion;
        long checkInFromMs;
        long checkInUntilMs;
        long latestEndMs;
        /** Reason codes of blocked seats; also of such as staff took out of their block, until somebody unblocks them. */
        final Map<Integer, Integer> blocked = new HashMap<>();
        /** Places of an area that are not for sale. */
        final Map<Integer, Integer> blockedPlaces = new HashMap<>();
        /** What classes and types will cost, and from when on. */
        final TreeMap<Long, long[]> laterAmounts = new TreeMap<>();

        boolean onSale(long atMs) {
            return status == ShowStatus.OPEN && atMs >= rules.onSaleFromMs && atMs < rules.onSaleUntilMs;
        }

        long capacity() {
            return map.seatCount() + map.areaCapacity();
        }
    }

    static final class Unit {
        int unit;
        long price;
        boolean cancelled;
        boolean checkedIn;
        /** The number of the cancellation that gave it back. */
        int cancellation;

        /** Newest first. */
        final List<Scan> scans = new ArrayList<>();

        long listPrice;
        int ticketType;
        int generation;
        /** The reason its seat was blocked for before. */
        int block;

        /** The scan that let somebody in and stands; null: there is none. */
        Scan admission() {
            return scans.stream()
                    .filter(s -> s.kind == ScanKind.ADMITTED)
                    .findFirst()
                    .orElse(null);
        }

        long checkedInAtMs() {
            return checkedIn ? admission().atMs : 0;
        }

        /** Remembers a scan; of sixteen, the oldest but the admission gives way. */
        Scan scan(ScanKind kind, long deviceId, long scannedAtMs, long atMs, int gate) {
            if (scans.size() == 16) {
                Scan oldest = scans.stream()
                        .filter(s -> s.kind != ScanKind.ADMITTED)
                        .reduce((newer, older) -> older)
                        .orElseThrow();
                scans.remove(oldest);
            }
            Scan scan = new Scan();
            scan.kind = kind;
            scan.deviceId = deviceId;
            scan.scannedAtMs = scannedAtMs;
            scan.atMs = atMs;
            scan.gate = gate;
            scans.add(0, scan);
            return scan;
        }

        int flags() {
            return (cancelled ? 1 : 0) | (checkedIn ? 2 : 0);
        }
    }

    /** In the order in which the canonical hash numbers them, from 1. */
    enum ScanKind {
        ADMITTED,
        UNDONE,
        AGAIN,
        INVALID
    }

    static final class Scan {
        ScanKind kind;
        long deviceId;
        long scannedAtMs;
        long atMs;
        int gate;
    }

    static final class Refund {
        long amount;
        int attempt;
        RefundStatus status = RefundStatus.DUE;
        RefundReason reason;
    }

    /** In the order in which the canonical hash numbers them. */
    enum KeyKind {
        HOLD,
        EXTEND,
        BOOKING,
        PAYMENT,
        CANCEL,
        CHECK_IN,
        REISSUE
    }

    /** In the order in which the canonical hash numbers them, times 256. */
    enum Decision {
        NONE,
        DECLINED,
        BOOKED,
        SEATS_GONE
    }

    static final class Key {
        long hi;
        long lo;
        long bodyHash;
        KeyKind kind;
        long sequence;
        long timeMs;
        long deadlineMs;
        int number;
        int outcome;
        /** Of a payment: what came of it first. */
        Decision decision = Decision.NONE;

        Reservation reservation;
    }

    static final class Reservation {
        long id;
        Show show;
        long customerId;
        long createdAtMs;
        long deadlineMs;
        /** When a reservation that is over is forgotten; 0: not yet known. */
        long forgetAtMs;

        long reference;
        long attemptAmount;
        long paidAmount;
        ReservationStatus status = ReservationStatus.HELD;
        PaymentStatus paymentStatus = PaymentStatus.NONE;
        int attempt;
        int extensions;
        int cancellations;
        long credentialNumber;
        /** As milliseconds after its creation. */
        int deadlineBeforePaymentMs;

        final List<Unit> units = new ArrayList<>();
        final List<Refund> refunds = new ArrayList<>();
        final List<Key> keys = new ArrayList<>();

        boolean claimsSeats() {
            return status == ReservationStatus.HELD
                    || status == ReservationStatus.PAYING
                    || status == ReservationStatus.BOOKED;
        }

        boolean over() {
            return status == ReservationStatus.EXPIRED || status == ReservationStatus.RELEASED;
        }

        /** Whether its seats may go to others once its deadline has passed. */
        boolean mayLapse() {
            return status == ReservationStatus.HELD
                    || status == ReservationStatus.PAYING && paymentStatus == PaymentStatus.STARTED;
        }

        boolean lapsed(long nowMs) {
            return mayLapse() && deadlineMs <= nowMs;
        }

        long quotedAmount() {
            return units.stream().mapToLong(u -> u.listPrice).sum();
        }

        long amount() {
            return units.stream()
                    .filter(u -> !u.cancelled)
                    .mapToLong(u -> u.price)
                    .sum();
        }

        long refunds(RefundStatus ofStatus) {
            return refunds.stream()
                    .filter(f -> f.status == ofStatus)
                    .mapToLong(f -> f.amount)
                    .sum();
        }

        /** Whether a provider may still have to be asked, or money to be given back. */
        boolean unsettled() {
            return paymentStatus == PaymentStatus.STARTED
                    || paymentStatus == PaymentStatus.AUTHORISED
                    || refunds.stream().anyMatch(f -> f.status == RefundStatus.DUE);
        }

        /** When a Tick must look at it; 0: never. */
        long timerMs() {
            return claimsSeats() ? deadlineMs : forgetAtMs;
        }

        boolean hasNow(int unit) {
            return claimsSeats() && units.stream().anyMatch(u -> u.unit == unit && !u.cancelled);
        }

        int placesNow(int unit) {
            return !claimsSeats()
                    ? 0
                    : (int) units.stream()
                            .filter(u -> u.unit == unit && !u.cancelled)
                            .count();
        }
    }

    boolean isVersion3() {
        return limits.behaviourVersion >= 3;
    }

    /** A deadline, or the end of the hold's life when that is sooner. */
    long capped(Reservation r, long deadlineMs) {
        return isVersion3() ? Math.min(deadlineMs, r.createdAtMs + limits.maxHoldLifeMs) : deadlineMs;
    }

    /** Whether staff of an organisation may act on a show. */
    boolean isOf(Show show, long organisationId) {
        boolean any = !isVersion3() || organisationId == 0 || organisationId == Long.MIN_VALUE;
        return any || show.rules.organizerId == organisationId;
    }

    /** Who has a seat, lapsed or not; null: nobody. */
    Reservation owner(Show show, int seat) {
        List<Reservation> owners = reservations.values().stream()
                .filter(r -> r.show == show && r.hasNow(seat))
                .toList();
        if (owners.size() > 1) {
            throw new IllegalStateException("seat " + seat + " has two owners");
        }
        return owners.isEmpty() ? null : owners.get(0);
    }

    /** The owners of all seats that have one. */
    Map<Integer, Reservation> owners(Show show) {
        Map<Integer, Reservation> owners = new HashMap<>();
        for (Reservation r : reservations.values()) {
            if (r.show == show && r.claimsSeats()) {
                for (Unit u : r.units) {
                    if (u.unit >= 0 && !u.cancelled && owners.put(u.unit, r) != null) {
                        throw new IllegalStateException("seat " + u.unit + " has two owners");
                    }
                }
            }
        }
        return owners;
    }

    /** Whether a seat may be taken: nobody has it, or somebody whose hold has lapsed. */
    boolean available(Show show, int seat, int allowedBlock) {
        Reservation owner = owner(show, seat);
        int block = show.blocked.getOrDefault(seat, 0);
        return (block == 0 || block == allowedBlock) && (owner == null || owner.lapsed(nowMs));
    }

    int areaHeld(Show show, int area) {
        return places(show, area, false);
    }

    int areaSold(Show show, int area) {
        return places(show, area, true);
    }

    int areaFree(Show show, int area) {
        return show.map.area(area).capacity()
                - areaHeld(show, area)
                - areaSold(show, area)
                - show.blockedPlaces.getOrDefault(area, 0);
    }

    private int places(Show show, int area, boolean sold) {
        return reservations.values().stream()
                .filter(r -> r.show == show && (r.status == ReservationStatus.BOOKED) == sold)
                .mapToInt(r -> r.placesNow(-(area + 1)))
                .sum();
    }

    /** What a customer holds or has booked in a show. */
    int unitsOf(Show show, long customerId) {
        return (int) reservations.values().stream()
                .filter(r -> r.show == show && r.customerId == customerId && r.claimsSeats())
                .flatMap(r -> r.units.stream())
                .filter(u -> !u.cancelled)
                .count();
    }

    /** A reservation that commands may speak of: those of a show that is being archived are as good as forgotten. */
    Reservation known(long reservationId) {
        Reservation r = reservations.get(reservationId);
        return r == null || r.show.status == ShowStatus.ARCHIVED ? null : r;
    }

    /** To be called after every command: notes which maps nothing uses any more. */
    void noteUnusedMaps() {
        maps.forEach((id, stored) -> {
            boolean used = shows.values().stream().anyMatch(show -> show.map == stored.map)
                    || uploads.values().stream().anyMatch(upload -> upload.showMap == stored.map);
            if (used || limits.seatMapRetentionMs == 0) {
                unusedSinceMs.remove(id);
            } else {
                unusedSinceMs.putIfAbsent(id, nowMs);
            }
        });
    }

    /** To be called before a show is told of, and after every command: a show with sold tickets is not archived before its end. */
    void noteLatestEnds() {
        if (limits.behaviourVersion >= 3) {
            for (Reservation r : reservations.values()) {
                if (r.status == ReservationStatus.BOOKED) {
                    r.show.latestEndMs = Math.max(r.show.latestEndMs, r.show.rules.endsAtMs());
                }
            }
        }
    }

    /** When the next map is due to be forgotten. */
    long nextMapToForgetMs() {
        return unusedSinceMs.values().stream()
                .mapToLong(sinceMs -> sinceMs + limits.seatMapRetentionMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What everything kept of reservations weighs. */
    long countedBytes() {
        long bytes = 0;
        for (Reservation r : reservations.values()) {
            bytes += 192 + 48L * r.units.size() + 96L * r.keys.size() + 32L * r.refunds.size();
            bytes += 40L * r.units.stream().mapToInt(u -> u.scans.size()).sum();
        }
        return bytes;
    }

    /** What is over and settled, as it would be forgotten to make room: never paid for first, then what ended first. */
    List<Reservation> forgettable() {
        return reservations.values().stream()
                .filter(r -> !r.claimsSeats() && r.forgetAtMs != 0)
                .sorted(Comparator.<Reservation>comparingInt(r -> r.attempt == 0 ? 0 : 1)
                        .thenComparingLong(r -> r.forgetAtMs)
                        .thenComparingLong(r -> r.id))
                .toList();
    }

    /** To be called when a reservation was changed: keeps for a while what is over and settled. */
    void touch(Reservation r) {
        r.forgetAtMs = r.over() && !r.unsettled() ? nowMs + limits.lapsedRetentionMs() : 0;
    }
}
