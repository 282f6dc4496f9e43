package io.boxoffice.protocol.seatmap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A hall's seats and general admission areas. Immutable after {@link Builder#build()}; any thread may read.
 *
 * <p>Seats are numbered 0, 1, 2, … in the order of the map: row by row, and within a row from one end to the other. Two seats
 * that follow each other in a row are adjacent unless {@link #gapBefore(int)} of the second says that an aisle lies between.
 * Rows that follow each other in a section are neighbours. Coordinates are hundredths of the plan's unit, y growing away from
 * the top of the plan. Seat ids are unique in the map and are what customers and APIs name seats by.
 */
public final class SeatMap {
    /** The most categories, and the most areas, a map may have. */
    public static final int MAX_CATEGORIES = 255;

    private static final long HASH_SEED = new SplittableRandom().nextLong();

    private final String[] categories;
    private final String[] sections;
    private final String[] rowLabels;
    private final short[] rowSection;
    private final int[] rowStart;
    private final int[] seatRow;
    private final byte[] strings;
    private final int[] idOffset;
    private final int[] labelOffset;
    private final int[] x;
    private final int[] y;
    private final byte[] category;
    private final byte[] places;
    private final BitSet accessible;
    private final BitSet gapBefore;
    private final Area[] areas;
    private final int focusX;
    private final int focusY;
    private final int[] idIndex;
    private final SeatGuide guide;

    /** A general admission area: places without numbers. */
    public record Area(String id, String name, int capacity, int category, int x, int y) {}

    private SeatMap(Builder b) {
        int seats = b.seatCount;
        categories = b.categories.toArray(String[]::new);
        sections = b.sections.toArray(String[]::new);
        rowLabels = b.rowLabels.toArray(String[]::new);
        rowStart = Arrays.copyOf(b.rowStart, rowLabels.length + 1);
        rowStart[rowLabels.length] = seats;
        rowSection = Arrays.copyOf(b.rowSection, rowLabels.length);
        seatRow = new int[seats];
        for (int row = 0; row < rowLabels.length; row++) {
            Arrays.fill(seatRow, rowStart[row], rowStart[row + 1], row);
        }
        strings = Arrays.copyOf(b.strings, b.stringsLength);
        idOffset = Arrays.copyOf(b.idOffset, seats);
        labelOffset = Arrays.copyOf(b.labelOffset, seats);
        x = Arrays.copyOf(b.x, seats);
        y = Arrays.copyOf(b.y, seats);
        category = Arrays.copyOf(b.category, seats);
        places = Arrays.copyOf(b.places, seats);
        accessible = (BitSet) b.accessible.clone();
        gapBefore = (BitSet) b.gapBefore.clone();
        areas = b.areas.toArray(Area[]::new);
        idIndex = indexIds();
        guide = b.guide;
        if (b.hasFocus) {
            focusX = b.focusX;
            focusY = b.focusY;
        } else {
            focusX = middle(x, seats);
            focusY = smallest(y, seats);
        }
    }

    public int seatCount() {
        return x.length;
    }

    public int rowCount() {
        return rowLabels.length;
    }

    public int categoryCount() {
        return categories.length;
    }

    public String categoryName(int category) {
        return categories[category];
    }

    /** The index of a category by its name, or -1. */
    public int categoryNamed(String name) {
        return Arrays.asList(categories).indexOf(name);
    }

    public int sectionCount() {
        return sections.length;
    }

    public String sectionName(int section) {
        return sections[section];
    }

    public String rowLabel(int row) {
        return rowLabels[row];
    }

    /** The section a row stands in. */
    public int rowSection(int row) {
        return rowSection[row] & 0xFFFF;
    }

    /** The first seat of a row; {@code rowStart(rowCount())} is the seat count. */
    public int rowStart(int row) {
        return rowStart[row];
    }

    /** The row a seat stands in. */
    public int seatRow(int seat) {
        return seatRow[seat];
    }

    public String seatId(int seat) {
        return string(idOffset[seat]);
    }

    /** What is written on the seat; unique in its row at best. */
    public String seatLabel(int seat) {
        return string(labelOffset[seat]);
    }

    public int x(int seat) {
        return x[seat];
    }

    public int y(int seat) {
        return y[seat];
    }

    public int seatCategory(int seat) {
        return category[seat] & 0xFF;
    }

    /** How many people a seat admits: 1, or 2 or 3 for a sofa that is sold as a whole. */
    public int places(int seat) {
        return places[seat];
    }

    public boolean accessible(int seat) {
        return accessible.get(seat);
    }

    /** Whether an aisle lies between this seat and the one before it in its row. */
    public boolean gapBefore(int seat) {
        return gapBefore.get(seat);
    }

    public int areaCount() {
        return areas.length;
    }

    public Area area(int area) {
        return areas[area];
    }

    /** The index of an area by its id, or -1. */
    public int areaIndex(String areaId) {
        for (int i = 0; i < areas.length; i++) {
            if (areas[i].id().equals(areaId)) {
                return i;
            }
        }
        return -1;
    }

    /** Places of all areas together. */
    public long areaCapacity() {
        long sum = 0;
        for (Area area : areas) {
            sum += area.capacity();
        }
        return sum;
    }

    /** The point the best seats are nearest to. */
    public int focusX() {
        return focusX;
    }

    public int focusY() {
        return focusY;
    }

    /** What people are told of it beside; a map that the core sells by has none. */
    public SeatGuide guide() {
        return guide;
    }

    /** A builder that has been given all of this map. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The index of a seat by its id, or -1. */
    public int seatIndex(String seatId) {
        byte[] bytes = seatId.getBytes(StandardCharsets.UTF_8);
        int mask = idIndex.length - 1;
        for (int slot = hash(bytes, 0, bytes.length) & mask; idIndex[slot] >= 0; slot = (slot + 1) & mask) {
            int offset = idOffset[idIndex[slot]];
            int length = strings[offset] & 0xFF;
            if (Arrays.equals(strings, offset + 1, offset + 1 + length, bytes, 0, bytes.length)) {
                return idIndex[slot];
            }
        }
        return -1;
    }

    private int[] indexIds() {
        int size = Integer.highestOneBit(Math.max(4, seatCount() * 2) - 1) << 1;
        int[] index = new int[size];
        Arrays.fill(index, -1);
        for (int seat = 0; seat < seatCount(); seat++) {
            int offset = idOffset[seat];
            int length = strings[offset] & 0xFF;
            int slot = hash(strings, offset + 1, length) & (size - 1);
            while (index[slot] >= 0) {
                int other = idOffset[index[slot]];
                if (Arrays.equals(
                        strings, offset, offset + 1 + length, strings, other, other + 1 + (strings[other] & 0xFF))) {
                    throw new IllegalArgumentException("seat id used twice: " + seatId(seat));
                }
                slot = (slot + 1) & (size - 1);
            }
            index[slot] = seat;
        }
        return index;
    }

    /** Seeded anew in each process: nobody can choose ids that all fall into one slot. What it gives is never told or kept. */
    private static int hash(byte[] bytes, int offset, int length) {
        long h = HASH_SEED;
        for (int i = offset; i < offset + length; i++) {
            h = (h ^ bytes[i]) * 0x9E37_79B9_7F4A_7C15L;
            h ^= h >>> 29;
        }
        return (int) (h ^ (h >>> 32));
    }

    private String string(int offset) {
        return string(strings, offset);
    }

    private static String string(byte[] strings, int offset) {
        return new String(strings, offset + 1, strings[offset] & 0xFF, StandardCharsets.UTF_8);
    }

    private static int middle(int[] values, int length) {
        long min = Integer.MAX_VALUE;
        long max = Integer.MIN_VALUE;
        for (int i = 0; i < length; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return length == 0 ? 0 : (int) ((min + max) / 2);
    }

    private static int smallest(int[] values, int length) {
        int min = length == 0 ? 0 : Integer.MAX_VALUE;
        for (int i = 0; i < length; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    /**
     * Collects a map in its order: categories first, then section, row, seats, and so on. Not thread-safe.
     *
     * <p>Without a focus the best seats are those nearest the middle of the smallest y: the front of a hall drawn with its
     * stage or screen at the top.
     */
    public static final class Builder implements SeatMapContent {
        private final List<String> categories = new ArrayList<>();
        private final List<String> sections = new ArrayList<>();
        private final List<String> rowLabels = new ArrayList<>();
        private final List<Area> areas = new ArrayList<>();
        private final BitSet accessible = new BitSet();
        private final BitSet gapBefore = new BitSet();
        private short[] rowSection = new short[16];
        private int[] rowStart = new int[17];
        private int[] idOffset = new int[64];
        private int[] labelOffset = new int[64];
        private int[] x = new int[64];
        private int[] y = new int[64];
        private byte[] category = new byte[64];
        private byte[] places = new byte[64];
        private byte[] strings = new byte[1024];
        private int stringsLength;
        private int seatCount;
        private boolean hasFocus;
        private int focusX;
        private int focusY;
        private SeatGuide guide = SeatGuide.NONE;

        public Builder() {}

        private Builder(SeatMap map) {
            int seats = map.seatCount();
            categories.addAll(Arrays.asList(map.categories));
            sections.addAll(Arrays.asList(map.sections));
            rowLabels.addAll(Arrays.asList(map.rowLabels));
            areas.addAll(Arrays.asList(map.areas));
            accessible.or(map.accessible);
            gapBefore.or(map.gapBefore);
            rowSection = Arrays.copyOf(map.rowSection, Math.max(16, map.rowSection.length));
            rowStart = Arrays.copyOf(map.rowStart, rowSection.length + 1);
            int capacity = Math.max(64, seats);
            idOffset = Arrays.copyOf(map.idOffset, capacity);
            labelOffset = Arrays.copyOf(map.labelOffset, capacity);
            x = Arrays.copyOf(map.x, capacity);
            y = Arrays.copyOf(map.y, capacity);
            category = Arrays.copyOf(map.category, capacity);
            places = Arrays.copyOf(map.places, capacity);
            strings = Arrays.copyOf(map.strings, Math.max(1024, map.strings.length));
            stringsLength = map.strings.length;
            seatCount = seats;
            guide = map.guide;
            focus(map.focusX, map.focusY);
        }

        /** Tells another what this one was given so far: fed with that, an empty builder becomes as this one is. */
        public void describe(SeatMapContent to) {
            categories.forEach(to::category);
            int row = 0;
            for (int section = 0; section < sections.size(); section++) {
                to.section(sections.get(section));
                for (; row < rowLabels.size() && (rowSection[row] & 0xFFFF) == section; row++) {
                    to.row(rowLabels.get(row));
                    int end = row + 1 < rowLabels.size() ? rowStart[row + 1] : seatCount;
                    for (int seat = rowStart[row]; seat < end; seat++) {
                        describeSeat(seat, to);
                    }
                }
            }
            areas.forEach(to::area);
            if (hasFocus) {
                to.focus(focusX, focusY);
            }
        }

        private void describeSeat(int seat, SeatMapContent to) {
            to.seat(
                    string(strings, idOffset[seat]),
                    string(strings, labelOffset[seat]),
                    x[seat],
                    y[seat],
                    category[seat] & 0xFF,
                    accessible.get(seat),
                    gapBefore.get(seat),
                    places[seat]);
        }

        @Override
        public Builder category(String name) {
            require(categories.size() < MAX_CATEGORIES, "more than 255 categories");
            require(!categories.contains(name), "category twice: " + name);
            categories.add(name);
            return this;
        }

        @Override
        public Builder section(String name) {
            require(sections.size() < 0xFFFF, "too many sections");
            sections.add(name);
            return this;
        }

        @Override
        public Builder row(String label) {
            require(!sections.isEmpty(), "row before the first section");
            int row = rowLabels.size();
            if (row == rowSection.length) {
                rowSection = Arrays.copyOf(rowSection, row * 2);
                rowStart = Arrays.copyOf(rowStart, row * 2 + 1);
            }
            rowSection[row] = (short) (sections.size() - 1);
            rowStart[row] = seatCount;
            rowLabels.add(label);
            return this;
        }

        @Override
        public Builder seat(
                String id,
                String label,
                int seatX,
                int seatY,
                int seatCategory,
                boolean isAccessible,
                boolean gap,
                int n) {
            require(!rowLabels.isEmpty(), "seat before the first row");
            require(seatCategory >= 0 && seatCategory < categories.size(), "seat of unknown category");
            require(!id.isEmpty(), "seat without id");
            require(n >= 1 && n <= 9, "seat with a number of places other than 1 to 9");
            if (seatCount == x.length) {
                int capacity = seatCount * 2;
                idOffset = Arrays.copyOf(idOffset, capacity);
                labelOffset = Arrays.copyOf(labelOffset, capacity);
                x = Arrays.copyOf(x, capacity);
                y = Arrays.copyOf(y, capacity);
                category = Arrays.copyOf(category, capacity);
                places = Arrays.copyOf(places, capacity);
            }
            idOffset[seatCount] = append(id);
            labelOffset[seatCount] = append(label);
            x[seatCount] = seatX;
            y[seatCount] = seatY;
            category[seatCount] = (byte) seatCategory;
            places[seatCount] = (byte) n;
            accessible.set(seatCount, isAccessible);
            gapBefore.set(seatCount, gap);
            seatCount++;
            return this;
        }

        @Override
        public Builder area(Area area) {
            require(areas.size() < MAX_CATEGORIES, "more than 255 areas");
            require(area.category() >= 0 && area.category() < categories.size(), "area of unknown category");
            require(area.capacity() > 0, "area without capacity");
            require(areas.stream().noneMatch(a -> a.id().equals(area.id())), "area id used twice: " + area.id());
            areas.add(area);
            return this;
        }

        @Override
        public Builder focus(int atX, int atY) {
            hasFocus = true;
            focusX = atX;
            focusY = atY;
            return this;
        }

        /** What people are told of it beside. */
        public Builder guide(SeatGuide told) {
            guide = told;
            return this;
        }

        public int sectionCount() {
            return sections.size();
        }

        public int rowCount() {
            return rowLabels.size();
        }

        public int seatCount() {
            return seatCount;
        }

        /**
         * @throws IllegalArgumentException when a seat id stands twice, or there is nothing to sell
         */
        public SeatMap build() {
            require(seatCount > 0 || !areas.isEmpty(), "a seat map without seats and areas");
            return new SeatMap(this);
        }

        private int append(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 255) {
                throw new IllegalArgumentException("longer than 255 bytes: " + value);
            }
            if (stringsLength + bytes.length + 1 > strings.length) {
                strings = Arrays.copyOf(strings, Math.max(strings.length * 2, stringsLength + bytes.length + 1));
            }
            int offset = stringsLength;
            strings[offset] = (byte) bytes.length;
            System.arraycopy(bytes, 0, strings, offset + 1, bytes.length);
            stringsLength += bytes.length + 1;
            return offset;
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
