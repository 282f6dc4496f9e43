package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A reservation, changed in place between its events; {@link #event} encodes it as it is. */
final class Step {
    static final long CREATED_MS = 1_700_000_000_123L;

    /** As events of schema versions before 3 are read. */
    static final int UNSAID = ReservationEventEncoder.unitCountNullValue();

    long reservationId;
    long showId = 900;
    long customerId = 42;
    long createdAtMs = CREATED_MS;
    long deadlineMs = CREATED_MS + 600_000;
    long reference;
    long amount;
    long paidAmount;
    long refundDueAmount;
    long refundedAmount;
    long stepAmount;
    int attempt;
    int refund;
    int unitCount = UNSAID;
    long deviceId;
    int gate;
    long scannedAtMs;
    String currency = "EUR";
    ReservationStatus status = ReservationStatus.HELD;
    PaymentStatus paymentStatus = PaymentStatus.NONE;
    DeclineReason declineReason = DeclineReason.UNSPECIFIED;
    RefundReason refundReason = RefundReason.UNSPECIFIED;
    ReservationEventType type;
    List<Unit> units = new ArrayList<>();

    record Unit(int unit, long price, int ordinal) {}

    Step(long reservationId) {
        this.reservationId = reservationId;
    }

    /** Encodes the event that says this state was reached by a step that moved these units. */
    byte[] event(ReservationEventType step, Unit... moved) {
        type = step;
        units = List.of(moved);
        return encode();
    }

    byte[] encode() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
        ReservationEventEncoder e = new ReservationEventEncoder();
        e.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(reservationId).showId(showId).customerId(customerId);
        e.createdAtMs(createdAtMs).deadlineMs(deadlineMs).reference(reference);
        e.amount(amount).paidAmount(paidAmount).refundDueAmount(refundDueAmount);
        e.refundedAmount(refundedAmount).stepAmount(stepAmount).attempt(attempt).refund(refund);
        e.currency(currency).step(type).status(status).paymentStatus(paymentStatus);
        e.declineReason(declineReason).refundReason(refundReason).unitCount(unitCount);
        e.deviceId(deviceId).gate(gate).scannedAtMs(scannedAtMs);
        ReservationEventEncoder.UnitsEncoder group = e.unitsCount(units.size());
        for (Unit unit : units) {
            group.next().unit(unit.unit).price(unit.price).ordinal(unit.ordinal);
        }
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
