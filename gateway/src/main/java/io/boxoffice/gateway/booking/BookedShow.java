package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * The show of a booking, as it is called now.
 *
 * @param id         the show's
 * @param timezone   of the venue, IANA
 */
public record BookedShow(
        @NotNull Id id,
        @NotNull Id eventId,
        @NotNull Id venueId,
        @NotNull String eventTitle,
        @NotNull String venueName,
        String city,
        @NotNull String hallName,
        @NotNull Instant startsAt,
        Instant endsAt,
        @NotNull String timezone) {
    /** Null when nothing is known of the show. */
    static BookedShow of(ShowCard card) {
        return card == null
                ? null
                : new BookedShow(
                        new Id(card.showId()),
                        new Id(card.eventId()),
                        new Id(card.venueId()),
                        card.eventTitle(),
                        card.venueName(),
                        card.city(),
                        card.hallName(),
                        Instant.ofEpochMilli(card.startsAtMs()),
                        card.endsAtMs() == 0 ? null : Instant.ofEpochMilli(card.endsAtMs()),
                        card.timezone());
    }
}
