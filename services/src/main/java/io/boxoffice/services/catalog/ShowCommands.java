package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.ArchiveShowEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelShowEncoder;
import io.boxoffice.protocol.sbe.CloseShowEncoder;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.LowerLatestEndEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Tells the booking core about shows, in commands that may be repeated: each first looks at what is published. Blocks until
 * the core has answered; any thread.
 */
final class ShowCommands {
    private final BookingClient core;
    private final ShowDirectory directory;
    private final InstantSource clock = InstantSource.system();
    private final ShowTimes times;

    ShowCommands(BookingClient core, ShowDirectory directory, ShowTimes times) {
        this.times = times;
        this.core = core;
        this.directory = directory;
    }

    boolean knowsMap(long seatMapId) {
        return directory.seatMap(seatMapId) != null;
    }

    boolean knows(long showId) {
        return directory.show(showId) != null;
    }

    void defineMap(long seatMapId, long hallId, byte[] content) {
        core.upload(UploadKind.SEAT_MAP, seatMapId, hallId, content);
    }

    void define(Show show, ShowTerms terms) {
        BookingClient.join(core.accepted(definition(show, terms)));
    }

    /**
     * Tells of a show that the core does not know, all but that it is open, and waits for nothing.
     *
     * @return ends when the core has taken it all, or with the first that it refused: nobody can buy then
     */
    CompletableFuture<?> sendNew(Show show, PricePlan plan, SeatMap map) {
        ShowTerms terms = ShowTerms.of(show);
        long nowMs = clock.millis();
        CompletableFuture<?> all = core.acceptedPatiently(definition(show, terms));
        all = both(
                all, core.send(UploadKind.PRICES, show.id(), 0, plan.at(nowMs).encode()));
        PricePeriods later = plan.periods().after(nowMs);
        if (!later.all().isEmpty()) {
            all = both(all, core.send(UploadKind.PRICE_PERIODS, show.id(), 0, later.encode()));
        }
        if (!show.blocks().equals(Blocks.NONE)) {
            all = both(all, core.send(UploadKind.SEAT_BLOCKS, show.id(), 0, encoded(map, show.blocks())));
        }
        return all;
    }

    private static CompletableFuture<?> both(CompletableFuture<?> before, CompletableFuture<?> next) {
        return before.thenCombine(next, (first, second) -> second);
    }

    private BookingClient.Encoder definition(Show show, ShowTerms terms) {
        ShowRules rules = terms.rules();
        return (slot, header) -> {
            DefineShowEncoder command = new DefineShowEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(show.id())
                    .seatMapId(show.seatMapId())
                    .eventId(show.eventId())
                    .venueId(show.venueId())
                    .organizerId(show.ownerId())
                    .startsAtMs(terms.startsAtMs())
                    .endsAtMs(terms.endsAtMs())
                    .onSaleFromMs(terms.soldFromMs())
                    .onSaleUntilMs(terms.soldUntilMs())
                    .checkInFromMs(times.checkInFromMs(terms))
                    .checkInUntilMs(times.checkInUntilMs(terms))
                    .cancelUntilMs(untilEnd(terms.cancelUntilMs(), 0, terms))
                    .holdTtlMs(rules.holdTtlMs())
                    .maxUnitsPerHold(rules.maxUnitsPerHold())
                    .maxUnitsPerCustomer(rules.maxUnitsPerCustomer())
                    .currency(show.currency())
                    .strandedSeatRule(rules.strandedSeatRule() ? BooleanType.TRUE : BooleanType.FALSE);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        };
    }

    /** Nothing is sold or given back by customers after the end, also not of a show whose times are older than that rule. */
    static long untilEnd(Long statedMs, long absentMs, ShowTerms terms) {
        return Math.min(statedMs == null ? absentMs : statedMs, terms.endsAtMs());
    }

    /**
     * Sets the prices and what they will be later, unless they are so already: each upload makes a new version of them. A new
     * list has no periods until they are told, and those that have begun count at once.
     */
    void setPrices(long showId, PricePlan plan) {
        long nowMs = clock.millis();
        PublishedShow published = directory.show(showId);
        PriceList now = published == null ? null : published.prices();
        byte[] wanted = plan.at(nowMs).encode();
        PricePeriods later = plan.periods().after(nowMs);
        boolean same = now != null && Arrays.equals(now.encode(), wanted);
        if (!same) {
            core.upload(UploadKind.PRICES, showId, 0, wanted);
        }
        if (same || !later.all().isEmpty()) {
            core.upload(UploadKind.PRICE_PERIODS, showId, 0, later.encode());
        }
    }

    /** Sets what is not for sale: all else is. */
    void setBlocks(long showId, SeatMap map, Blocks blocks) {
        core.upload(UploadKind.SEAT_BLOCKS, showId, 0, encoded(map, blocks));
    }

    private static byte[] encoded(SeatMap map, Blocks blocks) {
        SeatBlocks all = new SeatBlocks(map.seatCount(), map.areaCount());
        blocks.seats().forEach((seat, reason) -> {
            int index = map.seatIndex(seat);
            all.block(index, index, reason);
        });
        blocks.places().forEach((area, places) -> all.area(map.areaIndex(area), places));
        return all.encode();
    }

    /** Opens a show, unless it is open, and waits for nothing; {@link #awaitOpen} does. */
    CompletableFuture<?> sendOpen(long showId) {
        if (has(showId, ShowStatus.OPEN)) {
            return CompletableFuture.completedFuture(null);
        }
        return core.acceptedPatiently((slot, header) -> {
            OpenShowEncoder command = new OpenShowEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(showId);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        });
    }

    /** Waits until a show is open. */
    void awaitOpen(long showId, CompletableFuture<?> sent) {
        await(showId, ShowStatus.OPEN, sent);
    }

    void close(long showId) {
        reach(showId, ShowStatus.CLOSED, (slot, header) -> {
            CloseShowEncoder command = new CloseShowEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(showId);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        });
    }

    void cancel(long showId) {
        reach(showId, ShowStatus.CANCELLED, (slot, header) -> {
            CancelShowEncoder command = new CancelShowEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(showId);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        });
    }

    /**
     * Archives a show; one that the core does not know any more counts as archived.
     *
     * @param loweredEndMs the latest end that an administrator lowered it to, epoch milliseconds; 0: nobody did
     */
    void archive(long showId, long loweredEndMs) {
        if (!knows(showId)) {
            return;
        }
        if (loweredEndMs > 0) {
            tellLowered(showId, Math.max(loweredEndMs, endsAtMs(showId)));
        }
        reachArchived(showId);
    }

    private void tellLowered(long showId, long latestEndMs) {
        try {
            lowerLatestEnd(showId, latestEndMs);
        } catch (RejectedException e) {
            // Wrong state: it is being archived already. Whether it may be is for the next command to say.
            if (e.reason() != RejectReason.UNKNOWN_SHOW && e.reason() != RejectReason.WRONG_STATE) {
                throw e;
            }
        }
    }

    private void reachArchived(long showId) {
        reach(showId, ShowStatus.ARCHIVED, (slot, header) -> {
            ArchiveShowEncoder command = new ArchiveShowEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(showId);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        });
    }

    /**
     * Lets a show that sold tickets be archived sooner. It may be repeated, and never raises what is in force.
     *
     * @param latestEndMs from when on it may be archived, epoch milliseconds; not before its end
     * @throws RejectedException LIMIT_EXCEEDED, with the show's end, when it is before that; UNKNOWN_SHOW
     */
    private void lowerLatestEnd(long showId, long latestEndMs) {
        BookingClient.join(core.accepted((slot, header) -> {
            LowerLatestEndEncoder command = new LowerLatestEndEncoder().wrapAndApplyHeader(slot, 0, header);
            command.showId(showId).latestEndMs(latestEndMs);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        }));
    }

    /** Sends a command unless the show has the status already. */
    private void reach(long showId, ShowStatus wanted, BookingClient.Encoder command) {
        if (!has(showId, wanted)) {
            await(showId, wanted, core.accepted(command));
        }
    }

    /** Waits for the reply; a rejection counts only when the show has not the status after it either. */
    private void await(long showId, ShowStatus wanted, CompletableFuture<?> sent) {
        try {
            BookingClient.join(sent);
        } catch (RejectedException e) {
            boolean forgotten = wanted == ShowStatus.ARCHIVED && e.reason() == RejectReason.UNKNOWN_SHOW;
            if (!forgotten && !has(showId, wanted)) {
                throw e;
            }
        }
    }

    /** Whether the core ever had the show on sale, and knows it still. */
    boolean wasOpened(long showId) {
        PublishedShow show = directory.show(showId);
        return show != null && show.definition().status() != ShowStatus.DRAFT;
    }

    /** When the show ends as the core knows it, epoch milliseconds; 0 when it does not know the show. */
    long endsAtMs(long showId) {
        PublishedShow show = directory.show(showId);
        return show == null ? 0 : show.definition().endsAtMs();
    }

    private boolean has(long showId, ShowStatus status) {
        PublishedShow show = directory.show(showId);
        return show != null && show.definition().status() == status;
    }

    /** The map when the core knows it, else null. */
    SeatMap map(long seatMapId) {
        return directory.seatMap(seatMapId);
    }
}
