package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapContent;
import java.util.function.IntUnaryOperator;

/**
 * How a snapshot has the contents of seat maps, price lists and blocked seats, whole ones and such as are being uploaded:
 * written to a {@link StateSink}, read from a {@link SnapshotDecoder}. Equal neighbours are a run: (value, length) until the
 * lengths add up to the number of seats.
 */
final class Contents {
    private static final int END = 0;
    private static final int CATEGORY = 1;
    private static final int SECTION = 2;
    private static final int ROW = 3;
    private static final int SEAT = 4;
    private static final int AREA = 5;
    private static final int FOCUS = 6;

    /** How snapshots before version 3 say that something has no class yet. */
    private static final int UNPRICED_BYTE = 255;

    private Contents() {}

    static void addSeatMap(StateSink sink, SeatMap.Builder map) {
        map.describe(new SeatMapItems(sink));
        sink.content(END);
    }

    static SeatMap.Builder readSeatMap(SnapshotDecoder in) {
        SeatMap.Builder map = new SeatMap.Builder();
        for (int kind = in.nextInt(); kind != END; kind = in.nextInt()) {
            switch (kind) {
                case CATEGORY -> map.category(in.nextText());
                case SECTION -> map.section(in.nextText());
                case ROW -> map.row(in.nextText());
                case SEAT -> {
                    String id = in.nextText();
                    String label = in.nextText();
                    int x = in.nextInt();
                    int y = in.nextInt();
                    int category = in.nextInt();
                    boolean accessible = in.nextFlag();
                    map.seat(id, label, x, y, category, accessible, in.nextFlag(), in.nextInt());
                }
                case AREA -> {
                    String id = in.nextText();
                    String name = in.nextText();
                    int capacity = in.nextInt();
                    int category = in.nextInt();
                    int x = in.nextInt();
                    map.area(new SeatMap.Area(id, name, capacity, category, x, in.nextInt()));
                }
                case FOCUS -> {
                    int x = in.nextInt();
                    map.focus(x, in.nextInt());
                }
                default -> SnapshotDecoder.require(false, "part " + kind + " of a seat map");
            }
        }
        return map;
    }

    /**
     * @param version3 whether types, and classes of more than a byte, are known
     */
    static void addPrices(StateSink sink, PriceList.Builder prices, boolean version3) {
        if (version3) {
            sink.content(prices.typeCount()).content(prices.companions());
        }
        sink.content(prices.classCount());
        for (int i = 0; i < prices.classCount(); i++) {
            for (int type = 0; type < prices.typeCount(); type++) {
                sink.content(prices.amount(i, type));
            }
        }
        int unpriced = version3 ? PriceList.UNPRICED : UNPRICED_BYTE;
        addRuns(sink, prices.seatCount(), seat -> Math.min(unpriced, prices.seatClass(seat)));
        addRuns(sink, prices.areaCount(), area -> Math.min(unpriced, prices.areaClass(area)));
    }

    static PriceList.Builder readPrices(SnapshotDecoder in, int seats, int areas, boolean version3) {
        PriceList.Builder prices = new PriceList.Builder(seats, areas);
        if (version3) {
            int types = in.nextCount(PriceList.MAX_TYPES);
            prices.types(types, in.nextInt());
        }
        int classes = in.nextCount(PriceList.MAX_CLASSES);
        for (int i = 0; i < classes; i++) {
            long[] amounts = new long[prices.typeCount()];
            for (int type = 0; type < amounts.length; type++) {
                amounts[type] = in.next();
            }
            prices.addClass(amounts);
        }
        int unpriced = version3 ? PriceList.UNPRICED : UNPRICED_BYTE;
        readRuns(in, seats, unpriced, prices::seats);
        readRuns(in, areas, unpriced, (first, last, priceClass) -> {
            for (int area = first; area <= last; area++) {
                prices.area(area, priceClass);
            }
        });
        return prices;
    }

    static void addPeriods(StateSink sink, PricePeriods.Builder periods) {
        sink.content(periods.count());
        for (int i = 0; i < periods.count(); i++) {
            long[] amounts = periods.amountsOf(i);
            sink.content(periods.fromMs(i)).content(amounts.length);
            for (long amount : amounts) {
                sink.content(amount);
            }
        }
    }

    static PricePeriods.Builder readPeriods(SnapshotDecoder in) {
        PricePeriods.Builder periods = new PricePeriods.Builder();
        int count = in.nextCount(PricePeriods.MAX_PERIODS);
        for (int i = 0; i < count; i++) {
            periods.from(in.next());
            int amounts = in.nextCount(PriceList.MAX_CLASSES * PriceList.MAX_TYPES);
            for (int j = 0; j < amounts; j++) {
                periods.amounts(in.next());
            }
        }
        return periods;
    }

    /**
     * @param version3 whether areas, and seats that are unblocked by name, are known
     */
    static void addBlocks(StateSink sink, SeatBlocks blocks, SeatMap map, boolean version3) {
        addRuns(sink, map.seatCount(), seat -> blocks.reason(seat) & 0xFF);
        for (int area = 0; version3 && area < map.areaCount(); area++) {
            sink.content(blocks.places(area));
        }
    }

    static SeatBlocks readBlocks(SnapshotDecoder in, SeatMap map, boolean version3) {
        SeatBlocks blocks = new SeatBlocks(map.seatCount(), map.areaCount());
        readRuns(in, map.seatCount(), 0, (first, last, reason) -> {
            if ((byte) reason == SeatBlocks.UNBLOCKED) {
                blocks.unblock(first, last);
            } else {
                blocks.block(first, last, reason);
            }
        });
        for (int area = 0; version3 && area < map.areaCount(); area++) {
            int places = in.nextInt();
            if (places != SeatBlocks.NOT_NAMED) {
                blocks.area(area, places);
            }
        }
        return blocks;
    }

    /** The reasons of a show's blocked seats; who owns the others follows from the reservations. */
    static void addBlocked(StateSink sink, ShowSeats show) {
        addRuns(sink, show.owner.length, seat -> Math.max(0, -show.owner[seat]));
    }

    static void readBlocked(SnapshotDecoder in, ShowSeats show) {
        readRuns(in, show.owner.length, 0, (first, last, reason) -> {
            for (int seat = first; seat <= last; seat++) {
                show.setOwner(seat, -reason);
            }
        });
    }

    private static void addRuns(StateSink sink, int count, IntUnaryOperator valueAt) {
        int first = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || valueAt.applyAsInt(i) != valueAt.applyAsInt(first)) {
                sink.content(valueAt.applyAsInt(first)).content(i - first);
                first = i;
            }
        }
    }

    private interface Run {
        void onRun(int first, int last, int value);
    }

    private static void readRuns(SnapshotDecoder in, int count, int nothing, Run run) {
        for (int first = 0; first < count; ) {
            int value = in.nextCount(PriceList.UNPRICED);
            int length = in.nextCount(count - first);
            SnapshotDecoder.require(length > 0, "an empty run");
            if (value != nothing) {
                run.onRun(first, first + length - 1, value);
            }
            first += length;
        }
    }

    /** Turns the parts of a map into items. */
    private record SeatMapItems(StateSink sink) implements SeatMapContent {
        @Override
        public SeatMapContent category(String name) {
            sink.content(CATEGORY).content(name);
            return this;
        }

        @Override
        public SeatMapContent section(String name) {
            sink.content(SECTION).content(name);
            return this;
        }

        @Override
        public SeatMapContent row(String label) {
            sink.content(ROW).content(label);
            return this;
        }

        @Override
        public SeatMapContent seat(
                String id, String label, int x, int y, int category, boolean accessible, boolean gapBefore, int n) {
            sink.content(SEAT).content(id).content(label).content(x).content(y).content(category);
            sink.content(accessible ? 1 : 0).content(gapBefore ? 1 : 0).content(n);
            return this;
        }

        @Override
        public SeatMapContent area(SeatMap.Area area) {
            sink.content(AREA).content(area.id()).content(area.name()).content(area.capacity());
            sink.content(area.category()).content(area.x()).content(area.y());
            return this;
        }

        @Override
        public SeatMapContent focus(int x, int y) {
            sink.content(FOCUS).content(x).content(y);
            return this;
        }
    }
}
