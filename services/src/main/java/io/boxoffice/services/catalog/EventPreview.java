package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.protocol.port.PublishedShow;
import java.util.List;

/**
 * An event as everybody will see it, once it and its shows are published.
 *
 * @param shows that are not over, cancelled or archived, in the order of time
 */
public record EventPreview(Event event, List<Shown> shows) {
    /** A show, as the core tells of it, or would. */
    public record Shown(ShowCard card, PublishedShow show) {}
}
