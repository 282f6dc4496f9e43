package io.boxoffice.server.golden;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.upload.UploadRecords;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Encodes the commands of {@link GoldenScript}, with their times. */
class GoldenCommands {
    static final long START_MS = 1_900_000_000_000L;
    static final long MINUTE_MS = 60_000;
    static final long MAP = 9_001;
    static final long SHOW = 101;
    static final long ORGANIZER = 77;

    /** A command and its time. */
    record Command(long timeMs, byte[] bytes) {}

    /** A seat and what it is sold as. */
    record Seat(int index, int ticketType) {}

    /** A hold of version 3: whose, what it may take, and what it takes the place of. */
    record Typed(long showId, long customerId, long key, long replaces, int allowedBlock, List<Seat> seats) {}

    List<Command> batch = new ArrayList<>();
    long nowMs = START_MS;

    void configure(int workPerCommand) {
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

    /** Begins so many minutes after the script, and admits from an hour before that until its end, 100 minutes later. */
    void defineShow(long showId, long startsAfterMin, long lastsMin) {
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
            START_MS + startsAfterMin * MINUTE_MS,
            "endsAtMs",
            START_MS + (startsAfterMin + lastsMin) * MINUTE_MS,
            "onSaleFromMs",
            0L,
            "onSaleUntilMs",
            START_MS + 10_000 * MINUTE_MS,
            "cancelUntilMs",
            START_MS + (startsAfterMin - 100) * MINUTE_MS,
            "holdTtlMs",
            2 * MINUTE_MS,
            "maxUnitsPerHold",
            48,
            "maxUnitsPerCustomer",
            10,
            "currency",
            "EUR",
            "strandedSeatRule",
            BooleanType.FALSE,
            "checkInFromMs",
            START_MS,
            "checkInUntilMs",
            START_MS + (startsAfterMin + lastsMin) * MINUTE_MS
        };
        add("DefineShow", fields);
    }

    void upload(long uploadId, UploadKind kind, long target, long owner, byte[] content) {
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

    void hold(long showId, long customerId, long key, int[] seats, int places, int best) {
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

    /** Named seats with their ticket types; two more side by side when asked for, of the first type and the second. */
    void hold(Typed hold, boolean andBest) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
        e.showId(hold.showId)
                .customerId(hold.customerId)
                .keyHi(1_000 + hold.key)
                .keyLo(hold.key);
        e.bodyHash(3)
                .expectedAmount(-1)
                .organisationId(ORGANIZER)
                .replacesReservationId(hold.replaces)
                .allowedBlock((short) hold.allowedBlock);
        PlaceHoldEncoder.SeatsEncoder named = e.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> named.next().seat(seat.index).ticketType((short) seat.ticketType));
        e.areasCount(0);
        PlaceHoldEncoder.BestAvailableEncoder wishes = e.bestAvailableCount(andBest ? 2 : 0);
        for (int wish = 0; andBest && wish < 2; wish++) {
            wishes.next().quantity(1).category(65_535).ticketType((short) wish);
            wishes.joinsPrevious(wish == 0 ? BooleanType.FALSE : BooleanType.TRUE)
                    .mode()
                    .clear();
        }
        add(e);
    }

    /** A booking whose tickets prove themselves by a number; one that costs nothing is booked at once when {@code free}. */
    void bookNumbered(long reservationId, long customerId, long number, boolean free) {
        CreateBookingEncoder e = new CreateBookingEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
        e.reservationId(reservationId).customerId(customerId).reference(7_000 + reservationId);
        e.keyHi(2_000 + reservationId).keyLo(2).bodyHash(4).organisationId(ORGANIZER);
        e.credentialNumber(number).confirmIfFree(free ? BooleanType.TRUE : BooleanType.FALSE);
        CreateBookingEncoder.FinalPricesEncoder prices = e.finalPricesCount(free ? 1 : 0);
        if (free) {
            prices.next().ordinal(0).price(0);
        }
        add(e);
    }

    /** A scan of a numbered ticket; one that is uploaded was made a minute ago. */
    void scan(long showId, long reservationId, int ordinal, long number, int generation, boolean uploaded) {
        Object[] fields = {
            "reservationId",
            reservationId,
            "organisationId",
            ORGANIZER,
            "showId",
            showId,
            "deviceId",
            501L,
            "gate",
            3,
            "scannedAtMs",
            uploaded ? nowMs - MINUTE_MS : 0L,
            "credentialNumber",
            number,
            "generation",
            (short) generation,
            "ordinal",
            ordinal,
            "uploaded",
            uploaded ? BooleanType.TRUE : BooleanType.FALSE
        };
        add("CheckIn", fields);
    }

    void book(long reservationId, long customerId) {
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

    void begin(long reservationId, long customerId) {
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

    void checkIn(long reservationId, int ordinal) {
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

    void cancel(long reservationId, long customerId, int ordinal) {
        CancelBookingEncoder e = new CancelBookingEncoder().wrapAndApplyHeader(slot(), 0, new MessageHeaderEncoder());
        e.reservationId(reservationId)
                .customerId(customerId)
                .keyHi(11)
                .keyLo(11 + reservationId)
                .bodyHash(13);
        e.ticketsCount(1).next().ordinal(ordinal);
        add(e);
    }

    /** A command without groups: its fields by name. */
    void add(String name, Object... fields) {
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

    void add(MessageEncoderFlyweight encoder) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        encoder.buffer().getBytes(0, bytes);
        batch.add(new Command(nowMs, bytes));
        nowMs += 7;
    }

    static UnsafeBuffer slot() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }
}
