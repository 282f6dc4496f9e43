package io.boxoffice.services.site;

import io.boxoffice.services.ImageSize;
import io.boxoffice.services.catalog.Credit;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.EventPicture;
import io.boxoffice.services.catalog.EventRequest;
import io.boxoffice.services.catalog.ImageRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an event's page tells besides its shows. */
final class EventParts {
    private EventParts() {}

    /** A picture for a page; null for null. */
    static View.Picture picture(EventPicture picture) {
        if (picture == null) {
            return null;
        }
        ImageSize largest = picture.largest();
        return new View.Picture(largest.url(), picture.sourceSet(), largest.width(), largest.height(), picture.alt());
    }

    /** In a few words; nothing where the event is not known. */
    static List<String> facts(Say say, Event event) {
        List<String> facts = new ArrayList<>();
        if (event == null) {
            return facts;
        }
        EventRequest stated = event.stated();
        facts.addAll(stated.genres());
        if (stated.year() != null) {
            facts.add(String.valueOf(stated.year()));
        }
        if (stated.durationMinutes() != null) {
            facts.add(say.text("event.minutes", "count", stated.durationMinutes()));
        }
        if (stated.ageRating() != null) {
            facts.add(stated.ageRating());
        }
        if (stated.language() != null) {
            facts.add(say.language(stated.language()));
        }
        if (stated.originalTitle() != null) {
            facts.add(say.text("event.original", "title", stated.originalTitle()));
        }
        return facts;
    }

    /** Where one goes on from the description: the trailer. */
    static List<View.Link> out(Say say, Event event) {
        return event == null || event.stated().trailer() == null
                ? List.of()
                : List.of(new View.Link(event.stated().trailer(), say.text("event.trailer"), false));
    }

    /** What stands below the shows. */
    static List<View.Part> parts(Say say, Event event) {
        if (event == null) {
            return List.of();
        }
        EventRequest stated = event.stated();
        Map<String, String> names = new LinkedHashMap<>();
        for (Credit credit : stated.credits()) {
            names.merge(credit.role(), credit.name(), (before, name) -> say.text("list.and", "a", before, "b", name));
        }
        List<View.Fact> credits = names.entrySet().stream()
                .map(each -> new View.Fact(each.getKey(), each.getValue()))
                .toList();
        List<View.Link> links = stated.links().stream()
                .map(link -> new View.Link(link.url(), link.name(), false))
                .toList();
        List<View.Picture> pictures = event.pictures().stream()
                .filter(picture -> picture.role() == ImageRole.GALLERY)
                .map(EventParts::picture)
                .toList();
        return there(List.of(
                View.Part.ofFacts(say.text("event.credits"), credits),
                View.Part.ofPictures(say.text("event.gallery"), pictures),
                View.Part.ofLinks(say.text("event.links"), links)));
    }

    /** Those that say something. */
    static List<View.Part> there(List<View.Part> parts) {
        return parts.stream().filter(View.Part::isThere).toList();
    }
}
