package io.boxoffice.bench.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.Slot;
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
public final class InMemoryCore implements StateMachine.Output {
    /** Of each seat. */
    public static final long PRICE = 5_000;

    public final Commands commands = new Commands();
    public final UnsafeBuffer command = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final StateMachine machine = new BookingStateMachine();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationReplyDecoder reservationReply = new ReservationReplyDecoder();
    private long nowMs = 1_700_000_000_000L;
    private long lastReservationId;
    private int lastTemplateId;
    private long eventBytes;

    /** With shows numbered from 1, all in the same hall. */
    public InMemoryCore(int shows, int rows, int seatsPerRow) {
        applyAccepted(commands.configure(command, 0));
        SeatMap hall = Halls.hall(rows, seatsPerRow);
        upload(UploadKind.SEAT_MAP, 1, SeatMapCodec.encode(hall));
        byte[] priceBytes = Halls.prices(hall, PRICE).encode();
        for (int show = 1; show <= shows; show++) {
            applyAccepted(commands.defineShow(command, show, 1, nowMs));
            upload(UploadKind.PRICES, show, priceBytes);
            applyAccepted(commands.openShow(command, show));
        }
    }

    private void upload(UploadKind kind, long targetId, byte[] bytes) {
        applyAccepted(commands.beginUpload(command, kind, targetId, bytes));
        for (int[] part : UploadRecords.parts(bytes)) {
            applyAccepted(commands.uploadPart(command, bytes, part[0], part[1]));
        }
        applyAccepted(commands.commitUpload(command));
    }

    /** Applies the command encoded in {@link #command}. */
    public void apply(int length) {
        machine.apply(machine.lastSequence() + 1, nowMs, command, 0, length, this);
    }

    /** The same, and fails when it was rejected: a benchmark of rejections would measure the wrong thing. */
    public void applyAccepted(int length) {
        apply(length);
        if (lastTemplateId == RejectedDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("rejected: command " + machine.lastSequence());
        }
    }

    /** Time passes. */
    public void advance(long ms) {
        nowMs += ms;
    }

    /** All five commands from hold to booking. Returns the reservation. */
    public long sell(long showId, long customerId, int firstSeat, int seats) {
        applyAccepted(commands.placeHold(command, showId, customerId, firstSeat, seats));
        long id = lastReservationId;
        applyAccepted(commands.createBooking(command, id));
        applyAccepted(commands.beginPayment(command, id));
        applyAccepted(commands.authorised(command, id, seats * PRICE));
        applyAccepted(commands.confirm(command, id));
        return id;
    }

    /** Ticks, then continues until nothing that is due is left. Returns how many commands that took. */
    public int sweep() {
        int taken = 1;
        applyAccepted(commands.tick(command));
        while (machine.hasPendingWork() || machine.nextDeadlineMs() <= nowMs) {
            applyAccepted(machine.hasPendingWork() ? commands.goOn(command) : commands.tick(command));
            taken++;
        }
        return taken;
    }

    /** The reservation of the last reply that told one. */
    public long lastReservationId() {
        return lastReservationId;
    }

    /** So that events are not optimised away. */
    public long eventBytes() {
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
