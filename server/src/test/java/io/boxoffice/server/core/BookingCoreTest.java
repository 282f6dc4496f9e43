package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The core on a real journal: what was acknowledged is there after a restart, with the same hash. */
class BookingCoreTest {
    private static final long MAP = 11;
    private static final long SHOW = 22;
    private static final int SEATS = 100_000;

    @TempDir
    Path data;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void shouldBringBackWhatWasAcknowledged() {
        long holdId;
        try (BookingCore core = start()) {
            defineShow(core, 600_000);
            holdId = hold(core, 1, 10, 11).reservationId();
        }
        long hash = replayedHash();
        try (BookingCore core = start()) {
            assertEquals(SeatState.HELD, stateOf(core, 10));
            assertEquals(SeatState.FREE, stateOf(core, 12));
            RejectedException taken = assertThrows(RejectedException.class, () -> hold(core, 2, 11));
            assertEquals(RejectReason.SEAT_UNAVAILABLE, taken.reason());
            assertEquals(11, taken.conflicts()[0]);
            assertEquals(holdId + 1, hold(core, 2, 12).reservationId());
        }
        JournalReplay replay = new JournalReplay(SHOW);
        replay.run(data, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertEquals(2, replay.claims().size());
        assertEquals(hash, hashBefore(replay.lastSequence() - 3), "the second run only added to the first");
        assertEquals(true, JournalVerifier.verify(data).sound());
    }

    @Test
    void shouldFreeALapsedHoldOfAnIdleServer() {
        try (BookingCore core = start()) {
            defineShow(core, 1_000);
            hold(core, 1, 5);
            await(() -> stateOf(core, 5) == SeatState.FREE);
        }
    }

    private BookingCore start() {
        ServerConfig config =
                new ConfigLoader().withFlag("--data", "data-directory", data).load();
        BookingCore core = BookingCore.recover(config, (commands, percent, rate) -> {}, failure::set);
        core.start();
        return core;
    }

    private static void defineShow(BookingCore core, long holdTtlMs) {
        SeatMap.Builder map = new SeatMap.Builder().category("Stalls").section("Field");
        for (int seat = 0; seat < SEATS; seat++) {
            if (seat % 100 == 0) {
                map.row(Integer.toString(seat / 100));
            }
            map.seat("S" + seat, Integer.toString(seat % 100), seat % 100 * 50, seat / 100 * 90, 0, false, false, 1);
        }
        PriceList.Builder prices = new PriceList.Builder(SEATS, 0);
        prices.seats(0, SEATS - 1, prices.classOf(4_500));
        core.client().upload(UploadKind.SEAT_MAP, MAP, 1, SeatMapCodec.encode(map.build()));
        accepted(core, (slot, h) -> {
            DefineShowEncoder e = new DefineShowEncoder().wrapAndApplyHeader(slot, 0, h);
            e.showId(SHOW).seatMapId(MAP).eventId(1).venueId(1).organizerId(1);
            e.startsAtMs(System.currentTimeMillis() + 86_400_000);
            e.endsAtMs(System.currentTimeMillis() + 90_000_000);
            e.onSaleFromMs(0).onSaleUntilMs(Long.MAX_VALUE).cancelUntilMs(0).holdTtlMs(holdTtlMs);
            e.maxUnitsPerHold(10).maxUnitsPerCustomer(0).currency("EUR").strandedSeatRule(BooleanType.FALSE);
            return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
        });
        core.client().upload(UploadKind.PRICES, SHOW, 0, prices.build().encode());
        accepted(core, (slot, h) -> {
            OpenShowEncoder e =
                    new OpenShowEncoder().wrapAndApplyHeader(slot, 0, h).showId(SHOW);
            return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
        });
    }

    private static ReservationReplyDecoder hold(BookingCore core, long customer, int... seats) {
        DirectBuffer reply = accepted(core, (slot, h) -> encodeHold(slot, h, customer, seats));
        return new ReservationReplyDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
    }

    private static int encodeHold(MutableDirectBuffer slot, MessageHeaderEncoder h, long customer, int[] seats) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(slot, 0, h);
        e.showId(SHOW).customerId(customer).keyHi(0).keyLo(0).bodyHash(0).expectedAmount(-1);
        PlaceHoldEncoder.SeatsEncoder group = e.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        e.areasCount(0);
        e.bestAvailableCount(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
    }

    private static DirectBuffer accepted(BookingCore core, BookingClient.Encoder encoder) {
        return BookingClient.join(core.client().accepted(encoder));
    }

    private static int stateOf(BookingCore core, int seat) {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        core.shows().show(SHOW).availability().copyTo(snapshot);
        return snapshot.seatState(seat);
    }

    private long replayedHash() {
        return hashBefore(Long.MAX_VALUE);
    }

    private long hashBefore(long sequence) {
        JournalReplay replay = new JournalReplay(0);
        replay.run(data, sequence, Long.MAX_VALUE, (commands, percent, rate) -> {});
        return replay.stateHash();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
