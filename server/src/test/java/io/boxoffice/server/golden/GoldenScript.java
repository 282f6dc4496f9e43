package io.boxoffice.server.golden;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.protocol.upload.UploadRecords;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Commands of every kind, in batches and terms, with times: always the same. A version that adds commands or fields adds them
 * here; golden journals that are there stay as they are.
 *
 * <p>Reservation ids are a plain sequence, so the script knows them: the first hold that succeeds is 1.
 */
final class GoldenScript {
    static final long START_MS = 1_900_000_000_000L;
    private static final long MAP = 9_001;
    private static final long UNUSED_MAP = 9_002;
    private static final long SHOW = 101;
    private static final long DOOMED_SHOW = 102;
    private static final long ORGANIZER = 77;
    private static final long MINUTE_MS = 60_000;

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

    /** A command and its time. */
    record Command(long timeMs, byte[] bytes) {}

    private final List<TermOf> terms = new ArrayList<>();
    private List<List<Command>> batches = new ArrayList<>();
    private List<Command> batch = new ArrayList<>();
    private long nowMs = START_MS;

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
            defineShow(show);
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

    private void configure(int workPerCommand) {
        Object[] fields = {
            "behaviourVersion",
            BookingStateMachine.BEHAVIOUR_VERSION,
            "maxSeatMaps",
            10,
            "maxSeatsPerMap",
            1_000,
            "maxShows",
            10,
            "maxSeatsOnSale",
            10_000,
            "maxReservations",
            1_000,
            "maxUploads",
            4,
            "uploadTtlMs",
            MINUTE_MS,
            "maxUnitsPerHold",
            48,
            "maxHoldTtlMs",
            60 * MINUTE_MS,
            "maxExtensions",
            2,
            "paymentWindowMs",
            3 * MINUTE_MS,
            "maxPaymentAttempts",
            3,
            "lapsedRetentionMs",
            1_440 * MINUTE_MS,
            "maxKeysPerReservation",
            10,
            "workPerCommand",
            workPerCommand,
            "seatMapRetentionMs",
            5 * MINUTE_MS,
            "maxHoldLifeMs",
            20 * MINUTE_MS,
            "maxStateBytes",
            1L << 30,
            "checkInUploadWindowMs",
            MINUTE_MS
        };
        add("Configure", fields);
    }

    private void defineShow(long showId) {
        Object[] fields = {
            "showId",
            showId,
            "seatMapId",
            MAP,
            "eventId",
            31L,
            "venueId",
            33L,
            "organizerId",
            ORGANIZER,
            "startsAtMs",
            START_MS + 300 * MINUTE_MS,
            "endsAtMs",
            START_MS + 400 * MINUTE_MS,
            "onSaleFromMs",
            0L,
            "onSaleUntilMs",
            START_MS + 10_000 * MINUTE_MS,
            "cancelUntilMs",
            START_MS + 200 * MINUTE_MS,
            "holdTtlMs",
            2 * MINUTE_MS,
            "maxUnitsPerHold",
            48,
            "maxUnitsPerCustomer",
            10,
            "currency",
            "EUR",
            "strandedSeatRule",
            BooleanType.FALSE
        };
        add("DefineShow", fields);
    }

    private void upload(long uploadId, UploadKind kind, long target, long owner, byte[] content) {
        Object[] fields = {
            "uploadId",
            uploadId,
            "targetId",
            target,
            "ownerId",
            owner,
            "byteLength",
            content.length,
            "crc32c",
            UploadRecords.crc32c(content) & 0xFFFF_FFFFL,
            "kind",
            kind
        };
        add("BeginUpload", fields);
        for (int[] part : UploadRecords.parts(content)) {
            UploadPartEncoder e = new UploadPartEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
            e.uploadId(uploadId).byteOffset(part[0]).putBytes(content, part[0], part[1]);
            add(e);
        }
        add("CommitUpload", "uploadId", uploadId);
    }

    private void hold(long showId, long customerId, long key, int[] seats, int places, int best) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
        e.showId(showId)
                .customerId(customerId)
                .keyHi(1_000 + key)
                .keyLo(key)
                .bodyHash(3)
                .expectedAmount(-1);
        PlaceHoldEncoder.SeatsEncoder named = e.seatsCount(seats.length);
        for (int seat : seats) {
            named.next().seat(seat);
        }
        PlaceHoldEncoder.AreasEncoder areas = e.areasCount(places > 0 ? 1 : 0);
        if (places > 0) {
            areas.next().area(0).quantity(places);
        }
        PlaceHoldEncoder.BestAvailableEncoder wishes = e.bestAvailableCount(best > 0 ? 1 : 0);
        if (best > 0) {
            wishes.next().quantity(best).category(65_535).mode().clear();
        }
        add(e);
    }

    private void book(long reservationId, long customerId) {
        Object[] fields = {
            "reservationId",
            reservationId,
            "customerId",
            customerId,
            "reference",
            7_000 + reservationId,
            "keyHi",
            2_000 + reservationId,
            "keyLo",
            2L,
            "bodyHash",
            4L
        };
        add("CreateBooking", fields);
    }

    private void begin(long reservationId, long customerId) {
        Object[] fields = {
            "reservationId",
            reservationId,
            "customerId",
            customerId,
            "keyHi",
            nowMs,
            "keyLo",
            reservationId,
            "bodyHash",
            5L
        };
        add("BeginPayment", fields);
    }

    private void checkIn(long reservationId, int ordinal) {
        Object[] fields = {
            "reservationId",
            reservationId,
            "reference",
            7_000 + reservationId,
            "organizerId",
            ORGANIZER,
            "keyHi",
            8L,
            "keyLo",
            9L,
            "bodyHash",
            10L,
            "ordinal",
            ordinal,
            "showId",
            SHOW
        };
        add("CheckIn", fields);
    }

    private void cancel(long reservationId, long customerId, int ordinal) {
        CancelBookingEncoder e = new CancelBookingEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
        e.reservationId(reservationId)
                .customerId(customerId)
                .keyHi(11)
                .keyLo(12)
                .bodyHash(13);
        e.ticketsCount(1).next().ordinal(ordinal);
        add(e);
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

    /** A command without groups: its fields by name. */
    private void add(String name, Object... fields) {
        try {
            Class<?> type = Class.forName("io.boxoffice.protocol.sbe." + name + "Encoder");
            MessageEncoderFlyweight encoder =
                    (MessageEncoderFlyweight) type.getDeclaredConstructor().newInstance();
            Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals("wrapAndApplyHeader"))
                    .findFirst()
                    .orElseThrow()
                    .invoke(encoder, slot(), 0, new MessageHeaderEncoder());
            for (int i = 0; i < fields.length; i += 2) {
                String field = (String) fields[i];
                Object value = fields[i + 1];
                Method setter = Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(field)
                                && method.getParameterCount() == 1
                                && (method.getParameterTypes()[0].isPrimitive()
                                        || method.getParameterTypes()[0].isInstance(value)))
                        .findFirst()
                        .orElseThrow();
                setter.invoke(encoder, value);
            }
            if (encoder instanceof CreateBookingEncoder booking) {
                booking.finalPricesCount(0);
            }
            add(encoder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    private void add(MessageEncoderFlyweight encoder) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        encoder.buffer().getBytes(0, bytes);
        batch.add(new Command(nowMs, bytes));
        nowMs += 7;
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

    private static UnsafeBuffer slot() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }
}
