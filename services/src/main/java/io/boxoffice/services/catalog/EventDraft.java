package io.boxoffice.services.catalog;

import java.util.List;

/**
 * What an organizer says about an event.
 *
 * @param externalId      unique among the owner's events, or null; fixed once created
 * @param language        BCP 47 tag, or null
 * @param durationMinutes or null
 * @param ageRating       free text, or null
 */
public record EventDraft(
        String externalId,
        String title,
        String description,
        List<String> genres,
        String language,
        Integer durationMinutes,
        String ageRating) {}
