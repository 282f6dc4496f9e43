package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events as they will be for everybody, drafts and all: for those whom their organisation shows them. Blocks; any thread. */
public final class EventPreviews {
    /** More than a page shows of one event. */
    private static final int MAX_SHOWS = 500;

    private final SqlDatabase database;
    private final EventCatalog events;
    private final ShowCatalog shows;
    private final ShowDirectory directory;
    private final ShowTimes times;

    EventPreviews(
            SqlDatabase database, EventCatalog events, ShowCatalog shows, ShowDirectory directory, ShowTimes times) {
        this.database = database;
        this.events = events;
        this.shows = shows;
        this.directory = directory;
        this.times = times;
    }

    /**
     * Whether there is an event of the caller's.
     *
     * @throws NotFoundException when there is none, or it is another's
     */
    public void requireOwn(Call call, long eventId) {
        Actor actor = CatalogCalls.actor(call);
        if (!actor.owns(events.event(actor, eventId).ownerId())) {
            throw new NotFoundException("no event " + eventId);
        }
    }

    /** An event as it will be; empty when it is not there any more. */
    public Optional<EventPreview> find(long eventId) {
        try {
            return Optional.of(preview(events.event(Actor.admin(0), eventId)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private EventPreview preview(Event event) {
        Instant now = times.now();
        ShowRows rows = new ShowRows(database);
        List<Show> found = database.withHandle(handle -> ShowRows.toCome(handle, event.id(), now, MAX_SHOWS));
        Map<Long, ShowCard> cards = rows.cards(found.stream().map(Show::id).toList()).stream()
                .collect(Collectors.toMap(ShowCard::showId, Function.identity()));
        Map<Long, SeatMap> maps = new HashMap<>();
        List<EventPreview.Shown> shown = new ArrayList<>();
        for (Show show : found) {
            PublishedShow published = directory.show(show.id());
            if (published == null || show.state().isHidden()) {
                SeatMap map = maps.computeIfAbsent(show.seatMapId(), shows::map);
                published = UnpublishedShow.of(show, map, times, now.toEpochMilli());
            }
            if (cards.containsKey(show.id())) {
                shown.add(new EventPreview.Shown(cards.get(show.id()), published));
            }
        }
        return new EventPreview(event, shown);
    }
}
