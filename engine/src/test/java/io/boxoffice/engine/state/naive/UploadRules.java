package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.ArrayList;
import java.util.List;
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

    UploadRules(World world, HoldRules holds, Answers answers, Happenings happenings) {
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
            if (upload.kind == UploadKind.SEAT_BLOCKS) {
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
        show.prices = prices(upload).build();
        show.priceVersion = world.sequence;
        happenings.show(ShowEventType.PRICES_CHANGED, show);
        answers.accept(show.priceVersion);
    }

    private void commitBlocks(World.Upload upload) {
        World.Show show = requireTarget(upload);
        SeatBlocks blocks = blocks(upload);
        List<Integer> inTheWay = new ArrayList<>();
        for (int seat = 0; seat < show.map.seatCount(); seat++) {
            World.Reservation owner = world.owner(show, seat);
            if (blocks.reason(seat) > 0 && owner != null && !owner.lapsed(world.nowMs)) {
                inTheWay.add(seat);
            }
        }
        if (!inTheWay.isEmpty()) {
            throw new Rejection(RejectReason.SEAT_UNAVAILABLE, 0, inTheWay);
        }
        for (int seat = 0; seat < show.map.seatCount(); seat++) {
            if (blocks.reason(seat) > 0 && world.owner(show, seat) != null) {
                holds.expire(world.owner(show, seat));
            }
        }
        TreeMap<Integer, Integer> changed = new TreeMap<>();
        for (int seat = 0; seat < show.map.seatCount(); seat++) {
            int before = show.blocked.getOrDefault(seat, 0);
            int now = blocks.reason(seat);
            if (before != now) {
                changed.put(seat, now);
                show.blocked.put(seat, now);
                show.blocked.remove(seat, 0);
            }
        }
        happenings.seatsBlocked(show, changed);
        answers.accept(world.sequence);
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

    private static PriceList.Builder prices(World.Upload upload) {
        PriceList.Builder builder = new PriceList.Builder(upload.showMap.seatCount(), upload.showMap.areaCount());
        upload.parts.forEach(p -> builder.decode(new UnsafeBuffer(p), 0, p.length));
        return builder;
    }

    private static SeatBlocks blocks(World.Upload upload) {
        SeatBlocks blocks = new SeatBlocks(upload.showMap.seatCount());
        upload.parts.forEach(p -> blocks.decode(new UnsafeBuffer(p), 0, p.length));
        return blocks;
    }

    static long crc32c(World.Upload upload) {
        CRC32C crc = new CRC32C();
        upload.parts.forEach(p -> crc.update(p, 0, p.length));
        return crc.getValue();
    }
}
