package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ChannelShow;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowGlance;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import java.time.Instant;
import java.util.function.LongFunction;

/** How shows look. Any thread. */
public final class ShowJson implements StepAnswer.Encoder {
    private final ShowViews views;
    private final LongFunction<ShowLabels> labels;

    /**
     * @param views  what the core says of the shows that it knows
     * @param labels the names that go with a show, by its id; null from it: they are not known; may block
     */
    ShowJson(ShowViews views, LongFunction<ShowLabels> labels) {
        this.views = views;
        this.labels = labels;
    }

    /** Without prices and blocks, which a step does not change: they may be large, and this is kept. */
    @Override
    public byte[] body(Show show, ShowLabels names) {
        return Records.bytes(answer(show, names, false, null));
    }

    /** The same, with names that are at hand. */
    ShowAnswer own(Show show, ShowLabels names) {
        return answer(show, names, true, null);
    }

    /** With what only its organizer sees. */
    ShowAnswer own(Show show) {
        return answer(show, labels.apply(show.id()), true, null);
    }

    /**
     * One show.
     *
     * @param own      with what only its organizer sees
     * @param included null: nothing was asked for
     */
    ShowAnswer one(Show show, boolean own, ShowIncluded included) {
        return answer(show, labels.apply(show.id()), own, included);
    }

    /** A part of a list. */
    ShowList list(Page<FoundShow> page) {
        return new ShowList(
                page.items().stream()
                        .map(found -> answer(found.show(), found.labels(), false, null))
                        .toList(),
                page.next());
    }

    /**
     * What is known of a show without PostgreSQL.
     *
     * @param hallId   null: not known either
     * @param card     null: not known either
     * @param included null: nothing was asked for
     */
    ShowAnswer published(PublishedShow published, Id hallId, ShowCard card, ShowIncluded included) {
        ShowDefinition show = published.definition();
        ShowNotes notes = card == null ? null : card.notes();
        return new ShowAnswer(
                new Id(show.showId()),
                new Id(show.eventId()),
                new Id(show.venueId()),
                hallId,
                new Id(show.seatMapId()),
                new Id(show.organizerId()),
                null,
                switch (show.status()) {
                    case OPEN -> ShowState.PUBLISHED;
                    case CLOSED -> ShowState.CLOSED;
                    case CANCELLED -> ShowState.CANCELLED;
                    case ARCHIVED -> ShowState.ARCHIVED;
                    default -> ShowState.PUBLISHING;
                },
                views.glance(published),
                instant(show.startsAtMs()),
                instant(show.endsAtMs()),
                notes == null ? null : notes.endIsEstimated(),
                notes == null ? null : instant(notes.doorsAtMs()),
                notes == null ? null : notes.presentation(),
                notes == null ? null : notes.unlisted() ? ShowVisibility.UNLISTED : ShowVisibility.PUBLIC,
                instant(show.onSaleFromMs()),
                instant(show.onSaleUntilMs()),
                null,
                instant(show.cancelUntilMs()),
                instant(show.checkInFromMs()),
                instant(show.checkInUntilMs()),
                ShowLabels.of(card),
                show.currency(),
                new ShowRules(
                        show.holdTtlMs(), show.maxUnitsPerHold(), show.maxUnitsPerCustomer(), show.strandedSeatRule()),
                null,
                null,
                null,
                null,
                null,
                null,
                included);
    }

    private ShowAnswer answer(Show show, ShowLabels names, boolean own, ShowIncluded included) {
        StatedBlocks blocks = own ? StatedBlocks.of(show.blocks()) : null;
        return new ShowAnswer(
                new Id(show.id()),
                new Id(show.eventId()),
                new Id(show.venueId()),
                new Id(show.hallId()),
                new Id(show.seatMapId()),
                new Id(show.ownerId()),
                show.externalId(),
                show.state(),
                glance(show),
                show.startsAt(),
                show.endsAt(),
                show.extras().endIsEstimated(),
                show.extras().doorsAt(),
                show.extras().presentation(),
                show.extras().visibility(),
                show.onSaleFrom(),
                show.onSaleUntil(),
                boxOffice(show),
                show.cancelUntil(),
                show.checkIn().from(),
                show.checkIn().until(),
                names,
                show.currency(),
                show.rules(),
                show.version(),
                own ? show.prices() : null,
                own ? blocks.blocks() : null,
                own ? blocks.areas() : null,
                own ? show.extras().cleaningMinutes() : null,
                own ? show.extras().allowOverlap() : null,
                included);
    }

    private BoxOfficeSale boxOffice(Show show) {
        SaleWindow window = show.extras().boxOffice();
        if (window == null) {
            return null;
        }
        PublishedShow published = views.find(show.id());
        SaleStatus status = published == null
                ? show.state().saleStatusWithoutCore()
                : ChannelShow.atCounter(published, views.now().toEpochMilli());
        return new BoxOfficeSale(window.onSaleFrom(), window.onSaleUntil(), status);
    }

    private static Instant instant(long epochMs) {
        return epochMs == 0 ? null : Instant.ofEpochMilli(epochMs);
    }

    /** As the core says, where it knows the show. */
    private ShowGlance glance(Show show) {
        PublishedShow published = views.find(show.id());
        return published != null
                ? views.glance(published)
                : new ShowGlance(show.state().saleStatusWithoutCore(), null, null);
    }
}
