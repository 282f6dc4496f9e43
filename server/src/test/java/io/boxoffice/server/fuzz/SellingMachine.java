package io.boxoffice.server.fuzz;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.AuthorisedEncoder;
import io.boxoffice.protocol.sbe.BeginPaymentEncoder;
import io.boxoffice.protocol.sbe.BeginUploadEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CommitUploadEncoder;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.protocol.upload.UploadRecords;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** A state machine with a show on sale, in which a hold, a pending booking and one under payment stand. For one thread. */
final class SellingMachine implements StateMachine.Output {
    static final long SHOW = 11;
    static final long MAP = 21;
    static final long HALL = 41;
    static final byte[] NOTHING = {};

    private final BookingStateMachine machine = new BookingStateMachine();
    private final List<byte[]> sent = new ArrayList<>();
    private int replies;
    private boolean rejected;
    private long uploads;

    SellingMachine() {
        require(bytes(configure()));
        upload(UploadKind.SEAT_MAP, MAP, HALL, SeatMapCodec.encode(UploadTargets.hall()));
        require(bytes(defineShow()));
        PriceList.Builder prices = new PriceList.Builder(24, 1);
        int priceClass = prices.classOf(1_500);
        upload(
                UploadKind.PRICES,
                SHOW,
                0,
                prices.seats(0, 23, priceClass).area(0, priceClass).build().encode());
        require(bytes(
                new OpenShowEncoder().wrapAndApplyHeader(slot(), 0, header()).showId(SHOW)));
        for (int customer = 1; customer <= 3; customer++) {
            require(bytes(hold(customer, 4 * customer)));
        }
        for (int id = 2; id <= 3; id++) {
            CreateBookingEncoder booking = new CreateBookingEncoder().wrapAndApplyHeader(slot(), 0, header());
            booking.reservationId(id).customerId(id).reference(4_711 + id);
            booking.keyHi(0).keyLo(0).bodyHash(0).finalPricesCount(0);
            require(bytes(booking));
        }
        require(bytes(new BeginPaymentEncoder()
                .wrapAndApplyHeader(slot(), 0, header())
                .reservationId(3)
                .customerId(3)
                .keyHi(0)
                .keyLo(0)
                .bodyHash(0)));
    }

    /** The valid commands that led here, and one that would be valid now. */
    List<byte[]> commands() {
        List<byte[]> all = new ArrayList<>(sent);
        all.add(bytes(new AuthorisedEncoder()
                .wrapAndApplyHeader(slot(), 0, header())
                .reservationId(3)
                .amount(3_000)
                .attempt(1)));
        return all;
    }

    /**
     * Applies a command, whatever it holds.
     *
     * @return whether it was accepted
     */
    boolean apply(byte[] command) {
        replies = 0;
        machine.apply(machine.lastSequence() + 1, 1_000, new UnsafeBuffer(command), 0, command.length, this);
        if (replies != 1) {
            throw new AssertionError(replies + " replies to one command");
        }
        return !rejected;
    }

    /** Asks a query, whatever it holds. */
    void ask(byte[] query) {
        replies = 0;
        machine.query(new UnsafeBuffer(query), 0, query.length, this);
        if (replies != 1) {
            throw new AssertionError(replies + " replies to one query");
        }
    }

    long stateHash() {
        return machine.stateHash();
    }

    @Override
    public void onReply(DirectBuffer buffer, int offset, int length) {
        replies++;
        rejected = new MessageHeaderDecoder().wrap(buffer, offset).templateId() == RejectedDecoder.TEMPLATE_ID;
        if (length > Slot.SIZE_BYTES) {
            throw new AssertionError("a reply of " + length + " bytes");
        }
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        if (length < MessageHeaderEncoder.ENCODED_LENGTH) {
            throw new AssertionError("an event of " + length + " bytes");
        }
    }

    private void require(byte[] command) {
        sent.add(command);
        if (!apply(command)) {
            throw new AssertionError("not accepted: command " + sent.size());
        }
    }

    private void upload(UploadKind kind, long target, long owner, byte[] content) {
        long id = ++uploads;
        require(bytes(new BeginUploadEncoder()
                .wrapAndApplyHeader(slot(), 0, header())
                .uploadId(id)
                .targetId(target)
                .ownerId(owner)
                .byteLength(content.length)
                .crc32c(UploadRecords.crc32c(content) & 0xFFFF_FFFFL)
                .kind(kind)));
        for (int[] part : UploadRecords.parts(content)) {
            UploadPartEncoder command = new UploadPartEncoder().wrapAndApplyHeader(slot(), 0, header());
            command.uploadId(id).byteOffset(part[0]).putBytes(content, part[0], part[1]);
            require(bytes(command));
        }
        require(bytes(new CommitUploadEncoder()
                .wrapAndApplyHeader(slot(), 0, header())
                .uploadId(id)));
    }

    private static ConfigureEncoder configure() {
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(slot(), 0, header());
        e.behaviourVersion(3).maxSeatMaps(4).maxSeatsPerMap(100).maxShows(4).maxSeatsOnSale(1_000);
        e.maxReservations(100)
                .maxUploads(4)
                .uploadTtlMs(60_000)
                .maxUnitsPerHold(10)
                .maxHoldTtlMs(600_000);
        e.maxExtensions(2).paymentWindowMs(60_000).maxPaymentAttempts(3).lapsedRetentionMs(60_000);
        return e.maxKeysPerReservation(4)
                .workPerCommand(100)
                .seatMapRetentionMs(60_000)
                .maxHoldLifeMs(600_000)
                .maxStateBytes(1L << 40)
                .checkInUploadWindowMs(1_000);
    }

    private static DefineShowEncoder defineShow() {
        DefineShowEncoder e = new DefineShowEncoder().wrapAndApplyHeader(slot(), 0, header());
        e.showId(SHOW).seatMapId(MAP).eventId(31).venueId(32).organizerId(77);
        e.startsAtMs(100_000_000).endsAtMs(110_000_000).onSaleFromMs(0).onSaleUntilMs(100_000_000);
        e.cancelUntilMs(50_000_000).holdTtlMs(60_000).maxUnitsPerHold(10).maxUnitsPerCustomer(0);
        return e.currency("EUR").strandedSeatRule(BooleanType.TRUE);
    }

    private static PlaceHoldEncoder hold(int customer, int seat) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(slot(), 0, header());
        e.showId(SHOW)
                .customerId(customer)
                .expectedAmount(-1)
                .keyHi(customer)
                .keyLo(7)
                .bodyHash(9);
        e.seatsCount(2).next().seat(seat).next().seat(seat + 1);
        e.areasCount(1).next().area(0).quantity(1);
        PlaceHoldEncoder.BestAvailableEncoder best = e.bestAvailableCount(customer / 3);
        if (customer == 3) {
            best.next().quantity(1).category(0xFFFF).mode().clear();
        }
        return e;
    }

    private static MutableDirectBuffer slot() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }

    private static MessageHeaderEncoder header() {
        return new MessageHeaderEncoder();
    }

    private static byte[] bytes(MessageEncoderFlyweight encoder) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        encoder.buffer().getBytes(0, bytes);
        return bytes;
    }
}
