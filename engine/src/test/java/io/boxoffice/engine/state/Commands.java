package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.ArchiveShowEncoder;
import io.boxoffice.protocol.sbe.AuthorisedEncoder;
import io.boxoffice.protocol.sbe.BeginPaymentEncoder;
import io.boxoffice.protocol.sbe.BeginUploadEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CancelShowEncoder;
import io.boxoffice.protocol.sbe.CaptureFailedEncoder;
import io.boxoffice.protocol.sbe.CapturedEncoder;
import io.boxoffice.protocol.sbe.CheckInEncoder;
import io.boxoffice.protocol.sbe.CloseShowEncoder;
import io.boxoffice.protocol.sbe.CommitUploadEncoder;
import io.boxoffice.protocol.sbe.ConfirmEncoder;
import io.boxoffice.protocol.sbe.ContinueEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedEncoder;
import io.boxoffice.protocol.sbe.ExtendHoldEncoder;
import io.boxoffice.protocol.sbe.GetPaymentEncoder;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsEncoder;
import io.boxoffice.protocol.sbe.LowerLatestEndEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.RefundDueEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundedEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;
import io.boxoffice.protocol.sbe.TickEncoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.upload.UploadRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Commands and queries as the bytes in which they reach the state machine. */
public final class Commands {
    /** An Idempotency-Key as commands carry it. */
    public record Key(long hi, long lo, long bodyHash) {
        public static final Key NONE = new Key(0, 0, 0);

        static Key of(long number) {
            return new Key(number, -number, 1000 + number);
        }

        Key withOtherBody() {
            return new Key(hi, lo, bodyHash + 1);
        }
    }

    private Commands() {}

    private interface Header<T> {
        T wrapAndApplyHeader(UnsafeBuffer buffer, int offset, MessageHeaderEncoder header);
    }

    private static <T> T on(UnsafeBuffer buffer, Header<T> encoder) {
        return encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }

    private static byte[] bytes(MessageEncoderFlyweight encoder) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        encoder.buffer().getBytes(0, bytes);
        return bytes;
    }

    public static byte[] extendHold(long reservationId, long customerId, Key key) {
        ExtendHoldEncoder e = on(buffer(), new ExtendHoldEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).customerId(customerId);
        return bytes(e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash));
    }

    public static byte[] releaseHold(long reservationId, long customerId) {
        ReleaseHoldEncoder e = on(buffer(), new ReleaseHoldEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).customerId(customerId));
    }

    public static byte[] createBooking(long reservationId, long customerId, long reference, Key key) {
        CreateBookingEncoder e = on(buffer(), new CreateBookingEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).customerId(customerId).reference(reference);
        e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash).credentialNumber(Scenario.NUMBER);
        e.finalPricesCount(0);
        return bytes(e);
    }

    /** A booking with all that may be said of it. */
    public static byte[] createBooking(
            long reservationId, long customerId, long reference, Key key, boolean confirmIfFree, Price... finalPrices) {
        CreateBookingEncoder e = on(buffer(), new CreateBookingEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).customerId(customerId).reference(reference);
        e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash);
        e.confirmIfFree(confirmIfFree ? BooleanType.TRUE : BooleanType.FALSE);
        CreateBookingEncoder.FinalPricesEncoder prices = e.finalPricesCount(finalPrices.length);
        for (Price price : finalPrices) {
            prices.next().ordinal(price.ordinal).price(price.amount);
        }
        return bytes(e);
    }

    /** What a unit of a hold costs in the end. */
    public record Price(int ordinal, long amount) {}

    public static byte[] lowerLatestEnd(long showId, long latestEndMs) {
        LowerLatestEndEncoder e = on(buffer(), new LowerLatestEndEncoder()::wrapAndApplyHeader);
        return bytes(e.showId(showId).latestEndMs(latestEndMs));
    }

    public static byte[] beginPayment(long reservationId, long customerId, Key key) {
        BeginPaymentEncoder e = on(buffer(), new BeginPaymentEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).customerId(customerId);
        return bytes(e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash));
    }

    public static byte[] authorised(long reservationId, int attempt, long amount) {
        AuthorisedEncoder e = on(buffer(), new AuthorisedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).amount(amount).attempt(attempt));
    }

    public static byte[] declined(long reservationId, int attempt, DeclineReason reason) {
        DeclinedEncoder e = on(buffer(), new DeclinedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).attempt(attempt).reason(reason));
    }

    public static byte[] confirm(long reservationId, long customerId) {
        ConfirmEncoder e = on(buffer(), new ConfirmEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).customerId(customerId));
    }

    public static byte[] captured(long reservationId, int attempt) {
        CapturedEncoder e = on(buffer(), new CapturedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).attempt(attempt));
    }

    public static byte[] captureFailed(long reservationId, int attempt) {
        CaptureFailedEncoder e = on(buffer(), new CaptureFailedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).attempt(attempt));
    }

    public static byte[] refundDue(long reservationId, int attempt, long amount, RefundReason reason) {
        RefundDueEncoder e = on(buffer(), new RefundDueEncoder()::wrapAndApplyHeader);
        return bytes(
                e.reservationId(reservationId).amount(amount).attempt(attempt).reason(reason));
    }

    /** Nothing was taken in the end, so that nothing goes back. */
    public static byte[] voided(long reservationId, int refund) {
        RefundedEncoder e = on(buffer(), new RefundedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).refund(refund).voided(BooleanType.TRUE));
    }

    public static byte[] refunded(long reservationId, int refund) {
        RefundedEncoder e = on(buffer(), new RefundedEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).refund(refund));
    }

    public static byte[] cancelBooking(long reservationId, long customerId, Key key, int... ordinals) {
        CancelBookingEncoder e = on(buffer(), new CancelBookingEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).customerId(customerId);
        e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash);
        CancelBookingEncoder.TicketsEncoder tickets = e.ticketsCount(ordinals.length);
        for (int ordinal : ordinals) {
            tickets.next().ordinal(ordinal);
        }
        return bytes(e);
    }

    public static byte[] checkIn(long reservationId, int ordinal, long reference, long organizerId, Key key) {
        CheckInEncoder e = on(buffer(), new CheckInEncoder()::wrapAndApplyHeader);
        e.reservationId(reservationId).reference(reference).organizerId(organizerId);
        return bytes(e.keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash).ordinal(ordinal));
    }

    public static byte[] tick() {
        return bytes(on(buffer(), new TickEncoder()::wrapAndApplyHeader));
    }

    public static byte[] goOn() {
        return bytes(on(buffer(), new ContinueEncoder()::wrapAndApplyHeader));
    }

    public static byte[] openShow(long showId) {
        OpenShowEncoder e = on(buffer(), new OpenShowEncoder()::wrapAndApplyHeader);
        return bytes(e.showId(showId));
    }

    public static byte[] closeShow(long showId) {
        CloseShowEncoder e = on(buffer(), new CloseShowEncoder()::wrapAndApplyHeader);
        return bytes(e.showId(showId));
    }

    public static byte[] cancelShow(long showId) {
        CancelShowEncoder e = on(buffer(), new CancelShowEncoder()::wrapAndApplyHeader);
        return bytes(e.showId(showId));
    }

    public static byte[] archiveShow(long showId) {
        ArchiveShowEncoder e = on(buffer(), new ArchiveShowEncoder()::wrapAndApplyHeader);
        return bytes(e.showId(showId));
    }

    public static byte[] beginUpload(
            long uploadId, UploadKind kind, long targetId, long ownerId, int length, long crc32c) {
        BeginUploadEncoder e = on(buffer(), new BeginUploadEncoder()::wrapAndApplyHeader);
        e.uploadId(uploadId).targetId(targetId).ownerId(ownerId).byteLength(length);
        return bytes(e.crc32c(crc32c & 0xFFFF_FFFFL).kind(kind));
    }

    public static byte[] uploadPart(long uploadId, byte[] upload, int offset, int length) {
        UploadPartEncoder e = on(buffer(), new UploadPartEncoder()::wrapAndApplyHeader);
        e.uploadId(uploadId).byteOffset(offset).putBytes(upload, offset, length);
        return bytes(e);
    }

    public static byte[] commitUpload(long uploadId) {
        CommitUploadEncoder e = on(buffer(), new CommitUploadEncoder()::wrapAndApplyHeader);
        return bytes(e.uploadId(uploadId));
    }

    /** A whole upload: begin, parts, commit. */
    static List<byte[]> upload(long uploadId, UploadKind kind, long targetId, long ownerId, byte[] content) {
        List<byte[]> commands = new ArrayList<>();
        int crc = UploadRecords.crc32c(content);
        commands.add(beginUpload(uploadId, kind, targetId, ownerId, content.length, crc));
        for (int[] part : UploadRecords.parts(content)) {
            commands.add(uploadPart(uploadId, content, part[0], part[1]));
        }
        commands.add(commitUpload(uploadId));
        return commands;
    }

    public static byte[] getReservation(long reservationId, long customerId) {
        GetReservationEncoder e = on(buffer(), new GetReservationEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).customerId(customerId));
    }

    public static byte[] getPayment(long reservationId, long customerId, int attempt) {
        GetPaymentEncoder e = on(buffer(), new GetPaymentEncoder()::wrapAndApplyHeader);
        return bytes(e.reservationId(reservationId).customerId(customerId).attempt(attempt));
    }

    public static byte[] listOpenPayments(long afterReservationId) {
        ListOpenPaymentsEncoder e = on(buffer(), new ListOpenPaymentsEncoder()::wrapAndApplyHeader);
        return bytes(e.afterReservationId(afterReservationId));
    }

    /** A PlaceHold command, put together bit by bit. */
    public static final class Hold {
        private record Best(int quantity, int category, boolean accessible, int type, boolean joins) {}

        private final long showId;
        private final long customerId;
        private final List<int[]> seats = new ArrayList<>();
        private final List<int[]> areas = new ArrayList<>();
        private final List<Best> best = new ArrayList<>();
        private Key key = Key.NONE;
        private long expectedAmount = -1;
        private int allowedBlock;
        private long organisationId;
        private long replaces;

        public Hold(long showId, long customerId) {
            this.showId = showId;
            this.customerId = customerId;
        }

        public Hold seats(int... named) {
            for (int seat : named) {
                seat(seat, 0);
            }
            return this;
        }

        Hold seat(int seat, int type) {
            seats.add(new int[] {seat, type});
            return this;
        }

        public Hold area(int area, int quantity) {
            return area(area, quantity, 0);
        }

        Hold area(int area, int quantity, int type) {
            areas.add(new int[] {area, quantity, type});
            return this;
        }

        Hold best(int quantity) {
            return best(quantity, BestAvailable.ANY_CATEGORY, false);
        }

        Hold best(int quantity, int category, boolean accessible) {
            best.add(new Best(quantity, category, accessible, 0, false));
            return this;
        }

        Hold bestOf(int quantity, int type) {
            best.add(new Best(quantity, BestAvailable.ANY_CATEGORY, false, type, false));
            return this;
        }

        /** More of the party that the request before began. */
        Hold and(int quantity, int type) {
            best.add(new Best(quantity, BestAvailable.ANY_CATEGORY, false, type, true));
            return this;
        }

        /** Staff may take seats blocked for this reason. */
        Hold fromBlock(int reason) {
            allowedBlock = reason;
            return this;
        }

        /** Gives all that was asked for so far other types, and joins some of it. */
        Hold retyped(IntSupplier type, BooleanSupplier joins) {
            seats.forEach(seat -> seat[1] = type.getAsInt());
            areas.forEach(area -> area[2] = type.getAsInt());
            best.replaceAll(b -> new Best(b.quantity, b.category, b.accessible, type.getAsInt(), joins.getAsBoolean()));
            return this;
        }

        Hold key(Key newKey) {
            key = newKey;
            return this;
        }

        Hold of(long organisation) {
            organisationId = organisation;
            return this;
        }

        Hold replacing(Reply hold) {
            replaces = hold.id();
            return this;
        }

        Hold expecting(long amount) {
            expectedAmount = amount;
            return this;
        }

        public byte[] encode() {
            PlaceHoldEncoder e = on(buffer(), new PlaceHoldEncoder()::wrapAndApplyHeader);
            e.showId(showId).customerId(customerId).keyHi(key.hi).keyLo(key.lo).bodyHash(key.bodyHash);
            e.expectedAmount(expectedAmount).allowedBlock((short) allowedBlock);
            e.organisationId(organisationId).replacesReservationId(replaces);
            PlaceHoldEncoder.SeatsEncoder s = e.seatsCount(seats.size());
            seats.forEach(seat -> s.next().seat(seat[0]).ticketType((short) seat[1]));
            PlaceHoldEncoder.AreasEncoder a = e.areasCount(areas.size());
            areas.forEach(area -> a.next().area(area[0]).quantity(area[1]).ticketType((short) area[2]));
            PlaceHoldEncoder.BestAvailableEncoder b = e.bestAvailableCount(best.size());
            for (Best wish : best) {
                b.next().quantity(wish.quantity).category(wish.category);
                b.mode().clear().accessible(wish.accessible);
                b.ticketType((short) wish.type).joinsPrevious(wish.joins ? BooleanType.TRUE : BooleanType.FALSE);
            }
            return bytes(e);
        }
    }
}
