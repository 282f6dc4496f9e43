package io.boxoffice.gateway.fake;

import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Shows and seat maps of the fake core. */
public final class FakeShows {
    private record Upload(UploadKind kind, long targetId, byte[] bytes) {}

    private final FakeCore core;
    private final Map<Long, Upload> uploads = new ConcurrentHashMap<>();
    private final Map<Long, SeatMap> maps = new ConcurrentHashMap<>();
    private final Map<Long, FakeShow> shows = new ConcurrentHashMap<>();

    FakeShows(FakeCore core) {
        this.core = core;
    }

    /** A show that is on sale, everything at one price, of organizer 900. */
    public FakeShow open(long showId, SeatMap map, long price) {
        maps.put(showId + 1, map);
        long now = core.nowMs();
        FakeShow show = new FakeShow(
                new ShowDefinition(
                        showId,
                        showId + 1,
                        7,
                        8,
                        900,
                        now + 86_400_000,
                        now + 90_000_000,
                        0,
                        now + 86_400_000,
                        now + 80_000_000,
                        now + 70_000_000,
                        now + 90_000_000,
                        480_000,
                        48,
                        0,
                        "EUR",
                        false,
                        1,
                        ShowStatus.OPEN),
                map);
        PriceList.Builder prices = new PriceList.Builder(map.seatCount(), map.areaCount());
        int priceClass = prices.classOf(price);
        if (map.seatCount() > 0) {
            prices.seats(0, map.seatCount() - 1, priceClass);
        }
        IntStream.range(0, map.areaCount()).forEach(area -> prices.area(area, priceClass));
        show.prices = prices.build();
        shows.put(showId, show);
        return show;
    }

    /** A show that is not on sale yet: the catalog is still telling of it. */
    public void draft(long showId, SeatMap map, long price) {
        open(showId, map, price);
        status(showId, ShowStatus.DRAFT);
    }

    /** Forgets a show. */
    public void remove(long showId) {
        shows.remove(showId);
    }

    /** Closes a show, as one command that moves no seat. */
    public void close(long showId) {
        status(showId, ShowStatus.CLOSED);
        core.nextSequence();
    }

    /** Cancels a show, as one command. */
    public void cancel(long showId) {
        status(showId, ShowStatus.CANCELLED);
        core.nextSequence();
    }

    /** Gives a show another version of its prices, as one command. */
    public void reprice(long showId) {
        FakeShow show = known(showId);
        change(show, show.definition.status(), show.definition.priceVersion() + 1);
        core.nextSequence();
    }

    /** Gives a show another begin of its sale, as one command. */
    public void onSaleFrom(long showId, long epochMs) {
        FakeShow show = known(showId);
        change(show, show.definition.status(), show.definition.priceVersion(), epochMs);
        core.nextSequence();
    }

    FakeShow show(long showId) {
        return shows.get(showId);
    }

    SeatMap seatMap(long seatMapId) {
        return maps.get(seatMapId);
    }

    long[] ids() {
        return shows.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    boolean handles(int templateId) {
        boolean ofShows = templateId >= BeginUploadDecoder.TEMPLATE_ID && templateId <= ArchiveShowDecoder.TEMPLATE_ID;
        return ofShows || templateId == LowerLatestEndDecoder.TEMPLATE_ID;
    }

    int apply(DirectBuffer message, MessageHeaderDecoder h, MutableDirectBuffer reply) {
        long version = 0;
        switch (h.templateId()) {
            case BeginUploadDecoder.TEMPLATE_ID -> {
                BeginUploadDecoder begin = new BeginUploadDecoder().wrapAndApplyHeader(message, 0, h);
                uploads.put(begin.uploadId(), new Upload(begin.kind(), begin.targetId(), new byte[begin.byteLength()]));
            }
            case UploadPartDecoder.TEMPLATE_ID -> {
                UploadPartDecoder part = new UploadPartDecoder().wrapAndApplyHeader(message, 0, h);
                part.getBytes(uploads.get(part.uploadId()).bytes, part.byteOffset(), part.bytesLength());
            }
            case CommitUploadDecoder.TEMPLATE_ID -> {
                CommitUploadDecoder commit = new CommitUploadDecoder().wrapAndApplyHeader(message, 0, h);
                version = commit(uploads.remove(commit.uploadId()));
            }
            case DefineShowDecoder.TEMPLATE_ID -> define(new DefineShowDecoder().wrapAndApplyHeader(message, 0, h));
            case OpenShowDecoder.TEMPLATE_ID -> {
                FakeShow show = known(
                        new OpenShowDecoder().wrapAndApplyHeader(message, 0, h).showId());
                if (show.prices == null) {
                    throw new FakeCore.Refusal(RejectReason.NO_PRICES, 0);
                }
                change(show, ShowStatus.OPEN, show.definition.priceVersion());
            }
            case CloseShowDecoder.TEMPLATE_ID ->
                status(new CloseShowDecoder().wrapAndApplyHeader(message, 0, h).showId(), ShowStatus.CLOSED);
            case CancelShowDecoder.TEMPLATE_ID -> {
                long id = new CancelShowDecoder()
                        .wrapAndApplyHeader(message, 0, h)
                        .showId();
                status(id, ShowStatus.CANCELLED);
                known(id).giveAllBack();
            }
            case LowerLatestEndDecoder.TEMPLATE_ID ->
                // What archiving goes by is not this fake's to judge.
                known(new LowerLatestEndDecoder()
                        .wrapAndApplyHeader(message, 0, h)
                        .showId());
            default ->
                shows.remove(new ArchiveShowDecoder()
                        .wrapAndApplyHeader(message, 0, h)
                        .showId());
        }
        AcceptedEncoder accepted = new AcceptedEncoder().wrapAndApplyHeader(reply, 0, new MessageHeaderEncoder());
        accepted.sequence(core.nextSequence()).version(version);
        return MessageHeaderEncoder.ENCODED_LENGTH + accepted.encodedLength();
    }

    private long commit(Upload upload) {
        UnsafeBuffer bytes = new UnsafeBuffer(upload.bytes);
        if (upload.kind == UploadKind.SEAT_MAP) {
            SeatMap.Builder map = new SeatMap.Builder();
            SeatMapCodec.decode(bytes, 0, bytes.capacity(), map);
            maps.put(upload.targetId, map.build());
            return 0;
        }
        FakeShow show = known(upload.targetId);
        if (upload.kind == UploadKind.PRICES) {
            PriceList.Builder prices = new PriceList.Builder(
                    show.seatMap().seatCount(), show.seatMap().areaCount());
            prices.decode(bytes, 0, bytes.capacity());
            show.prices = prices.build();
            change(show, show.definition.status(), show.definition.priceVersion() + 1);
            return show.definition.priceVersion();
        }
        if (upload.kind == UploadKind.PRICE_PERIODS) {
            return show.definition.priceVersion();
        }
        SeatBlocks blocks =
                new SeatBlocks(show.seatMap().seatCount(), show.seatMap().areaCount());
        blocks.decode(bytes, 0, bytes.capacity());
        int[] taken = IntStream.range(0, show.seatMap().seatCount())
                .filter(seat -> blocks.reason(seat) != 0)
                .filter(seat -> show.state(seat) == SeatState.HELD || show.state(seat) == SeatState.SOLD)
                .toArray();
        if (taken.length > 0) {
            throw new FakeCore.Refusal(RejectReason.SEAT_UNAVAILABLE, 0, taken);
        }
        for (int area = 0; area < show.seatMap().areaCount(); area++) {
            if (blocks.places(area) > show.freePlaces(area) + show.blockedPlaces(area)) {
                throw new FakeCore.Refusal(RejectReason.AREA_FULL, 0, -(area + 1));
            }
        }
        for (int area = 0; area < show.seatMap().areaCount(); area++) {
            show.blockPlaces(area, Math.max(0, blocks.places(area)), core.sequence() + 1);
        }
        for (int seat = 0; seat < show.seatMap().seatCount(); seat++) {
            if (blocks.reason(seat) != 0 || show.state(seat) == SeatState.BLOCKED) {
                show.set(seat, blocks.reason(seat) != 0 ? SeatState.BLOCKED : SeatState.FREE, core.sequence() + 1);
            }
        }
        return 1;
    }

    private void define(DefineShowDecoder d) {
        SeatMap map = maps.get(d.seatMapId());
        if (map == null) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_SEAT_MAP, 0);
        }
        FakeShow known = shows.get(d.showId());
        ShowDefinition definition = new ShowDefinition(
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
                known == null ? 0 : known.definition.priceVersion(),
                known == null ? ShowStatus.DRAFT : known.definition.status());
        if (known == null) {
            shows.put(d.showId(), new FakeShow(definition, map));
        } else {
            known.definition = definition;
        }
    }

    private void status(long showId, ShowStatus status) {
        FakeShow show = known(showId);
        change(show, status, show.definition.priceVersion());
    }

    private static void change(FakeShow show, ShowStatus status, long priceVersion) {
        change(show, status, priceVersion, show.definition.onSaleFromMs());
    }

    private static void change(FakeShow show, ShowStatus status, long priceVersion, long onSaleFromMs) {
        ShowDefinition d = show.definition;
        show.definition = new ShowDefinition(
                d.showId(),
                d.seatMapId(),
                d.eventId(),
                d.venueId(),
                d.organizerId(),
                d.startsAtMs(),
                d.endsAtMs(),
                onSaleFromMs,
                d.onSaleUntilMs(),
                d.cancelUntilMs(),
                d.checkInFromMs(),
                d.checkInUntilMs(),
                d.holdTtlMs(),
                d.maxUnitsPerHold(),
                d.maxUnitsPerCustomer(),
                d.currency(),
                d.strandedSeatRule(),
                priceVersion,
                status);
    }

    private FakeShow known(long showId) {
        FakeShow show = shows.get(showId);
        if (show == null) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_SHOW, 0);
        }
        return show;
    }

    /** Rows A and B of four seats A-1, …; category Stalls, the last of B accessible; 100 places in area Pit. */
    public static SeatMap smallHall() {
        SeatMap.Builder map =
                new SeatMap.Builder().category("Stalls").category("Standing").section("Main");
        for (int row = 0; row < 2; row++) {
            String label = row == 0 ? "A" : "B";
            map.row(label);
            for (int seat = 1; seat <= 4; seat++) {
                boolean accessible = row == 1 && seat == 4;
                map.seat(
                        label + '-' + seat, Integer.toString(seat), seat * 100, row * 125, 0, accessible, seat == 3, 1);
            }
        }
        return map.area(new SeatMap.Area("Pit", "The pit", 100, 1, 0, -500)).build();
    }
}
