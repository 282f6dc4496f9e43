package io.boxoffice.services;

import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.AcceptedEncoder;
import io.boxoffice.protocol.sbe.ArchiveShowDecoder;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelShowDecoder;
import io.boxoffice.protocol.sbe.CloseShowDecoder;
import io.boxoffice.protocol.sbe.CommitUploadDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.LowerLatestEndDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The shows and seat maps of a {@link FakeCore}. */
public final class FakeShows {
    private record Upload(UploadKind kind, long targetId, byte[] bytes, long crc) {}

    private record DefinedMap(SeatMap map, long crc) {}

    private static final class Show implements PublishedShow, Availability {
        final Set<Integer> soldUnits = new HashSet<>();
        ShowDefinition definition;
        SeatMap map;
        PriceList prices;
        PricePeriods periods = PricePeriods.NONE;
        SeatBlocks blocks;

        @Override
        public ShowDefinition definition() {
            return definition;
        }

        @Override
        public SeatMap seatMap() {
            return map;
        }

        @Override
        public PriceList prices() {
            return prices;
        }

        @Override
        public Availability availability() {
            return this;
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public void copyTo(AvailabilitySnapshot into) {
            into.ensureCapacity(map.seatCount(), map.areaCount());
            Arrays.fill(into.words, 0);
            Arrays.fill(into.areaHeld, 0);
            Arrays.fill(into.areaSold, 0);
            soldUnits.forEach(unit -> {
                if (unit >= 0) {
                    into.words[unit >>> 5] |= (long) SeatState.SOLD << ((unit & 31) << 1);
                } else {
                    into.areaSold[-(unit + 1)]++;
                }
            });
        }
    }

    private final FakeCore core;
    private final Map<Long, Upload> uploads = new HashMap<>();
    private final Map<Long, DefinedMap> maps = new HashMap<>();
    private final Map<Long, Show> shows = new HashMap<>();
    private final Set<Long> unsettled = new HashSet<>();
    private final Map<Long, Long> latestEndsMs = new HashMap<>();
    private boolean forgettingBeforeNextShow;

    FakeShows(FakeCore core) {
        this.core = core;
    }

    boolean handles(int templateId) {
        boolean ofShows = templateId >= BeginUploadDecoder.TEMPLATE_ID && templateId <= ArchiveShowDecoder.TEMPLATE_ID;
        return ofShows || templateId == LowerLatestEndDecoder.TEMPLATE_ID;
    }

    PublishedShow show(long showId) {
        return shows.get(showId);
    }

    SeatMap seatMap(long seatMapId) {
        return maps.containsKey(seatMapId) ? maps.get(seatMapId).map() : null;
    }

    long[] ids() {
        return shows.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    public int blockReason(long showId, int seat) {
        return shows.get(showId).blocks.reason(seat);
    }

    /** How many places of an area the last blocks named, or {@link SeatBlocks#NOT_NAMED}. */
    public int blockedPlaces(long showId, int area) {
        return shows.get(showId).blocks.places(area);
    }

    /** Has a seat or area place sold, by its number as a unit. */
    public void sell(long showId, int unit) {
        shows.get(showId).soldUnits.add(unit);
    }

    /** Has all that was sold of a show given back. */
    public void giveBack(long showId) {
        shows.get(showId).soldUnits.clear();
    }

    /** The latest end that was last named for a show; 0: none. */
    public long latestEndMs(long showId) {
        return latestEndsMs.getOrDefault(showId, 0L);
    }

    /** Has a show forgotten. */
    public void forget(long showId) {
        shows.remove(showId);
    }

    /** Has a show's archiving refused, as long as money is on its way, say. */
    public void refuseToArchive(long showId) {
        unsettled.add(showId);
    }

    /** Has a map forgotten, as one that nothing has used for long. */
    public void forgetMap(long seatMapId) {
        maps.remove(seatMapId);
    }

    /** Has all maps forgotten when the next show is about to be defined. */
    public void forgetMapsBeforeNextShow() {
        forgettingBeforeNextShow = true;
    }

    int apply(DirectBuffer message, MessageHeaderDecoder h, MutableDirectBuffer reply) {
        switch (h.templateId()) {
            case BeginUploadDecoder.TEMPLATE_ID -> {
                BeginUploadDecoder begin = new BeginUploadDecoder().wrapAndApplyHeader(message, 0, h);
                uploads.put(
                        begin.uploadId(),
                        new Upload(begin.kind(), begin.targetId(), new byte[begin.byteLength()], begin.crc32c()));
            }
            case UploadPartDecoder.TEMPLATE_ID -> {
                UploadPartDecoder part = new UploadPartDecoder().wrapAndApplyHeader(message, 0, h);
                byte[] into = uploads.get(part.uploadId()).bytes();
                part.getBytes(into, part.byteOffset(), part.bytesLength());
            }
            case CommitUploadDecoder.TEMPLATE_ID ->
                commit(uploads.remove(new CommitUploadDecoder()
                        .wrapAndApplyHeader(message, 0, h)
                        .uploadId()));
            case DefineShowDecoder.TEMPLATE_ID -> define(new DefineShowDecoder().wrapAndApplyHeader(message, 0, h));
            case OpenShowDecoder.TEMPLATE_ID -> {
                long id =
                        new OpenShowDecoder().wrapAndApplyHeader(message, 0, h).showId();
                if (known(id).prices == null) {
                    throw new FakeCore.Refusal(RejectReason.NO_PRICES);
                }
                setStatus(id, ShowStatus.OPEN);
            }
            case CloseShowDecoder.TEMPLATE_ID ->
                setStatus(
                        new CloseShowDecoder().wrapAndApplyHeader(message, 0, h).showId(), ShowStatus.CLOSED);
            case CancelShowDecoder.TEMPLATE_ID ->
                setStatus(
                        new CancelShowDecoder()
                                .wrapAndApplyHeader(message, 0, h)
                                .showId(),
                        ShowStatus.CANCELLED);
            case LowerLatestEndDecoder.TEMPLATE_ID -> {
                LowerLatestEndDecoder lower = new LowerLatestEndDecoder().wrapAndApplyHeader(message, 0, h);
                known(lower.showId());
                latestEndsMs.put(lower.showId(), lower.latestEndMs());
            }
            default -> {
                long id = new ArchiveShowDecoder()
                        .wrapAndApplyHeader(message, 0, h)
                        .showId();
                known(id);
                if (unsettled.contains(id)) {
                    throw new FakeCore.Refusal(RejectReason.WRONG_STATE);
                }
                shows.remove(id);
            }
        }
        AcceptedEncoder accepted = new AcceptedEncoder().wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder());
        accepted.sequence(core.sequence()).version(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + accepted.encodedLength();
    }

    private void commit(Upload upload) {
        UnsafeBuffer bytes = new UnsafeBuffer(upload.bytes());
        if (upload.kind() == UploadKind.SEAT_MAP) {
            DefinedMap known = maps.get(upload.targetId());
            if (known != null && known.crc() != upload.crc()) {
                throw new FakeCore.Refusal(RejectReason.ALREADY_EXISTS);
            }
            SeatMap.Builder builder = new SeatMap.Builder();
            SeatMapCodec.decode(bytes, 0, bytes.capacity(), builder);
            maps.put(upload.targetId(), new DefinedMap(builder.build(), upload.crc()));
            return;
        }
        Show show = known(upload.targetId());
        if (upload.kind() == UploadKind.PRICES) {
            PriceList.Builder prices = new PriceList.Builder(show.map.seatCount(), show.map.areaCount());
            prices.decode(bytes, 0, bytes.capacity());
            show.prices = prices.build();
        } else if (upload.kind() == UploadKind.PRICE_PERIODS) {
            PricePeriods.Builder periods = new PricePeriods.Builder();
            periods.decode(bytes, 0, bytes.capacity());
            show.periods = periods.build(show.prices);
        } else {
            SeatBlocks blocks = new SeatBlocks(show.map.seatCount(), show.map.areaCount());
            blocks.decode(bytes, 0, bytes.capacity());
            show.blocks = blocks;
        }
    }

    private void define(DefineShowDecoder d) {
        if (forgettingBeforeNextShow) {
            forgettingBeforeNextShow = false;
            maps.clear();
        }
        DefinedMap map = maps.get(d.seatMapId());
        if (map == null) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_SEAT_MAP);
        }
        Show show = shows.computeIfAbsent(d.showId(), id -> new Show());
        show.map = map.map();
        ShowStatus status = show.definition == null ? ShowStatus.DRAFT : show.definition.status();
        show.definition = new ShowDefinition(
                d.showId(),
                d.seatMapId(),
                d.eventId(),
                d.venueId(),
                d.organizerId(),
                d.startsAtMs(),
                d.endsAtMs(),
                d.onSaleFromMs(),
                d.onSaleUntilMs(),
                d.cancelUntilMs(),
                d.checkInFromMs(),
                d.checkInUntilMs(),
                d.holdTtlMs(),
                d.maxUnitsPerHold(),
                d.maxUnitsPerCustomer(),
                d.currency(),
                d.strandedSeatRule() == BooleanType.TRUE,
                0,
                status);
    }

    private void setStatus(long showId, ShowStatus status) {
        Show show = known(showId);
        ShowDefinition d = show.definition;
        show.definition = new ShowDefinition(
                d.showId(),
                d.seatMapId(),
                d.eventId(),
                d.venueId(),
                d.organizerId(),
                d.startsAtMs(),
                d.endsAtMs(),
                d.onSaleFromMs(),
                d.onSaleUntilMs(),
                d.cancelUntilMs(),
                d.checkInFromMs(),
                d.checkInUntilMs(),
                d.holdTtlMs(),
                d.maxUnitsPerHold(),
                d.maxUnitsPerCustomer(),
                d.currency(),
                d.strandedSeatRule(),
                d.priceVersion(),
                status);
    }

    private Show known(long showId) {
        Show show = shows.get(showId);
        if (show == null) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_SHOW);
        }
        return show;
    }
}
