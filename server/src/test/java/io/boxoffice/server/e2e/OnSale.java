package io.boxoffice.server.e2e;

import io.boxoffice.protocol.seatmap.SeatMap;

/** A show on sale. */
record OnSale(long id, SeatMap map) {
    String path(String rest) {
        return "/v1/shows/" + id + rest;
    }
}
