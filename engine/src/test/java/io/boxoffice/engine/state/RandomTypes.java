package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Ticket types, prices in advance and block changes of a hostile season, under version 3 of the rules. Draws from a source of
 * its own, so that what older versions send stays what it was.
 */
final class RandomTypes {
    private static final int TYPES = 4;
    private static final int CLASSES = 2;

    private final Random random;
    private final Deque<byte[]> uploading = new ArrayDeque<>();
    private long uploadIds = 1_000_000;
    private long nowMs;

    RandomTypes(long seed) {
        random = new Random(seed * 31 + 10);
    }

    /** What time it is, as far as is known. */
    void at(long timeMs) {
        nowMs = timeMs;
    }

    /** Whether the next command is one of {@link #next}. */
    boolean speaks() {
        return !uploading.isEmpty() && random.nextInt(3) > 0 || random.nextInt(22) == 0;
    }

    /** Whether the newest hold is extended until it may be no more. */
    boolean insists() {
        return random.nextInt(150) == 0;
    }

    byte[] next(long showId) {
        if (uploading.isEmpty()) {
            int map = random.nextInt(RandomCommands.MAPS.size());
            switch (random.nextInt(5)) {
                case 0 -> begin(UploadKind.PRICES, showId, prices(showId).encode());
                case 1, 2 ->
                    begin(UploadKind.PRICE_PERIODS, showId, periods(map).encode());
                case 3 ->
                    begin(UploadKind.SEAT_BLOCKS, showId, blocks(showId, false).encode());
                default ->
                    begin(
                            UploadKind.SEAT_BLOCK_CHANGES,
                            showId,
                            blocks(showId, true).encode());
            }
        }
        return uploading.poll();
    }

    /** The commands of an upload of prices in place of another one; its map is the one that a show of this number mostly has. */
    List<byte[]> pricesUpload(long showId, int map) {
        return Commands.upload(
                ++uploadIds,
                UploadKind.PRICES,
                showId,
                0,
                prices(RandomCommands.MAPS.get(map)).encode());
    }

    /** The same hold for types, by staff now and then. */
    Commands.Hold retyped(Commands.Hold hold) {
        boolean plain = random.nextInt(3) == 0;
        int most = random.nextInt(12) == 0 ? TYPES + 1 : TYPES;
        if (random.nextInt(3) == 0) {
            hold.fromBlock(1 + random.nextInt(2));
        }
        return hold.retyped(() -> plain ? 0 : random.nextInt(most), () -> random.nextInt(3) == 0);
    }

    private void begin(UploadKind kind, long showId, byte[] content) {
        uploading.addAll(Commands.upload(++uploadIds, kind, showId, 0, content));
    }

    private PriceList prices(long showId) {
        return prices(RandomCommands.MAPS.get((int) (showId % RandomCommands.MAPS.size())));
    }

    private PriceList prices(SeatMap map) {
        PriceList.Builder prices = new PriceList.Builder(map.seatCount(), map.areaCount());
        int types = random.nextInt(4) == 0 ? 2 : TYPES;
        prices.types(types, random.nextInt(3) == 0 ? 1 << types - 1 : 0);
        return spread(prices, map);
    }

    private PriceList spread(PriceList.Builder prices, SeatMap map) {
        for (int i = 0; i < CLASSES; i++) {
            prices.addClass(amounts(prices.typeCount()));
        }
        for (int seat = 0; seat < map.seatCount(); seat++) {
            prices.seats(seat, seat, map.seatCategory(seat) % CLASSES);
        }
        for (int area = 0; area < map.areaCount(); area++) {
            prices.area(area, area % CLASSES);
        }
        return prices.build();
    }

    /** Of one class; the first type is nearly always sold. */
    private long[] amounts(int types) {
        long[] amounts = random.longs(types, 0, 7)
                .map(a -> a == 6 ? PriceList.UNSOLD : a % 3 * 500)
                .toArray();
        if (random.nextInt(8) > 0 || types == 1) {
            amounts[0] = 1_500;
        } else {
            amounts[0] = PriceList.UNSOLD;
            amounts[1] = 500;
        }
        return amounts;
    }

    private PricePeriods periods(int map) {
        PriceList like = spread(
                new PriceList.Builder(
                                RandomCommands.MAPS.get(map).seatCount(),
                                RandomCommands.MAPS.get(map).areaCount())
                        .types(random.nextInt(4) == 0 ? 2 : TYPES, 0),
                RandomCommands.MAPS.get(map));
        PricePeriods.Builder periods = new PricePeriods.Builder();
        long fromMs = nowMs;
        for (int i = random.nextInt(4); i > 0; i--) {
            fromMs += random.nextInt(2_000) + 1;
            periods.from(fromMs);
            for (int j = 0; j < CLASSES; j++) {
                periods.amounts(amounts(like.typeCount()));
            }
        }
        return periods.build(like);
    }

    private SeatBlocks blocks(long showId, boolean changes) {
        SeatMap map = RandomCommands.MAPS.get((int) (showId % RandomCommands.MAPS.size()));
        SeatBlocks blocks = new SeatBlocks(map.seatCount(), map.areaCount());
        for (int i = 1 + random.nextInt(4); i > 0 && map.seatCount() > 0; i--) {
            int first = random.nextInt(map.seatCount());
            int last = Math.min(map.seatCount() - 1, first + random.nextInt(4));
            if (changes && random.nextInt(3) == 0) {
                blocks.unblock(first, last);
            } else {
                blocks.block(first, last, 1 + random.nextInt(2));
            }
        }
        for (int area = 0; area < map.areaCount(); area++) {
            if (random.nextBoolean()) {
                int capacity = map.area(area).capacity();
                blocks.area(area, random.nextBoolean() ? random.nextInt(capacity) : capacity - random.nextInt(3));
            }
        }
        return blocks;
    }
}
