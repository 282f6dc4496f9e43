package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Uploads: staged part by part; any mistake throws the staging away. */
final class UploadRules {
    private static final long BYTES_A_SEAT = 160;

    private final World world;
    private final HoldRules holds;
    private final Answers answers;
    private final Happenings happenings;
    private final PriceRules prices;

    UploadRules(World world, HoldRules holds, PriceRules prices, Answers answers, Happenings happenings) {
        this.prices = prices;
        this.world = world;
        this.holds = holds;
        this.answers = answers;
        this.happenings = happenings;
    }

    void removeLapsed() {
        world.uploads.values().removeIf(u -> u.deadlineMs <= world.nowMs);
    }

    long nextDeadline() {
        return world.uploads.values().stream()
                .mapToLong(u -> u.deadlineMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void begin(BeginUploadDecoder c) {
        removeLapsed();
        boolean known =
                c.kind() == UploadKind.SEAT_MAP || c.kind() == UploadKind.PRICES || c.kind() == UploadKind.SEAT_BLOCKS;
        boolean newer = c.kind() == UploadKind.SEAT_BLOCK_CHANGES || c.kind() == UploadKind.PRICE_PERIODS;
        known |= newer && version3();
        long mostBytes = world.limits.maxSeatsPerMap() * BYTES_A_SEAT;
        if (!known || c.uploadId() <= 0 || c.targetId() <= 0 || c.byteLength() <= 0) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        if (c.byteLength() > mostBytes) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, mostBytes);
        }
        World.Show show = world.shows.get(c.targetId());
        if (c.kind() != UploadKind.SEAT_MAP && show == null) {
            throw new Rejection(RejectReason.UNKNOWN_SHOW);
        }
        if (!world.uploads.containsKey(c.uploadId()) && world.uploads.size() >= world.limits.maxUploads()) {
            throw new Rejection(RejectReason.CAPACITY, world.limits.maxUploads());
        }
        World.Upload upload = new World.Upload();
        upload.kind = c.kind();
        upload.targetId = c.targetId();
        upload.ownerId = c.ownerId();
        upload.byteLength = c.byteLength();
        upload.crc32c = c.crc32c();
        upload.showMap = c.kind() == UploadKind.SEAT_MAP ? null : show.map;
        upload.deadlineMs = world.nowMs + world.limits.uploadTtlMs();
        world.uploads.put(c.uploadId(), upload);
        answers.accept(0);
    }

    void part(UploadPartDecoder c) {
        long uploadId = c.uploadId();
        World.Upload upload = require(uploadId);
        boolean inOrder = c.byteOffset() == upload.received();
        byte[] bytes = new byte[c.bytesLength()];
        c.getBytes(bytes, 0, bytes.length);
        if (!inOrder || bytes.length == 0 || bytes.length > upload.byteLength - upload.received()) {
            world.uploads.remove(uploadId);
            throw new Rejection(RejectReason.UPLOAD_MISMATCH);
        }
        upload.parts.add(bytes);
        try {
            boolean tooManySeats =
                    upload.kind == UploadKind.SEAT_MAP && seatMap(upload).seatCount() > world.limits.maxSeatsPerMap();
            if (tooManySeats) {
                world.uploads.remove(uploadId);
                throw new Rejection(RejectReason.LIMIT_EXCEEDED, world.limits.maxSeatsPerMap());
            }
            if (upload.kind == UploadKind.PRICES) {
                prices(upload);
            }
            if (upload.kind == UploadKind.PRICE_PERIODS) {
                periods(upload);
            }
            if (upload.kind == UploadKind.SEAT_BLOCKS || upload.kind == UploadKind.SEAT_BLOCK_CHANGES) {
                blocks(upload);
            }
        } catch (IllegalArgumentException e) {
            world.uploads.remove(uploadId);
            throw new Rejection(RejectReason.UPLOAD_MISMATCH);
        }
        upload.deadlineMs = world.nowMs + world.limits.uploadTtlMs();
        answers.accept(0);
    }

    void commit(long uploadId) {
        World.Upload upload = require(uploadId);
        world.uploads.remove(uploadId);
        if (upload.received() != upload.byteLength || crc32c(upload) != upload.crc32c) {
            throw new Rejection(RejectReason.UPLOAD_MISMATCH);
        }
        try {
            switch (upload.kind) {
                case SEAT_MAP -> commitSeatMap(upload);
                case PRICES -> commitPrices(upload);
                case PRICE_PERIODS -> commitPeriods(upload);
                default -> commitBlocks(upload);
            }
        } catch (IllegalArgumentException e) {
            throw new Rejection(RejectReason.UPLOAD_MISMATCH);
        }
    }

    private World.Upload require(long uploadId) {
        removeLapsed();
        World.Upload upload = world.uploads.get(uploadId);
        if (upload == null) {
            throw new Rejection(RejectReason.UNKNOWN_UPLOAD);
        }
        return upload;
    }

    private void commitSeatMap(World.Upload upload) {
        World.StoredMap existing = world.maps.get(upload.targetId);
        if (existing != null) {
            if (existing.crc32c() != upload.crc32c || existing.hallId() != upload.ownerId) {
                throw new Rejection(RejectReason.ALREADY_EXISTS);
            }
            world.unusedSinceMs.remove(upload.targetId);
        } else if (world.maps.size() >= world.limits.maxSeatMaps()) {
            throw new Rejection(RejectReason.CAPACITY, world.limits.maxSeatMaps());
        } else {
            SeatMap map = seatMap(upload).build();
            World.StoredMap stored = new World.StoredMap(upload.ownerId, upload.crc32c, map);
            world.maps.put(upload.targetId, stored);
            happenings.seatMapDefined(upload.targetId, stored);
        }
        answers.accept(0);
    }

    private void commitPrices(World.Upload upload) {
        World.Show show = requireTarget(upload);
        prices.replace(show, prices(upload).build());
        answers.accept(show.priceVersion);
    }

    private void commitPeriods(World.Upload upload) {
        World.Show show = requireTarget(upload);
        if (show.prices == null) {
            throw new Rejection(RejectReason.NO_PRICES);
        }
        TreeMap<Long, long[]> later = new TreeMap<>();
        for (PricePeriods.Period period : periods(upload).build(show.prices).all()) {
            later.put(period.fromMs(), period.amounts());
        }
        prices.plan(show, later);
        answers.accept(show.priceVersion);
    }

    private void commitBlocks(World.Upload upload) {
        World.Show show = requireTarget(upload);
        prices.keepUp(show);
        SeatBlocks blocks = blocks(upload);
        boolean whole = upload.kind == UploadKind.SEAT_BLOCKS;
        TreeMap<Integer, Integer> seats = new TreeMap<>();
        for (int seat = 0; seat < show.map.seatCount(); seat++) {
            int said = blocks.reason(seat);
            if (whole || said != 0) {
                seats.put(seat, Math.max(0, said));
            }
        }
        TreeMap<Integer, Integer> areas = new TreeMap<>();
        for (int area = 0; area < show.map.areaCount() && version3(); area++) {
            if (whole || blocks.places(area) >= 0) {
                areas.put(area, Math.max(0, blocks.places(area)));
            }
        }
        if (blocks.namesAreas()) {
            holds.sweep();
        }
        requireNobodyThere(show, seats, areas);
        seats.forEach((seat, reason) -> {
            World.Reservation owner = reason > 0 ? world.owner(show, seat) : null;
            if (owner != null && owner.lapsed(world.nowMs)) {
                holds.expire(owner);
            }
        });
        TreeMap<Integer, Integer> changed = new TreeMap<>();
        seats.forEach((seat, reason) -> {
            World.Reservation owner = world.owner(show, seat);
            int before = show.blocked.getOrDefault(seat, 0);
            if (owner == null && before != reason) {
                changed.put(seat, reason);
            }
            if (owner == null || before > 0) {
                show.blocked.put(seat, reason);
                show.blocked.remove(seat, 0);
            }
            if (owner != null) {
                owner.units.stream()
                        .filter(u -> u.unit == seat && !u.cancelled && u.block > 0)
                        .forEach(u -> u.block = reason);
            }
        });
        happenings.seatsBlocked(show, changed);
        areas.forEach((area, places) -> {
            if (show.blockedPlaces.getOrDefault(area, 0) != (int) places) {
                show.blockedPlaces.put(area, places);
                happenings.areaBlocked(show, area, places);
            }
        });
        answers.accept(world.sequence);
    }

    /** Nobody may have what is to be blocked, but who took it out of a block. */
    private void requireNobodyThere(World.Show show, Map<Integer, Integer> seats, Map<Integer, Integer> areas) {
        List<Integer> inTheWay = new ArrayList<>();
        seats.forEach((seat, reason) -> {
            World.Reservation owner = world.owner(show, seat);
            boolean taken = owner != null && !owner.lapsed(world.nowMs) && !show.blocked.containsKey(seat);
            if (taken && reason > 0) {
                inTheWay.add(seat);
            }
        });
        boolean seatsOnly = !inTheWay.isEmpty();
        areas.forEach((area, places) -> {
            if (places > world.areaFree(show, area) + show.blockedPlaces.getOrDefault(area, 0)) {
                inTheWay.add(-(area + 1));
            }
        });
        if (seatsOnly) {
            throw new Rejection(RejectReason.SEAT_UNAVAILABLE, 0, inTheWay);
        }
        if (!inTheWay.isEmpty()) {
            boolean premature = holds.nextTimer() <= world.nowMs;
            throw new Rejection(premature ? RejectReason.TRY_AGAIN : RejectReason.AREA_FULL, 0, inTheWay);
        }
    }

    private boolean version3() {
        return world.limits.behaviourVersion() >= 3;
    }

    /** The show that an upload is for, as it was when the upload began. */
    private World.Show requireTarget(World.Upload upload) {
        World.Show show = world.shows.get(upload.targetId);
        if (show == null) {
            throw new Rejection(RejectReason.UNKNOWN_SHOW);
        }
        if (ShowLife.ended(show)) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (show.map != upload.showMap) {
            throw new Rejection(RejectReason.UPLOAD_MISMATCH);
        }
        return show;
    }

    private static SeatMap.Builder seatMap(World.Upload upload) {
        SeatMap.Builder builder = new SeatMap.Builder();
        upload.parts.forEach(p -> SeatMapCodec.decode(new UnsafeBuffer(p), 0, p.length, builder));
        return builder;
    }

    private PriceList.Builder prices(World.Upload upload) {
        PriceList.Builder builder = new PriceList.Builder(upload.showMap.seatCount(), upload.showMap.areaCount());
        upload.parts.forEach(p -> builder.decode(new UnsafeBuffer(p), 0, p.length, version3()));
        return builder;
    }

    private static PricePeriods.Builder periods(World.Upload upload) {
        PricePeriods.Builder builder = new PricePeriods.Builder();
        upload.parts.forEach(p -> builder.decode(new UnsafeBuffer(p), 0, p.length));
        return builder;
    }

    private SeatBlocks blocks(World.Upload upload) {
        SeatBlocks blocks = new SeatBlocks(upload.showMap.seatCount(), upload.showMap.areaCount());
        upload.parts.forEach(p -> blocks.decode(new UnsafeBuffer(p), 0, p.length, version3()));
        return blocks;
    }

    static long crc32c(World.Upload upload) {
        CRC32C crc = new CRC32C();
        upload.parts.forEach(p -> crc.update(p, 0, p.length));
        return crc.getValue();
    }
}
