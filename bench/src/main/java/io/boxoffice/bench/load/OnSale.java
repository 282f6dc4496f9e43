package io.boxoffice.bench.load;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/**
 * What was put on sale for a run: shows in one hall.
 *
 * @param shows     their ids
 * @param cityPath  where the site has the city, such as {@code /en/vienna}
 * @param venuePath where it has the venue
 * @param events    where it has the event of each show
 */
public record OnSale(List<String> shows, SeatMap hall, String cityPath, String venuePath, List<String> events) {
    /** Pairs of neighbours in one show. */
    int pairs() {
        return hall.seatCount() / 2;
    }
}
