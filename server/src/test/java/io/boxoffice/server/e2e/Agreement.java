package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.server.core.JournalReplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether engine, journal and PostgreSQL say the same of a show, seat by seat and cent by cent. What PostgreSQL says is read
 * once, so that it can be compared with the journal after the server has stopped.
 */
final class Agreement {
    private final OnSale show;
    private final Map<Long, List<Integer>> booked = new TreeMap<>();

    private Agreement(OnSale show) {
        this.show = show;
    }

    /** Reads what PostgreSQL has; the writer must have everything. */
    static Agreement with(Sales sales, OnSale show) {
        Agreement agreement = new Agreement(show);
        sales.rows(
                        "SELECT reservation_id, unit FROM sales.booked_seats WHERE show_id = ? AND status = 'booked'",
                        show.id())
                .forEach(row -> agreement
                        .booked
                        .computeIfAbsent(Long.parseLong(row.get(0)), id -> new ArrayList<>())
                        .add(Integer.parseInt(row.get(1))));
        agreement.booked.values().forEach(Collections::sort);
        agreement.moneyAddsUp(sales);
        return agreement;
    }

    /** What customers paid and did not get back is what the booked seats cost; and nothing is open. */
    private void moneyAddsUp(Sales sales) {
        String ofShow = " IN (SELECT reservation_id FROM sales.reservations WHERE show_id = ?)";
        // What came too late was set aside, but is not kept.
        long taken = sales.number(
                "SELECT coalesce(sum(amount), 0) FROM sales.payments WHERE status IN ('captured', 'refund_due', 'refunded')"
                        + " AND reservation_id" + ofShow,
                show.id());
        long givenBack = sales.number(
                "SELECT coalesce(sum(amount), 0) FROM sales.refunds WHERE status = 'refunded' AND reservation_id"
                        + ofShow,
                show.id());
        long prices = sales.number(
                "SELECT coalesce(sum(price), 0) FROM sales.booked_seats WHERE status = 'booked' AND show_id = ?",
                show.id());
        assertEquals(prices, taken - givenBack, "money");
        assertEquals(
                0,
                sales.number(
                        "SELECT count(*) FROM sales.refunds WHERE status = 'due' AND reservation_id" + ofShow,
                        show.id()),
                "refunds due");
    }

    /** How many units are booked. */
    int units() {
        return booked.values().stream().mapToInt(List::size).sum();
    }

    /** Compares with the view that the engine publishes. */
    void assertShownBy(PublishedShow published) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        published.availability().copyTo(snapshot);
        List<Integer> soldSeats = new ArrayList<>();
        for (int seat = 0; seat < snapshot.seats; seat++) {
            if (snapshot.seatState(seat) == SeatState.SOLD) {
                soldSeats.add(seat);
            }
        }
        assertEquals(units(unit -> unit >= 0), soldSeats, "seats sold");
        for (int area = 0; area < snapshot.areas; area++) {
            int unit = -(area + 1);
            assertEquals(units(u -> u == unit).size(), snapshot.areaSold[area], "places sold of area " + area);
        }
    }

    private List<Integer> units(java.util.function.IntPredicate which) {
        return booked.values().stream()
                .flatMap(List::stream)
                .filter(which::test)
                .sorted()
                .toList();
    }

    /** Compares with what the journal says when it is read again from the start; the journal must be sound. */
    JournalReplay assertReplayedFrom(Path dataDirectory) {
        JournalVerifier.Report report = JournalVerifier.verify(dataDirectory);
        assertEquals(true, report.sound(), () -> report.toString());
        JournalReplay replay = new JournalReplay(show.id());
        replay.run(dataDirectory, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertShownBy(replay.show(show.id()));
        Map<Long, List<Integer>> claimed = new TreeMap<>();
        for (JournalReplay.Claim claim : replay.claims()) {
            if (claim.status() == ReservationStatus.BOOKED) {
                claimed.put(
                        claim.reservationId(), claim.units().stream().sorted().toList());
            }
        }
        assertEquals(booked, claimed, "bookings");
        return replay;
    }
}
