package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Tells the booking core all of shows that are to be sold: map, times, prices, blocks, and that they are open. It may be repeated.
 * Several shows go together: a sync of the journal takes as long for one as for them all. Blocks until the core has answered;
 * any thread.
 */
final class ShowOpenings {
    /** Shows of which commands are under way together; others need the core's client too. */
    private static final int TOGETHER = 8;

    private final ShowCommands commands;
    private final SeatMapCatalog seatMaps;

    ShowOpenings(ShowCommands commands, SeatMapCatalog seatMaps) {
        this.commands = commands;
        this.seatMaps = seatMaps;
    }

    /**
     * Opens shows, each whole or not at all.
     *
     * @return what the core refused, by show id
     */
    Map<Long, RejectedException> open(List<Show> shows) {
        Map<Long, RejectedException> refused = new HashMap<>();
        for (int from = 0; from < shows.size(); from += TOGETHER) {
            openTogether(shows.subList(from, Math.min(shows.size(), from + TOGETHER)), refused);
        }
        return refused;
    }

    private void openTogether(List<Show> shows, Map<Long, RejectedException> refused) {
        Map<Show, CompletableFuture<?>> described = new LinkedHashMap<>();
        for (Show show : shows) {
            attempt(show, refused, () -> described.put(show, describe(show)));
        }
        Map<Show, CompletableFuture<?>> opened = new LinkedHashMap<>();
        // Only when the core has all of a show: seats that are blocked must not be on sale for a moment.
        described.forEach((show, told) -> attempt(show, refused, () -> {
            awaitDescribed(show, told);
            opened.put(show, commands.sendOpen(show.id()));
        }));
        opened.forEach((show, told) -> attempt(show, refused, () -> commands.awaitOpen(show.id(), told)));
    }

    private static void attempt(Show show, Map<Long, RejectedException> refused, Runnable work) {
        try {
            work.run();
        } catch (RejectedException e) {
            refused.put(show.id(), e);
        }
    }

    /** Sends all but the opening; waits for nothing if the core knows the map and does not know the show. */
    private CompletableFuture<?> describe(Show show) {
        seatMaps.know(show.seatMapId());
        if (!commands.knowsMap(show.seatMapId())) {
            defineMap(show);
        }
        if (commands.knows(show.id())) {
            // What is cut off, or sold again: each command only after the one before was taken.
            describeInTurn(show);
            return CompletableFuture.completedFuture(null);
        }
        SeatMap map = map(show.seatMapId());
        return commands.sendNew(show, show.prices().forMap(map), map);
    }

    private void awaitDescribed(Show show, CompletableFuture<?> told) {
        try {
            BookingClient.join(told);
        } catch (RejectedException e) {
            requireForgotten(e);
            defineMap(show);
            describeInTurn(show);
        }
    }

    private void describeInTurn(Show show) {
        define(show, ShowTerms.of(show));
        SeatMap map = map(show.seatMapId());
        commands.setPrices(show.id(), show.prices().forMap(map));
        commands.setBlocks(show.id(), map, show.blocks());
    }

    /** Tells the core of a show's times and rules. */
    void define(Show show, ShowTerms terms) {
        try {
            commands.define(show, terms);
        } catch (RejectedException e) {
            requireForgotten(e);
            defineMap(show);
            commands.define(show, terms);
        }
    }

    /** The core has forgotten the map since it was last looked at. */
    private static void requireForgotten(RejectedException e) {
        if (e.reason() != RejectReason.UNKNOWN_SEAT_MAP) {
            throw e;
        }
    }

    /** The same id and content each time, however often the core forgets it. */
    private void defineMap(Show show) {
        commands.defineMap(show.seatMapId(), show.hallId(), seatMaps.content(show.seatMapId()));
    }

    /** A seat map, wherever it is known. */
    SeatMap map(long seatMapId) {
        SeatMap known = commands.map(seatMapId);
        return known != null ? known : seatMaps.seatMap(seatMapId);
    }
}
