package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The uploads of a hostile season: whole, with gaps, or left lying. */
final class RandomUploads {
    private final Random random;
    private final List<Deque<byte[]>> uploads = new ArrayList<>();
    private long uploadIds;

    RandomUploads(Random random) {
        this.random = random;
    }

    byte[] beginSeatMap() {
        SeatMap map = RandomCommands.MAPS.get(random.nextInt(RandomCommands.MAPS.size()));
        return start(seatMapUpload(random.nextInt(7), map));
    }

    List<byte[]> seatMapUpload(int map, SeatMap content) {
        long hall = map == 5 ? random.nextInt(2) : 3;
        return Commands.upload(++uploadIds, UploadKind.SEAT_MAP, map + 1, hall, SeatMapCodec.encode(content));
    }

    List<byte[]> pricesUpload(long showId, int map) {
        long cheap = random.nextInt(3) * 500L;
        PriceList prices = Hall.priced(RandomCommands.MAPS.get(map), cheap, 1_500);
        return Commands.upload(++uploadIds, UploadKind.PRICES, showId, 0, prices.encode());
    }

    List<byte[]> blocksUpload(long showId, SeatMap map) {
        SeatBlocks blocks = new SeatBlocks(map.seatCount());
        for (int i = random.nextInt(3); i > 0 && map.seatCount() > 0; i--) {
            int first = random.nextInt(map.seatCount());
            blocks.block(first, Math.min(map.seatCount() - 1, first + random.nextInt(3)), 1 + random.nextInt(2));
        }
        return Commands.upload(++uploadIds, UploadKind.SEAT_BLOCKS, showId, 0, blocks.encode());
    }

    /** Begins an upload; its parts come now and then, or never. */
    byte[] start(List<byte[]> commands) {
        if (uploads.size() > 4) {
            uploads.remove(0);
        }
        uploads.add(new ArrayDeque<>(commands));
        return continueUpload();
    }

    byte[] continueUpload() {
        if (uploads.isEmpty()) {
            return Commands.commitUpload(random.nextInt(5));
        }
        Deque<byte[]> upload = uploads.get(uploads.size() - 1 - random.nextInt(Math.min(2, uploads.size())));
        byte[] command = upload.poll();
        if (random.nextInt(40) == 0 && !upload.isEmpty()) {
            upload.poll();
        }
        if (upload.isEmpty()) {
            uploads.remove(upload);
        }
        return command;
    }
}
