package io.boxoffice.services.catalog;

import java.util.List;

/** A film, concert or match, of which there are shows. See {@link EventDraft} for the parts. */
public record Event(
        long id,
        long ownerId,
        String externalId,
        String title,
        String description,
        List<String> genres,
        String language,
        Integer durationMinutes,
        String ageRating,
        long version) {
    /** Its parts as they could be sent in again, to change some of them. */
    public EventDraft draft() {
        return new EventDraft(externalId, title, description, genres, language, durationMinutes, ageRating);
    }
}
