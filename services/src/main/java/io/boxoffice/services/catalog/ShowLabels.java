package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;

/**
 * What people call what goes with a show, and the zone that its times are told in.
 *
 * @param timezone of the venue, IANA
 */
public record ShowLabels(String eventTitle, String venueName, String city, String timezone, String hallName) {
    /** Those of a card; null for null. */
    static ShowLabels of(ShowCard card) {
        return card == null
                ? null
                : new ShowLabels(card.eventTitle(), card.venueName(), card.city(), card.timezone(), card.hallName());
    }
}
