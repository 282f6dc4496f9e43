package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;

/** Seat maps, prices, price periods and blocked seats, in parts; they take effect as a whole at their commit. */
final class UploadCommands {
    /** What one seat may take in an upload, so that a map's byte length is bounded by its seats. */
    private static final int MAX_BYTES_A_SEAT = 160;

    private final BookingState state;
    private final Replies replies;
    private final Blocking blocking;

    UploadCommands(BookingState state) {
        this.state = state;
        this.replies = state.replies;
        this.blocking = new Blocking(state);
    }

    void begin(BeginUploadDecoder c) {
        state.uploads.removeLapsed(state.nowMs);
        UploadKind kind = c.kind();
        long maxBytes = (long) state.limits.maxSeatsPerMap * MAX_BYTES_A_SEAT;
        boolean known = kind == UploadKind.SEAT_MAP || kind == UploadKind.PRICES || kind == UploadKind.SEAT_BLOCKS;
        boolean newer = kind == UploadKind.SEAT_BLOCK_CHANGES || kind == UploadKind.PRICE_PERIODS;
        known |= newer && state.limits.isVersion3();
        ShowSeats show = state.shows.get(c.targetId());
        if (!known || c.uploadId() <= 0 || c.targetId() <= 0 || c.byteLength() <= 0) {
            replies.reject(RejectReason.MALFORMED);
        } else if (c.byteLength() > maxBytes) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, maxBytes);
        } else if (kind != UploadKind.SEAT_MAP && show == null) {
            replies.reject(RejectReason.UNKNOWN_SHOW);
        } else if (state.uploads.get(c.uploadId()) == null && state.uploads.size() >= state.limits.maxUploads) {
            replies.reject(RejectReason.CAPACITY, state.limits.maxUploads);
        } else {
            SeatMaps.Entry map = kind == UploadKind.SEAT_MAP ? null : show.mapEntry;
            Uploads.Upload upload =
                    new Uploads.Upload(c.uploadId(), kind, c.targetId(), c.ownerId(), c.byteLength(), c.crc32c(), map);
            state.uploads.put(upload.empty(), state.nowMs + state.limits.uploadTtlMs);
            replies.accept(0);
        }
    }

    void part(UploadPartDecoder c) {
        state.uploads.removeLapsed(state.nowMs);
        Uploads.Upload upload = state.uploads.get(c.uploadId());
        if (upload == null) {
            replies.reject(RejectReason.UNKNOWN_UPLOAD);
            return;
        }
        int length = c.bytesLength();
        int offset = c.limit() + UploadPartDecoder.bytesHeaderLength();
        if (c.byteOffset() != upload.received || length == 0 || length > upload.byteLength - upload.received) {
            state.uploads.remove(upload);
            replies.reject(RejectReason.UPLOAD_MISMATCH);
            return;
        }
        try {
            upload.accept(c.buffer(), offset, length, state.limits.isVersion3());
        } catch (IllegalArgumentException e) {
            state.uploads.remove(upload);
            replies.reject(RejectReason.UPLOAD_MISMATCH);
            return;
        }
        if (upload.seatMap != null && upload.seatMap.seatCount() > state.limits.maxSeatsPerMap) {
            state.uploads.remove(upload);
            replies.reject(RejectReason.LIMIT_EXCEEDED, state.limits.maxSeatsPerMap);
            return;
        }
        state.uploads.touch(upload, state.nowMs + state.limits.uploadTtlMs);
        replies.accept(0);
    }

    void commit(long uploadId) {
        state.uploads.removeLapsed(state.nowMs);
        Uploads.Upload upload = state.uploads.get(uploadId);
        if (upload == null) {
            replies.reject(RejectReason.UNKNOWN_UPLOAD);
            return;
        }
        state.uploads.remove(upload);
        if (!upload.complete()) {
            replies.reject(RejectReason.UPLOAD_MISMATCH);
            return;
        }
        try {
            switch (upload.kind) {
                case SEAT_MAP -> commitSeatMap(upload);
                case PRICES -> commitPrices(upload);
                case PRICE_PERIODS -> commitPeriods(upload);
                default -> commitBlocks(upload);
            }
        } catch (IllegalArgumentException e) {
            replies.reject(RejectReason.UPLOAD_MISMATCH);
        }
    }

    private void commitSeatMap(Uploads.Upload upload) {
        SeatMaps.Entry existing = state.seatMaps.get(upload.targetId);
        if (existing != null) {
            if (existing.crc32c() == upload.crc32c && existing.hallId() == upload.ownerId) {
                state.seatMaps.touch(existing);
                replies.accept(0);
            } else {
                replies.reject(RejectReason.ALREADY_EXISTS);
            }
            return;
        }
        if (state.seatMaps.size() >= state.limits.maxSeatMaps) {
            replies.reject(RejectReason.CAPACITY, state.limits.maxSeatMaps);
            return;
        }
        SeatMap map = upload.seatMap.build();
        SeatMaps.Entry entry =
                new SeatMaps.Entry(upload.targetId, upload.ownerId, upload.crc32c, map, new SearchPlan(map));
        state.seatMaps.add(entry);
        state.events.seatMapDefined(entry);
        replies.accept(0);
    }

    private void commitPrices(Uploads.Upload upload) {
        ShowSeats show = target(upload);
        if (show != null) {
            state.prices.set(show, upload.prices.build());
            replies.accept(show.priceVersion);
        }
    }

    private void commitPeriods(Uploads.Upload upload) {
        ShowSeats show = target(upload);
        if (show != null && show.prices == null) {
            replies.reject(RejectReason.NO_PRICES);
        } else if (show != null) {
            state.prices.setPeriods(show, upload.periods.build(show.prices));
            replies.accept(show.priceVersion);
        }
    }

    private void commitBlocks(Uploads.Upload upload) {
        ShowSeats show = target(upload);
        if (show != null) {
            state.prices.switchIfDue(show);
            blocking.commit(show, upload.blocks, upload.kind == UploadKind.SEAT_BLOCKS);
        }
    }

    /** The show it is for, unless that is over or another by now; then the command is answered with a rejection. */
    private ShowSeats target(Uploads.Upload upload) {
        ShowSeats show = state.shows.get(upload.targetId);
        if (show == null) {
            replies.reject(RejectReason.UNKNOWN_SHOW);
        } else if (show.status == ShowStatus.CANCELLED || show.status == ShowStatus.ARCHIVED) {
            replies.reject(RejectReason.WRONG_STATE);
            return null;
        } else if (show.mapEntry != upload.showMap) {
            replies.reject(RejectReason.UPLOAD_MISMATCH);
            return null;
        }
        return show;
    }
}
