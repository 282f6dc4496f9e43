package io.boxoffice.bench.load;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/**
 * What was put on sale for a run: shows in one hall.
 *
 * @param shows their ids
 */
public record OnSale(List<String> shows, SeatMap hall) {
    /** Pairs of neighbours in one show. */
    int pairs() {
        return hall.seatCount() / 2;
    }
}
