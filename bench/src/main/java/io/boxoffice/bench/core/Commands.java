package io.boxoffice.bench.core;

import io.boxoffice.protocol.sbe.AuthorisedEncoder;
import io.boxoffice.protocol.sbe.BeginPaymentEncoder;
import io.boxoffice.protocol.sbe.BeginUploadEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CommitUploadEncoder;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.ConfirmEncoder;
import io.boxoffice.protocol.sbe.ContinueEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;
import io.boxoffice.protocol.sbe.TickEncoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.upload.UploadRecords;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes the commands that benchmarks apply, each at offset 0; every method returns the encoded length. All fields are set: what the
 * command before left in the buffer is not cleared, as the ring would.
 */
public final class Commands {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlaceHoldEncoder placeHold = new PlaceHoldEncoder();
    private final ReleaseHoldEncoder releaseHold = new ReleaseHoldEncoder();
    private final CreateBookingEncoder createBooking = new CreateBookingEncoder();
    private final BeginPaymentEncoder beginPayment = new BeginPaymentEncoder();
    private final AuthorisedEncoder authorised = new AuthorisedEncoder();
    private final ConfirmEncoder confirm = new ConfirmEncoder();
    private final TickEncoder tick = new TickEncoder();

    public int placeHold(MutableDirectBuffer into, long showId, long customerId, int firstSeat, int seats) {
        PlaceHoldEncoder e = hold(into, showId, customerId);
        PlaceHoldEncoder.SeatsEncoder group = e.seatsCount(seats);
        for (int i = 0; i < seats; i++) {
            group.next().seat(firstSeat + i).ticketType((short) 0);
        }
        e.areasCount(0);
        e.bestAvailableCount(0);
        return length(e.encodedLength());
    }

    public int placeBestAvailable(MutableDirectBuffer into, long showId, long customerId, int seats) {
        PlaceHoldEncoder e = hold(into, showId, customerId);
        e.seatsCount(0);
        e.areasCount(0);
        PlaceHoldEncoder.BestAvailableEncoder best = e.bestAvailableCount(1).next();
        best.quantity(seats).category(65535).ticketType((short) 0).joinsPrevious(BooleanType.FALSE);
        best.mode().clear();
        return length(e.encodedLength());
    }

    private PlaceHoldEncoder hold(MutableDirectBuffer into, long showId, long customerId) {
        PlaceHoldEncoder e = placeHold.wrapAndApplyHeader(into, 0, header);
        e.showId(showId).customerId(customerId).keyHi(0).keyLo(0).bodyHash(0).expectedAmount(-1);
        return e.organisationId(0).replacesReservationId(0).allowedBlock((short) 0);
    }

    public int releaseHold(MutableDirectBuffer into, long reservationId) {
        ReleaseHoldEncoder e = releaseHold.wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId).customerId(0).organisationId(0);
        return length(e.encodedLength());
    }

    public int createBooking(MutableDirectBuffer into, long reservationId) {
        CreateBookingEncoder e = createBooking.wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId)
                .customerId(0)
                .reference(reservationId)
                .keyHi(0)
                .keyLo(0)
                .bodyHash(0)
                .organisationId(0)
                .credentialNumber(0)
                .confirmIfFree(BooleanType.FALSE);
        e.finalPricesCount(0);
        return length(e.encodedLength());
    }

    public int beginPayment(MutableDirectBuffer into, long reservationId) {
        BeginPaymentEncoder e = beginPayment.wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId)
                .customerId(0)
                .keyHi(0)
                .keyLo(0)
                .bodyHash(0)
                .organisationId(0);
        return length(e.encodedLength());
    }

    public int authorised(MutableDirectBuffer into, long reservationId, long amount) {
        AuthorisedEncoder e = authorised.wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId).amount(amount).attempt(1);
        return length(e.encodedLength());
    }

    public int confirm(MutableDirectBuffer into, long reservationId) {
        ConfirmEncoder e = confirm.wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId).customerId(0).organisationId(0);
        return length(e.encodedLength());
    }

    public int tick(MutableDirectBuffer into) {
        return length(tick.wrapAndApplyHeader(into, 0, header).encodedLength());
    }

    public int goOn(MutableDirectBuffer into) {
        ContinueEncoder e = new ContinueEncoder().wrapAndApplyHeader(into, 0, header);
        return length(e.encodedLength());
    }

    /** Gives all tickets back. */
    public int cancelBooking(MutableDirectBuffer into, long reservationId) {
        CancelBookingEncoder e = new CancelBookingEncoder().wrapAndApplyHeader(into, 0, header);
        e.reservationId(reservationId)
                .customerId(0)
                .keyHi(0)
                .keyLo(0)
                .bodyHash(0)
                .organisationId(0);
        e.ticketsCount(0);
        return length(e.encodedLength());
    }

    public int configure(MutableDirectBuffer into, long lapsedRetentionMs) {
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(into, 0, header);
        e.behaviourVersion(3).maxSeatMaps(100_000).maxSeatsPerMap(200_000).maxShows(1_000_000);
        e.maxSeatsOnSale(100_000_000).maxReservations(50_000_000).maxUploads(16).uploadTtlMs(60_000);
        e.maxUnitsPerHold(48).maxHoldTtlMs(3_600_000).maxExtensions(2).paymentWindowMs(300_000);
        e.maxPaymentAttempts(5)
                .lapsedRetentionMs(lapsedRetentionMs)
                .maxKeysPerReservation(64)
                .workPerCommand(1_000)
                .seatMapRetentionMs(0)
                .maxHoldLifeMs(86_400_000)
                .maxStateBytes(1L << 40)
                .checkInUploadWindowMs(0);
        return length(e.encodedLength());
    }

    public int defineShow(MutableDirectBuffer into, long showId, long seatMapId, long nowMs) {
        DefineShowEncoder e = new DefineShowEncoder().wrapAndApplyHeader(into, 0, header);
        e.showId(showId).seatMapId(seatMapId).eventId(1).venueId(1).organizerId(1);
        e.startsAtMs(nowMs + 864_000_000L).endsAtMs(nowMs + 870_000_000L);
        e.onSaleFromMs(0)
                .onSaleUntilMs(Long.MAX_VALUE)
                .cancelUntilMs(nowMs + 864_000_000L)
                .holdTtlMs(600_000);
        e.maxUnitsPerHold(48).maxUnitsPerCustomer(0).currency("EUR").strandedSeatRule(BooleanType.FALSE);
        e.checkInFromMs(0).checkInUntilMs(0);
        return length(e.encodedLength());
    }

    public int openShow(MutableDirectBuffer into, long showId) {
        OpenShowEncoder e =
                new OpenShowEncoder().wrapAndApplyHeader(into, 0, header).showId(showId);
        return length(e.encodedLength());
    }

    public int beginUpload(MutableDirectBuffer into, UploadKind kind, long targetId, byte[] bytes) {
        BeginUploadEncoder e = new BeginUploadEncoder().wrapAndApplyHeader(into, 0, header);
        e.uploadId(1).targetId(targetId).ownerId(1).byteLength(bytes.length);
        e.crc32c(UploadRecords.crc32c(bytes) & 0xFFFF_FFFFL).kind(kind);
        return length(e.encodedLength());
    }

    public int uploadPart(MutableDirectBuffer into, byte[] bytes, int offset, int partLength) {
        UploadPartEncoder e = new UploadPartEncoder().wrapAndApplyHeader(into, 0, header);
        e.uploadId(1).byteOffset(offset).putBytes(bytes, offset, partLength);
        return length(e.encodedLength());
    }

    public int commitUpload(MutableDirectBuffer into) {
        CommitUploadEncoder e =
                new CommitUploadEncoder().wrapAndApplyHeader(into, 0, header).uploadId(1);
        return length(e.encodedLength());
    }

    private static int length(int messageLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + messageLength;
    }
}
