package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.server.core.SnapshotCheck;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was selling is started again, and begins at a snapshot. */
class SnapshotRestartTest {
    @TempDir
    private Path data;

    @Test
    void shouldBeginAtASnapshotAndGoOnAsBefore() {
        SeatMap map = Organizer.hall(5, 10, 20);
        TestServer server = TestServer.aServer()
                .in(data)
                .with("snapshot.interval-commands", 10)
                .start();
        Agreement agreement;
        try (server) {
            OnSale show = server.organizer().putOnSale(map, Duration.ofMinutes(5));
            Customer early = server.customer(1);
            Answer bought = early.buy(show, map.seatId(0), map.seatId(1));
            Answer held = early.hold(show, map.seatId(10)).expect(201);
            String key = UUID.randomUUID().toString();
            Answer booked = early.book(held.id(), key).expect(201);
            for (int seat = 20; seat < 30; seat++) {
                server.customer(seat).hold(show, map.seatId(seat)).expect(201);
            }
            Await.until("a snapshot of nearly all this", () -> {
                BookingCore core = server.inside().core();
                return core.snapshots().made() > 0
                        && core.shows().sequence() - core.snapshots().lastSequence() < 10;
            });

            server.restart();
            long recoveredFrom = server.inside().core().recoveredFrom();
            assertTrue(recoveredFrom > 0);
            assertEquals(recoveredFrom, server.readiness().path("recoveredFrom").asLong());
            Customer again = server.customer(1);
            assertEquals(
                    "confirmed",
                    again.booking(bought.id()).body().path("status").asText());
            assertEquals(booked.id(), again.book(held.id(), key).expect(201).id(), "a retry gets the first answer");
            server.customer(2).hold(show, map.seatId(0)).expect(409);
            server.customer(3).hold(show, map.seatId(20)).expect(409);
            again.pay(booked, Customer.APPROVE).expect(201);
            again.buy(show, map.seatId(40));
            Await.until("all payments captured", () -> {
                server.awaitWriter();
                return server.sales()
                                .number("SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised')")
                        == 0;
            });
            agreement = Agreement.with(server.sales(), show);
            agreement.assertShownBy(server.inside().core().shows().show(show.id()));
        }
        assertEquals(
                server.inside().core().stateHash(),
                agreement.assertReplayedFrom(data).stateHash(),
                "the state, and what a replay of everything makes of the journal");
        assertTrue(SnapshotCheck.run(data).stream().allMatch(SnapshotCheck.Finding::good));
    }
}
