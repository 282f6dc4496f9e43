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
    /** Where it is, for refusals. */
    private int category;

    private int section = -1;
    private int row;
    private int seat;
    private int areaIndex;

    private CleanSeatMap() {}

    /**
     * The map with every text cleaned; its guide's were when they were read.
     *
     * @throws InvalidInputException when a text is refused, or two ids look the same; it names both
     */
    static SeatMap of(SeatMap map) {
        CleanSeatMap content = new CleanSeatMap();
        try {
            map.toBuilder().describe(content);
            return content.clean.guide(map.guide()).build();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("seats", e.getMessage());
        }
    }

    @Override
    public CleanSeatMap category(String name) {
        clean.category(Check.text(name, "categories." + category++, 255));
        return this;
    }

    @Override
    public CleanSeatMap section(String name) {
        section++;
        row = -1;
        clean.section(Texts.line(name, "sections." + section + ".name"));
        return this;
    }

    @Override
    public CleanSeatMap row(String label) {
        row++;
        seat = -1;
        clean.row(Texts.line(label, "sections." + section + ".rows." + row + ".label"));
        return this;
    }

    @Override
    public CleanSeatMap seat(
            String id, String label, int x, int y, int ofCategory, boolean accessible, boolean gap, int places) {
        seat++;
        try {
            String cleanId = Check.text(id, "id", 255);
            String like = seats.add(cleanId);
            Check.that(like == null, "id", () -> alike(like, cleanId));
            clean.seat(cleanId, Texts.line(label, "label"), x, y, ofCategory, accessible, gap, places);
            return this;
        } catch (InvalidInputException e) {
            // Said now, and not for each of many thousand seats.
            String where = "sections." + section + ".rows." + row + ".seats." + seat + ".";
            throw new InvalidInputException(where + e.field(), e.reason());
        }
    }

    @Override
    public CleanSeatMap area(SeatMap.Area area) {
        String field = "areas." + areaIndex++;
        String cleanId = Check.text(area.id(), field + ".id", 255);
        String like = areas.add(cleanId);
        Check.that(like == null, field + ".id", () -> alike(like, cleanId));
        String name = Texts.line(area.name(), field + ".name");
        clean.area(new SeatMap.Area(cleanId, name, area.capacity(), area.category(), area.x(), area.y()));
        return this;
    }

    @Override
    public CleanSeatMap focus(int x, int y) {
        clean.focus(x, y);
        return this;
    }

    private static String alike(String first, String second) {
        return "two ids that look the same: " + first + " and " + second;
    }
}
