package io.boxoffice.engine.live;

import io.boxoffice.engine.state.Commands;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A reservation of a {@link TestCore}: how it stands, and what others do to it. Any thread. */
public final class TestReservation {
    private final TestCore core;
    private final long id;

    TestReservation(TestCore core, long id) {
        this.core = core;
        this.id = id;
    }

    public long id() {
        return id;
    }

    /** As the core has it now; null when it does not know it (any more). */
    public ReservationState state() {
        return core.reservationState(id);
    }

    public ReservationStatus status() {
        return state().status();
    }

    /** Of the last attempt. */
    public PaymentStatus paymentStatus() {
        return state().paymentStatus();
    }

    public int attempts() {
        return state().attempt();
    }

    public List<ReservationState.Refund> refunds() {
        return state().refunds();
    }

    /** Whether its first refund ended so. */
    public boolean hasRefund(RefundStatus status) {
        return !refunds().isEmpty() && refunds().get(0).status() == status;
    }

    /** Why an attempt was declined, the last that was; null: none was. */
    public DeclineReason declineReason() {
        AtomicReference<DeclineReason> last = new AtomicReference<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        ReservationEventDecoder event = new ReservationEventDecoder();
        core.forEachEvent((sequence, ordinal, timeMs, buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                event.wrapAndApplyHeader(buffer, offset, header);
                if (event.reservationId() == id && event.step() == ReservationEventType.PAYMENT_DECLINED) {
                    last.set(event.declineReason());
                }
            }
        });
        return last.get();
    }

    /** Its customer says that he wants it. */
    public TestReservation book() {
        core.tell(Commands.createBooking(id, 0, id, Commands.Key.NONE));
        return this;
    }

    /** It is paid, if it costs anything, and confirmed. */
    public TestReservation pay() {
        long amount = state().amount();
        if (amount > 0) {
            core.tell(Commands.beginPayment(id, 0, Commands.Key.NONE));
            core.tell(Commands.authorised(id, attempts(), amount));
        }
        core.tell(Commands.confirm(id, 0));
        if (amount > 0) {
            core.tell(Commands.captured(id, attempts()));
        }
        return this;
    }

    /** Its booking is cancelled; what was paid becomes due. */
    public void cancel() {
        core.tell(Commands.cancelBooking(id, 0, Commands.Key.NONE));
    }

    /** The capture of what was approved fails: the booking is no more. */
    public void failCapture() {
        core.tell(Commands.captureFailed(id, attempts()));
    }

    /** All that is due has been paid back. */
    public void payBack() {
        List<ReservationState.Refund> refunds = refunds();
        for (int number = 1; number <= refunds.size(); number++) {
            if (refunds.get(number - 1).status() == RefundStatus.DUE) {
                core.tell(Commands.refunded(id, number));
            }
        }
    }

    /** What was held or sold is free again, and nothing is owed. */
    public void giveBack() {
        if (status() == ReservationStatus.BOOKED) {
            cancel();
            payBack();
        } else {
            core.tell(Commands.releaseHold(id, 0));
        }
    }
}
