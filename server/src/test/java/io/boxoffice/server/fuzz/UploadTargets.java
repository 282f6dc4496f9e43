package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What is uploaded to the booking core. All of it is refused with IllegalArgumentException only. */
final class UploadTargets {
    private UploadTargets() {}

    static SeatMap hall() {
        SeatMap.Builder map =
                new SeatMap.Builder().category("Stalls").category("Pit").section("Main");
        for (int row = 0; row < 3; row++) {
            map.row("R" + row);
            for (int seat = 1; seat <= 8; seat++) {
                map.seat(row + "-" + seat, "ü" + seat, seat * 100, row * 100, 0, seat == 8, seat == 5, 1);
            }
        }
        return map.area(new SeatMap.Area("pit", "Pit", 30, 1, 0, 0)).build();
    }

    static final class SeatMaps implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(SeatMapCodec.encode(hall()));
        }

        @Override
        public void decode(byte[] input) {
            SeatMap.Builder builder = new SeatMap.Builder();
            SeatMap map;
            try {
                SeatMapCodec.decode(new UnsafeBuffer(input), 0, input.length, builder);
                map = builder.build();
            } catch (IllegalArgumentException e) {
                return;
            }
            byte[] again;
            try {
                again = SeatMapCodec.encode(map);
            } catch (IllegalArgumentException e) {
                // Longer names can be read than are written; and what was no UTF-8 has grown.
                return;
            }
            SeatMap.Builder copy = new SeatMap.Builder();
            SeatMapCodec.decode(new UnsafeBuffer(again), 0, again.length, copy);
            assertArrayEquals(again, SeatMapCodec.encode(copy.build()), "read, written and read again");
        }
    }

    static final class Prices implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            PriceList.Builder list = new PriceList.Builder(24, 1);
            int cheap = list.classOf(1_000);
            int dear = list.classOf(999_999);
            return List.of(list.seats(0, 11, cheap)
                    .seats(12, 23, dear)
                    .area(0, cheap)
                    .build()
                    .encode());
        }

        @Override
        public void decode(byte[] input) {
            PriceList.Builder list = new PriceList.Builder(24, 1);
            PriceList read;
            try {
                list.decode(new UnsafeBuffer(input), 0, input.length);
                read = list.build();
            } catch (IllegalArgumentException e) {
                return;
            }
            PriceList.Builder copy = new PriceList.Builder(24, 1);
            byte[] again = read.encode();
            copy.decode(new UnsafeBuffer(again), 0, again.length);
            assertArrayEquals(again, copy.build().encode(), "read, written and read again");
        }
    }

    static final class Blocks implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(
                    new SeatBlocks(24).encode(),
                    new SeatBlocks(24).block(0, 3, 1).block(7, 7, 127).encode());
        }

        @Override
        public void decode(byte[] input) {
            SeatBlocks blocks = new SeatBlocks(24);
            try {
                blocks.decode(new UnsafeBuffer(input), 0, input.length);
            } catch (IllegalArgumentException e) {
                return;
            }
            SeatBlocks copy = new SeatBlocks(24);
            byte[] again = blocks.encode();
            copy.decode(new UnsafeBuffer(again), 0, again.length);
            assertArrayEquals(again, copy.encode(), "read, written and read again");
        }
    }
}
