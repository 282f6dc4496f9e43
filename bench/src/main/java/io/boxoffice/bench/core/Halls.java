package io.boxoffice.bench.core;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/** Halls to measure in: rows of seats without gaps, in one category, at one price. */
public final class Halls {
    /** The only category. */
    public static final String CATEGORY = "Stalls";

    private Halls() {}

    /** Seat {@code r-s} is seat s of row r, both from 1. */
    public static SeatMap hall(int rows, int seatsPerRow) {
        SeatMap.Builder map = new SeatMap.Builder().category(CATEGORY).section("House");
        for (int row = 1; row <= rows; row++) {
            map.row(Integer.toString(row));
            for (int seat = 1; seat <= seatsPerRow; seat++) {
                map.seat(row + "-" + seat, Integer.toString(seat), seat * 100, row * 100, 0, false, false, 1);
            }
        }
        return map.focus(seatsPerRow * 50, 0).build();
    }

    /** Every seat at one price. */
    public static PriceList prices(SeatMap hall, long price) {
        PriceList.Builder prices = new PriceList.Builder(hall.seatCount(), 0);
        prices.seats(0, hall.seatCount() - 1, prices.classOf(price));
        return prices.build();
    }
}
