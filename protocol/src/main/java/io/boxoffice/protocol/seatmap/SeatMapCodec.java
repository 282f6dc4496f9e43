package io.boxoffice.protocol.seatmap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * The upload format of a seat map ({@link UploadRecords}), in the map's order.
 *
 * <pre>
 *   1 category  name
 *   2 section   name
 *   3 row       label                                     of the section before it
 *   4 seat      int32 x, int32 y, uint8 category, uint8 flags (1 kept for who asks for accessible seats, 2 gap before), uint8 places, id, label
 *   5 area      int32 capacity, uint8 category, int32 x, int32 y, id, name
 *   6 focus     int32 x, int32 y
 * </pre>
 *
 * <p>What people are told beside ({@link SeatGuide}) is not in it, but for this: a companion seat is kept as an accessible one is.
 */
public final class SeatMapCodec {
    private static final int CATEGORY = 1;
    private static final int SECTION = 2;
    private static final int ROW = 3;
    private static final int SEAT = 4;
    private static final int AREA = 5;
    private static final int FOCUS = 6;

    private SeatMapCodec() {}

    /**
     * @throws IllegalArgumentException when a name is too long
     */
    public static byte[] encode(SeatMap map) {
        UploadRecords.Writer w = new UploadRecords.Writer();
        for (int i = 0; i < map.categoryCount(); i++) {
            w.begin(CATEGORY).putString(map.categoryName(i)).end();
        }
        w.begin(FOCUS).putInt(map.focusX()).putInt(map.focusY()).end();
        int row = 0;
        for (int section = 0; section < map.sectionCount(); section++) {
            w.begin(SECTION).putString(map.sectionName(section)).end();
            for (; row < map.rowCount() && map.rowSection(row) == section; row++) {
                w.begin(ROW).putString(map.rowLabel(row)).end();
                for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
                    encodeSeat(w, map, seat);
                }
            }
        }
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            w.begin(AREA).putInt(area.capacity()).putByte(area.category());
            w.putInt(area.x()).putInt(area.y()).putString(area.id()).putString(area.name());
            w.end();
        }
        return w.toBytes();
    }

    private static void encodeSeat(UploadRecords.Writer w, SeatMap map, int seat) {
        boolean kept = map.accessible(seat) || map.guide().seat(seat).companion();
        int flags = (kept ? 1 : 0) | (map.gapBefore(seat) ? 2 : 0);
        w.begin(SEAT).putInt(map.x(seat)).putInt(map.y(seat)).putByte(map.seatCategory(seat));
        w.putByte(flags).putByte(map.places(seat)).putString(map.seatId(seat)).putString(map.seatLabel(seat));
        w.end();
    }

    /**
     * Reads the records of one part into a builder.
     *
     * @throws IllegalArgumentException when they are not valid there
     */
    public static void decode(DirectBuffer buffer, int offset, int length, SeatMap.Builder into) {
        UploadRecords.forEach(
                buffer, offset, length, (tag, b, at, n) -> decodeRecord(into, tag, new Payload(b, at, n)));
    }

    private static void decodeRecord(SeatMap.Builder into, int tag, Payload p) {
        switch (tag) {
            case CATEGORY -> into.category(p.string());
            case SECTION -> into.section(p.string());
            case ROW -> into.row(p.string());
            case SEAT -> {
                int x = p.int32();
                int y = p.int32();
                int category = p.uint8();
                int flags = p.uint8();
                int places = p.uint8();
                String id = p.string();
                into.seat(id, p.string(), x, y, category, (flags & 1) != 0, (flags & 2) != 0, places);
            }
            case AREA -> {
                int capacity = p.int32();
                int category = p.uint8();
                int x = p.int32();
                int y = p.int32();
                String id = p.string();
                into.area(new SeatMap.Area(id, p.string(), capacity, category, x, y));
            }
            case FOCUS -> into.focus(p.int32(), p.int32());
            default -> throw new IllegalArgumentException("unknown record " + tag);
        }
        p.requireEnd();
    }

    private static final class Payload {
        private final DirectBuffer buffer;
        private final int end;
        private int position;

        Payload(DirectBuffer buffer, int offset, int length) {
            this.buffer = buffer;
            this.position = offset;
            this.end = offset + length;
        }

        int int32() {
            return buffer.getInt(advance(4), LITTLE_ENDIAN);
        }

        int uint8() {
            return buffer.getByte(advance(1)) & 0xFF;
        }

        String string() {
            int length = uint8();
            byte[] bytes = new byte[length];
            buffer.getBytes(advance(length), bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        void requireEnd() {
            if (position != end) {
                throw new IllegalArgumentException("record has bytes too many");
            }
        }

        private int advance(int n) {
            int at = position;
            if (end - at < n) {
                throw new IllegalArgumentException("record cut short");
            }
            position = at + n;
            return at;
        }
    }
}
