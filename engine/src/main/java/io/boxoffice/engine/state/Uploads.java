package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/** Uploads that have begun and were not committed yet. Nothing of them shows outside. */
final class Uploads {
    /** One upload: what it will be, built part by part. */
    static final class Upload {
        final long uploadId;
        final UploadKind kind;
        final long targetId;
        final long ownerId;
        final int byteLength;
        final long crc32c;
        final SeatMap.Builder seatMap;
        final PriceList.Builder prices;
        final SeatBlocks blocks;
        /** The map of the show it is for; null for an upload that is a map itself. */
        final SeatMap showMap;

        final CRC32C crc = new CRC32C();
        int received;
        long deadlineMs;

        Upload(long uploadId, UploadKind kind, long targetId, long ownerId, int byteLength, long crc32c, SeatMap map) {
            this.uploadId = uploadId;
            this.kind = kind;
            this.targetId = targetId;
            this.ownerId = ownerId;
            this.byteLength = byteLength;
            this.crc32c = crc32c;
            showMap = map;
            seatMap = kind == UploadKind.SEAT_MAP ? new SeatMap.Builder() : null;
            prices = kind == UploadKind.PRICES ? new PriceList.Builder(map.seatCount(), map.areaCount()) : null;
            blocks = kind == UploadKind.SEAT_BLOCKS ? new SeatBlocks(map.seatCount()) : null;
        }

        /**
         * @throws IllegalArgumentException when the part's content is not valid
         */
        void accept(DirectBuffer buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            crc.update(bytes, 0, length);
            received += length;
            switch (kind) {
                case SEAT_MAP -> SeatMapCodec.decode(buffer, offset, length, seatMap);
                case PRICES -> prices.decode(buffer, offset, length);
                case SEAT_BLOCKS -> blocks.decode(buffer, offset, length);
                default -> throw new IllegalArgumentException("unknown kind");
            }
        }

        boolean complete() {
            return received == byteLength && crc.getValue() == crc32c;
        }
    }

    private final Long2ObjectHashMap<Upload> byId = new Long2ObjectHashMap<>();
    private long earliestMs = Long.MAX_VALUE;

    Upload get(long uploadId) {
        return byId.get(uploadId);
    }

    int size() {
        return byId.size();
    }

    long earliestMs() {
        return earliestMs;
    }

    void put(Upload upload, long deadlineMs) {
        upload.deadlineMs = deadlineMs;
        byId.put(upload.uploadId, upload);
        findEarliest();
    }

    void touch(Upload upload, long deadlineMs) {
        upload.deadlineMs = deadlineMs;
        findEarliest();
    }

    void remove(Upload upload) {
        byId.remove(upload.uploadId);
        findEarliest();
    }

    void removeLapsed(long nowMs) {
        if (earliestMs <= nowMs) {
            byId.values().removeIf(u -> u.deadlineMs <= nowMs);
            findEarliest();
        }
    }

    private void findEarliest() {
        earliestMs = Long.MAX_VALUE;
        byId.forEachLong((id, upload) -> earliestMs = Math.min(earliestMs, upload.deadlineMs));
    }

    void addTo(StateHash hash) {
        long[] ids = CanonicalState.sortedKeys(byId);
        hash.add(ids.length);
        for (long id : ids) {
            Upload u = byId.get(id);
            hash.add(id).add(u.kind.value()).add(u.targetId).add(u.ownerId).add(u.byteLength);
            hash.add(u.crc32c).add(u.received).add(u.crc.getValue()).add(u.deadlineMs);
        }
    }
}
