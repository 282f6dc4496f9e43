package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapContent;

/** Takes a seat map as it was sent in, and makes one of clean texts whose ids can be told apart. For one thread. */
final class CleanSeatMap implements SeatMapContent {
    private final SeatMap.Builder clean = new SeatMap.Builder();
    private final LookAlikes seats = new LookAlikes();
    private final LookAlikes areas = new LookAlikes();

    private CleanSeatMap() {}

    /**
     * The map with every text cleaned.
     *
     * @throws InvalidInputException when a text is refused, or two ids look the same; it names both
     */
    static SeatMap of(SeatMap map) {
        CleanSeatMap content = new CleanSeatMap();
        try {
            map.toBuilder().describe(content);
            return content.clean.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("seats", e.getMessage());
        }
    }

    @Override
    public CleanSeatMap category(String name) {
        clean.category(Check.text(name, "categories", 255));
        return this;
    }

    @Override
    public CleanSeatMap section(String name) {
        clean.section(Texts.line(name, "sections.name"));
        return this;
    }

    @Override
    public CleanSeatMap row(String label) {
        clean.row(Texts.line(label, "rows.label"));
        return this;
    }

    @Override
    public CleanSeatMap seat(
            String id, String label, int x, int y, int category, boolean accessible, boolean gap, int places) {
        String cleanId = Check.text(id, "seats.id", 255);
        requireDistinct(seats, cleanId, "seats.id");
        clean.seat(cleanId, Texts.line(label, "seats.label"), x, y, category, accessible, gap, places);
        return this;
    }

    @Override
    public CleanSeatMap area(SeatMap.Area area) {
        String cleanId = Check.text(area.id(), "areas.id", 255);
        requireDistinct(areas, cleanId, "areas.id");
        clean.area(new SeatMap.Area(
                cleanId, Texts.line(area.name(), "areas.name"), area.capacity(), area.category(), area.x(), area.y()));
        return this;
    }

    @Override
    public CleanSeatMap focus(int x, int y) {
        clean.focus(x, y);
        return this;
    }

    private static void requireDistinct(LookAlikes taken, String id, String field) {
        String like = taken.add(id);
        Check.that(like == null, field, () -> "two ids that look the same: " + like + " and " + id);
    }
}
