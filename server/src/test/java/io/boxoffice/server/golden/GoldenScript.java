package io.boxoffice.server.golden;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands of every kind, in batches and terms, with times: always the same. A version that adds commands or fields adds them
 * here; golden journals that are there stay as they are.
 *
 * <p>Reservation ids are a plain sequence, so the script knows them: the first hold that succeeds is 1.
 */
final class GoldenScript extends GoldenCommands {
    private static final long UNUSED_MAP = 9_002;
    private static final long DOOMED_SHOW = 102;
    private static final long TYPED_SHOW = 103;
    private static final int COMPANION = 2;
    private static final long NUMBER = 0xFEDC_BA98L;

    /** One term: batches of commands. What ended it, and what stands after its last batch, says {@link End}. */
    record TermOf(List<List<Command>> batches, End end) {}

    /** How a term ends. */
    enum End {
        /** The server was stopped: a seal. */
        SEALED,
        /** The server was killed after the last batch. */
        KILLED,
        /** The power went while one more batch was being written. */
        TORN
    }

    private final List<TermOf> terms = new ArrayList<>();
    private List<List<Command>> batches = new ArrayList<>();

    private GoldenScript() {}

    /** The script. In the last term, the last batch is the one that is torn. */
    static List<TermOf> terms() {
        GoldenScript script = new GoldenScript();
        script.putOnSale();
        script.sellAndCancel();
        script.end(End.SEALED);
        script.lapseAndPayLate();
        script.end(End.KILLED);
        script.cancelAndArchiveAShow();
        script.end(End.SEALED);
        script.sellByTypesAndAdmit();
        script.refuse();
        script.end(End.TORN);
        return script.terms;
    }

    /** The commands that define a seat map. */
    static List<byte[]> definitionOf(long seatMapId) {
        GoldenScript script = new GoldenScript();
        script.defineMap(seatMapId);
        return script.batch.stream().map(Command::bytes).toList();
    }

    private void defineMap(long seatMapId) {
        upload(seatMapId, UploadKind.SEAT_MAP, seatMapId, 32, SeatMapCodec.encode(map()));
    }

    private void putOnSale() {
        configure(2);
        defineMap(MAP);
        defineMap(UNUSED_MAP);
        for (long show : new long[] {SHOW, DOOMED_SHOW}) {
            defineShow(show, 300, 100);
            upload(show, UploadKind.PRICES, show, 0, prices().encode());
            add("OpenShow", "showId", show);
        }
        upload(
                2,
                UploadKind.SEAT_BLOCKS,
                SHOW,
                0,
                new SeatBlocks(map().seatCount()).block(20, 22, 3).encode());
        commit();
    }

    private void sellAndCancel() {
        hold(SHOW, 41, 1, new int[] {0, 1}, 0, 0);
        add("ExtendHold", "reservationId", 1L, "customerId", 41L, "keyHi", 5L, "keyLo", 6L, "bodyHash", 7L);
        book(1, 41);
        commit();
        begin(1, 41);
        add("Declined", "reservationId", 1L, "attempt", 1, "reason", DeclineReason.DECLINED_BY_PROVIDER);
        commit();
        begin(1, 41);
        add("Authorised", "reservationId", 1L, "attempt", 2, "amount", 9_000L);
        add("Confirm", "reservationId", 1L, "customerId", 41L);
        add("Captured", "reservationId", 1L, "attempt", 2);
        commit();
        cancel(1, 41, 1);
        add("Refunded", "reservationId", 1L, "refund", 1);
        checkIn(1, 0);
        add("RefundDue", "reservationId", 1L, "attempt", 2, "amount", 500L, "reason", RefundReason.STAFF);
        hold(SHOW, 42, 2, new int[0], 3, 0);
        add("ReleaseHold", "reservationId", 2L, "customerId", 42L);
        commit();
    }

    private void lapseAndPayLate() {
        configure(2);
        hold(SHOW, 43, 3, new int[0], 0, 2);
        hold(SHOW, 44, 4, new int[] {8, 9}, 0, 0);
        book(4, 44);
        begin(4, 44);
        hold(SHOW, 45, 5, new int[] {12}, 0, 0);
        book(5, 45);
        begin(5, 45);
        commit();
        // Into another file.
        nowMs += 6 * MINUTE_MS;
        add("Tick");
        add("Tick");
        hold(SHOW, 46, 6, new int[] {12}, 0, 0);
        // Forgotten by now, and again known until long after the script.
        defineMap(UNUSED_MAP);
        commit();
        add("Authorised", "reservationId", 4L, "attempt", 1, "amount", 9_000L);
        add("Confirm", "reservationId", 4L, "customerId", 44L);
        add("CaptureFailed", "reservationId", 4L, "attempt", 1);
        add("Authorised", "reservationId", 5L, "attempt", 1, "amount", 4_500L);
        commit();
    }

    private void cancelAndArchiveAShow() {
        configure(1);
        for (int i = 0; i < 3; i++) {
            hold(DOOMED_SHOW, 50 + i, 7 + i, new int[] {2 * i}, 1, 0);
        }
        book(7, 50);
        begin(7, 50);
        add("Authorised", "reservationId", 7L, "attempt", 1, "amount", 7_500L);
        add("Confirm", "reservationId", 7L, "customerId", 50L);
        commit();
        add("CancelShow", "showId", DOOMED_SHOW);
        for (int i = 0; i < 4; i++) {
            add("Continue");
        }
        add("Captured", "reservationId", 7L, "attempt", 1);
        commit();
        add("Refunded", "reservationId", 7L, "refund", 1);
        nowMs += 400 * MINUTE_MS;
        add("ArchiveShow", "showId", DOOMED_SHOW);
        for (int i = 0; i < 4; i++) {
            add("Continue");
        }
        add("CloseShow", "showId", SHOW);
        add("OpenShow", "showId", SHOW);
        commit();
    }

    /** What came with version 3 of the rules. */
    private void sellByTypesAndAdmit() {
        defineShow(TYPED_SHOW, 1_500, 200);
        PriceList prices = typedPrices();
        upload(3, UploadKind.PRICES, TYPED_SHOW, 0, prices.encode());
        PricePeriods.Builder periods = new PricePeriods.Builder();
        periods.from(nowMs + 10 * MINUTE_MS).amounts(5_000, 3_500, 0, 6_500, PriceList.UNSOLD, 0, 3_100, 2_100, 0);
        upload(4, UploadKind.PRICE_PERIODS, TYPED_SHOW, 0, periods.build(prices).encode());
        SeatBlocks blocks = new SeatBlocks(map().seatCount(), map().areaCount());
        upload(
                5,
                UploadKind.SEAT_BLOCKS,
                TYPED_SHOW,
                0,
                blocks.block(20, 22, 3).area(0, 10).encode());
        SeatBlocks changes = new SeatBlocks(map().seatCount(), map().areaCount());
        upload(
                6,
                UploadKind.SEAT_BLOCK_CHANGES,
                TYPED_SHOW,
                0,
                changes.block(16, 17, 2).unblock(22, 22).encode());
        add("OpenShow", "showId", TYPED_SHOW);
        commit();
        List<Seat> family = List.of(new Seat(0, 0), new Seat(1, 1), new Seat(2, COMPANION));
        hold(new Typed(TYPED_SHOW, 70, 30, 0, 0, List.of(new Seat(4, 0))), false);
        hold(new Typed(TYPED_SHOW, 70, 31, 10, 0, family), false);
        hold(new Typed(TYPED_SHOW, 0, 32, 0, 2, List.of(new Seat(16, 0))), false);
        hold(new Typed(TYPED_SHOW, 71, 33, 0, 0, List.of()), true);
        assign(13, 71, 72);
        bookNumbered(11, 70, NUMBER, false);
        begin(11, 70);
        add("Authorised", "reservationId", 11L, "attempt", 1, "amount", 7_500L);
        add("Confirm", "reservationId", 11L, "customerId", 70L);
        bookNumbered(12, 0, NUMBER + 1, true);
        commit();
        // The prices change.
        nowMs += 11 * MINUTE_MS;
        add("Tick");
        hold(new Typed(TYPED_SHOW, 73, 34, 0, 0, List.of(new Seat(8, 0))), false);
        bookNumbered(14, 73, NUMBER + 2, false);
        begin(14, 73);
        add("Authorised", "reservationId", 14L, "attempt", 1, "amount", 5_000L);
        add("Confirm", "reservationId", 14L, "customerId", 73L);
        cancel(14, 73, 0);
        add("Refunded", "reservationId", 14L, "refund", 1, "voided", BooleanType.TRUE);
        admitAndReissue();
        defineShow(TYPED_SHOW, 1_500, 100);
        add("LowerLatestEnd", "showId", TYPED_SHOW, "latestEndMs", START_MS + 1_600 * MINUTE_MS);
        commit();
    }

    private void admitAndReissue() {
        scan(TYPED_SHOW, 11, 0, NUMBER, 0, false);
        long admittedMs = nowMs - 7;
        Object[] undo = {
            "reservationId",
            11L,
            "organisationId",
            ORGANIZER,
            "showId",
            TYPED_SHOW,
            "deviceId",
            501L,
            "checkedInAtMs",
            admittedMs,
            "credentialNumber",
            NUMBER,
            "gate",
            3,
            "ordinal",
            0,
            "generation",
            (short) 0
        };
        add("UndoCheckIn", undo);
        Object[] reissue = {
            "reservationId",
            11L,
            "customerId",
            70L,
            "organisationId",
            ORGANIZER,
            "keyHi",
            50L,
            "keyLo",
            51L,
            "bodyHash",
            52L,
            "ordinal",
            0,
            "generation",
            (short) 0
        };
        add("ReissueTicket", reissue);
        scan(TYPED_SHOW, 11, 0, NUMBER, 1, false);
        scan(TYPED_SHOW, 11, 0, NUMBER, 0, true);
        scan(TYPED_SHOW, 11, 1, NUMBER, 0, true);
        nowMs += 2 * MINUTE_MS;
        scan(TYPED_SHOW, 11, 1, NUMBER, 0, true);
    }

    private void assign(long reservationId, long customerId, long toCustomerId) {
        Object[] fields = {
            "reservationId",
            reservationId,
            "customerId",
            customerId,
            "organisationId",
            ORGANIZER,
            "toCustomerId",
            toCustomerId
        };
        add("AssignReservation", fields);
    }

    private void refuse() {
        hold(SHOW, 60, 20, new int[] {0, 21}, 0, 0);
        hold(SHOW, 41, 1, new int[] {0, 1}, 0, 0);
        hold(SHOW, 61, 21, new int[] {3, 3}, 0, 0);
        batch.add(new Command(nowMs, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        hold(SHOW, 62, 22, new int[] {5}, 0, 0);
        commit();
        hold(SHOW, 63, 23, new int[] {6}, 0, 0);
        add("Tick");
        add("Tick");
        commit();
    }

    private static SeatMap map() {
        SeatMap.Builder map = new SeatMap.Builder().category("Stalls").category("Pit");
        map.section("House");
        for (int row = 0; row < 3; row++) {
            String label = Character.toString((char) ('A' + row));
            map.row(label);
            for (int seat = 1; seat <= 8; seat++) {
                map.seat(label + "-" + seat, "" + seat, seat * 100, row * 100, 0, seat == 8, seat == 5, 1);
            }
        }
        return map.area(new SeatMap.Area("pit", "Pit", 50, 1, 0, 0))
                .focus(400, 0)
                .build();
    }

    private static PriceList prices() {
        PriceList.Builder prices = new PriceList.Builder(map().seatCount(), map().areaCount());
        prices.seats(0, map().seatCount() - 1, prices.classOf(4_500));
        prices.area(0, prices.classOf(3_000));
        return prices.build();
    }

    /** An adult's price, a child's where children are let in, and a companion's. */
    private static PriceList typedPrices() {
        PriceList.Builder prices = new PriceList.Builder(map().seatCount(), map().areaCount());
        prices.types(3, 1 << COMPANION);
        prices.seats(0, 11, prices.classOf(4_500, 3_000, 0));
        prices.seats(12, map().seatCount() - 1, prices.classOf(6_000, PriceList.UNSOLD, 0));
        prices.area(0, prices.classOf(3_000, 2_000, 0));
        return prices.build();
    }

    private void commit() {
        batches.add(batch);
        batch = new ArrayList<>();
        nowMs += 1_000;
    }

    private void end(End end) {
        terms.add(new TermOf(batches, end));
        batches = new ArrayList<>();
        nowMs += 10_000;
    }
}
