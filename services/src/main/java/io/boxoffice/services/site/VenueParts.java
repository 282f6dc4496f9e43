package io.boxoffice.services.site;

import io.boxoffice.services.catalog.Amenity;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.VenueRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a venue's page tells besides its shows. */
final class VenueParts {
    private VenueParts() {}

    /** Its address, line by line. */
    static List<String> address(Say say, VenueRequest venue) {
        String city = Stream.of(venue.postcode(), venue.city())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        List<String> lines = new ArrayList<>();
        if (venue.address() != null) {
            lines.add(venue.address());
        }
        if (!city.isEmpty()) {
            lines.add(city);
        }
        if (venue.country() != null) {
            lines.add(say.country(venue.country()));
        }
        return lines;
    }

    /** Where one goes on: the venue's own pages. */
    static List<View.Link> out(Say say, VenueRequest venue) {
        return venue.website() == null
                ? List.of()
                : List.of(new View.Link(venue.website(), say.text("venue.website"), false));
    }

    /** What stands below the shows: how to get there and in, what is there, and the same of each hall. */
    static List<View.Part> parts(Say say, VenueRequest venue, List<Hall> halls) {
        List<View.Part> parts = new ArrayList<>();
        parts.add(View.Part.ofWords(say.text("venue.directions"), Markdown.html(venue.directions())));
        parts.add(View.Part.ofWords(say.text("venue.access"), Markdown.html(venue.accessibility())));
        parts.add(View.Part.ofTags(say.text("venue.amenities"), names(say, venue.amenities())));
        for (Hall hall : halls) {
            String words = Markdown.html(hall.stated().directions())
                    + Markdown.html(hall.stated().accessibility());
            parts.add(new View.Part(
                    hall.stated().name(),
                    words,
                    names(say, hall.stated().amenities()),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return EventParts.there(parts);
    }

    private static List<String> names(Say say, List<Amenity> amenities) {
        return amenities.stream()
                .map(each -> say.text("amenity." + each.text()))
                .toList();
    }
}
