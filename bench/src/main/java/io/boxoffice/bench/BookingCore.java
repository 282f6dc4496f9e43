package io.boxoffice.bench;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.protocol.upload.UploadRecords;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A state machine with shows on sale, driven directly: no ring, no journal. One thread. */
final class BookingCore implements StateMachine.Output {
    static final long PRICE = 5_000;

    final Commands commands = new Commands();
    final UnsafeBuffer command = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final StateMachine machine = new BookingStateMachine();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationReplyDecoder reservationReply = new ReservationReplyDecoder();
    private long nowMs = 1_700_000_000_000L;
    private long lastReservationId;
    private int lastTemplateId;
    private long eventBytes;

    BookingCore(int shows, int rows, int seatsPerRow) {
        applyAccepted(commands.configure(command, 0));
        byte[] map = SeatMapCodec.encode(hall(rows, seatsPerRow));
        upload(UploadKind.SEAT_MAP, 1, map);
        PriceList.Builder prices = new PriceList.Builder(rows * seatsPerRow, 0);
        prices.seats(0, rows * seatsPerRow - 1, prices.classOf(PRICE));
        byte[] priceBytes = prices.build().encode();
        for (int show = 1; show <= shows; show++) {
            applyAccepted(commands.defineShow(command, show, 1, nowMs));
            upload(UploadKind.PRICES, show, priceBytes);
            applyAccepted(commands.openShow(command, show));
        }
    }

    private static SeatMap hall(int rows, int seatsPerRow) {
        SeatMap.Builder b = new SeatMap.Builder().category("Stalls").section("Hall");
        for (int row = 0; row < rows; row++) {
            b.row(Integer.toString(row + 1));
            for (int seat = 0; seat < seatsPerRow; seat++) {
                b.seat(row + "-" + seat, Integer.toString(seat + 1), seat * 50, row * 90, 0, false, false, 1);
            }
        }
        return b.build();
    }

    private void upload(UploadKind kind, long targetId, byte[] bytes) {
        applyAccepted(commands.beginUpload(command, kind, targetId, bytes));
        for (int[] part : UploadRecords.parts(bytes)) {
            applyAccepted(commands.uploadPart(command, bytes, part[0], part[1]));
        }
        applyAccepted(commands.commitUpload(command));
    }

    /** Applies the command encoded in {@link #command}. */
    void apply(int length) {
        machine.apply(machine.lastSequence() + 1, nowMs, command, 0, length, this);
    }

    /** The same, and fails when it was rejected: a benchmark of rejections would measure the wrong thing. */
    void applyAccepted(int length) {
        apply(length);
        if (lastTemplateId == RejectedDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("rejected: command " + machine.lastSequence());
        }
    }

    void advance(long ms) {
        nowMs += ms;
    }

    /** The reservation of the last reply that told one. */
    long lastReservationId() {
        return lastReservationId;
    }

    /** So that events are not optimised away. */
    long eventBytes() {
        return eventBytes;
    }

    @Override
    public void onReply(DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        lastTemplateId = header.templateId();
        if (lastTemplateId == ReservationReplyDecoder.TEMPLATE_ID) {
            lastReservationId =
                    reservationReply.wrapAndApplyHeader(buffer, offset, header).reservationId();
        }
    }

    @Override
    public void onEvent(DirectBuffer buffer, int offset, int length) {
        eventBytes += length;
    }
}
