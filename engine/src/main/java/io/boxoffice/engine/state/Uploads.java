package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
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
        /** The map of the show it is for; null for an upload that is a map itself. */
        final SeatMaps.Entry showMap;

        final RunningCrc32c crc = new RunningCrc32c();
        SeatMap.Builder seatMap;
        PriceList.Builder prices;
        PricePeriods.Builder periods;
        SeatBlocks blocks;
        int received;
        long deadlineMs;

        Upload(
                long uploadId,
                UploadKind kind,
                long targetId,
                long ownerId,
                int byteLength,
                long crc32c,
                SeatMaps.Entry showMap) {
            this.uploadId = uploadId;
            this.kind = kind;
            this.targetId = targetId;
            this.ownerId = ownerId;
            this.byteLength = byteLength;
            this.crc32c = crc32c;
            this.showMap = showMap;
        }

        /** Has received nothing yet. */
        Upload empty() {
            switch (kind) {
                case SEAT_MAP -> seatMap = new SeatMap.Builder();
                case PRICES ->
                    prices = new PriceList.Builder(
                            showMap.map().seatCount(), showMap.map().areaCount());
                case PRICE_PERIODS -> periods = new PricePeriods.Builder();
                default ->
                    blocks = new SeatBlocks(
                            showMap.map().seatCount(), showMap.map().areaCount());
            }
            return this;
        }

        /**
         * @param version3 whether the rules of version 3 are in force
         * @throws IllegalArgumentException when the part's content is not valid
         */
        void accept(DirectBuffer buffer, int offset, int length, boolean version3) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            crc.update(bytes);
            received += length;
            switch (kind) {
                case SEAT_MAP -> SeatMapCodec.decode(buffer, offset, length, seatMap);
                case PRICES -> prices.decode(buffer, offset, length, version3);
                case PRICE_PERIODS -> periods.decode(buffer, offset, length);
                case SEAT_BLOCKS, SEAT_BLOCK_CHANGES -> blocks.decode(buffer, offset, length, version3);
                default -> throw new IllegalArgumentException("unknown kind");
            }
        }

        boolean complete() {
            return received == byteLength && crc.getValue() == crc32c;
        }

        private void addContent(StateSink sink, boolean version3) {
            switch (kind) {
                case SEAT_MAP -> Contents.addSeatMap(sink, seatMap);
                case PRICES -> Contents.addPrices(sink, prices, version3);
                case PRICE_PERIODS -> Contents.addPeriods(sink, periods);
                default -> Contents.addBlocks(sink, blocks, showMap.map(), version3);
            }
        }

        private void readContent(SnapshotDecoder in, boolean version3) {
            switch (kind) {
                case SEAT_MAP -> seatMap = Contents.readSeatMap(in);
                case PRICES ->
                    prices = Contents.readPrices(
                            in, showMap.map().seatCount(), showMap.map().areaCount(), version3);
                case PRICE_PERIODS -> periods = Contents.readPeriods(in);
                default -> blocks = Contents.readBlocks(in, showMap.map(), version3);
            }
        }
    }

    private final Long2ObjectHashMap<Upload> byId = new Long2ObjectHashMap<>();
    private final SeatMaps seatMaps;
    private long earliestMs = Long.MAX_VALUE;

    Uploads(SeatMaps seatMaps) {
        this.seatMaps = seatMaps;
    }

    Upload get(long uploadId) {
        return byId.get(uploadId);
    }

    int size() {
        return byId.size();
    }

    /** For checks. */
    Iterable<Upload> all() {
        return byId.values();
    }

    long earliestMs() {
        return earliestMs;
    }

    void put(Upload upload, long deadlineMs) {
        upload.deadlineMs = deadlineMs;
        if (upload.showMap != null) {
            seatMaps.use(upload.showMap);
        }
        release(byId.put(upload.uploadId, upload));
        findEarliest();
    }

    void touch(Upload upload, long deadlineMs) {
        upload.deadlineMs = deadlineMs;
        findEarliest();
    }

    void remove(Upload upload) {
        release(byId.remove(upload.uploadId));
        findEarliest();
    }

    void removeLapsed(long nowMs) {
        if (earliestMs <= nowMs) {
            byId.values().removeIf(u -> {
                boolean lapsed = u.deadlineMs <= nowMs;
                release(lapsed ? u : null);
                return lapsed;
            });
            findEarliest();
        }
    }

    private void release(Upload gone) {
        if (gone != null && gone.showMap != null) {
            seatMaps.release(gone.showMap);
        }
    }

    private void findEarliest() {
        earliestMs = Long.MAX_VALUE;
        byId.forEachLong((id, upload) -> earliestMs = Math.min(earliestMs, upload.deadlineMs));
    }

    /**
     * @param version3 whether the rules of version 3 are in force
     */
    void addTo(StateSink sink, boolean version3) {
        long[] ids = CanonicalState.sortedKeys(byId);
        sink.add(ids.length);
        for (long id : ids) {
            Upload u = byId.get(id);
            sink.add(id).add(u.kind.value()).add(u.targetId).add(u.ownerId).add(u.byteLength);
            sink.add(u.crc32c).add(u.received).add(u.crc.getValue()).add(u.deadlineMs);
            if (sink.wantsContent()) {
                sink.content(u.showMap == null ? 0 : 1);
                sink.content(u.showMap == null ? 0 : u.showMap.seatMapId());
                u.addContent(sink, version3);
            }
        }
    }

    /**
     * @param version3 whether the rules of version 3 are in force
     */
    void readFrom(SnapshotDecoder in, SeatMaps maps, boolean version3) {
        int count = in.nextCount(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            long id = in.next();
            UploadKind kind = UploadKind.get((short) in.nextInt());
            long targetId = in.next();
            long ownerId = in.next();
            int byteLength = in.nextInt();
            long crc32c = in.next();
            int received = in.nextInt();
            long crc = in.next();
            long deadlineMs = in.next();
            boolean forShow = in.nextFlag();
            SeatMaps.Entry map = maps.get(in.next());
            SnapshotDecoder.require(forShow == (map != null), "an upload without its seat map", id);
            Upload upload = new Upload(id, kind, targetId, ownerId, byteLength, crc32c, forShow ? map : null);
            upload.readContent(in, version3);
            upload.received = received;
            upload.crc.resumeFrom(crc);
            put(upload, deadlineMs);
        }
    }
}
