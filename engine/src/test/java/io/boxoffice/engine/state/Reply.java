package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.AcceptedDecoder;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.FoundReservationsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** One reply, read as what the test expects it to be. */
final class Reply {
    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    Reply(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = new UnsafeBuffer(bytes);
        header.wrap(buffer, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    AcceptedDecoder accepted() {
        return new AcceptedDecoder().wrapAndApplyHeader(expect(AcceptedDecoder.TEMPLATE_ID), 0, header);
    }

    ReservationReplyDecoder reservation() {
        return new ReservationReplyDecoder().wrapAndApplyHeader(expect(ReservationReplyDecoder.TEMPLATE_ID), 0, header);
    }

    PaymentReplyDecoder payment() {
        return new PaymentReplyDecoder().wrapAndApplyHeader(expect(PaymentReplyDecoder.TEMPLATE_ID), 0, header);
    }

    CancelReplyDecoder cancellation() {
        return new CancelReplyDecoder().wrapAndApplyHeader(expect(CancelReplyDecoder.TEMPLATE_ID), 0, header);
    }

    CheckInReplyDecoder checkIn() {
        return new CheckInReplyDecoder().wrapAndApplyHeader(expect(CheckInReplyDecoder.TEMPLATE_ID), 0, header);
    }

    FoundReservationsDecoder found() {
        return new FoundReservationsDecoder()
                .wrapAndApplyHeader(expect(FoundReservationsDecoder.TEMPLATE_ID), 0, header);
    }

    OpenPaymentsDecoder openPayments() {
        return new OpenPaymentsDecoder().wrapAndApplyHeader(expect(OpenPaymentsDecoder.TEMPLATE_ID), 0, header);
    }

    private RejectedDecoder rejected() {
        return new RejectedDecoder().wrapAndApplyHeader(expect(RejectedDecoder.TEMPLATE_ID), 0, header);
    }

    private UnsafeBuffer expect(int templateId) {
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID && templateId != RejectedDecoder.TEMPLATE_ID) {
            throw new AssertionError("rejected: " + rejected());
        }
        assertEquals(templateId, header.templateId(), "kind of reply");
        return buffer;
    }

    /** The reservation's id. */
    long id() {
        return reservation().reservationId();
    }

    /** The units of a reservation, in their order. */
    List<Integer> units() {
        List<Integer> units = new ArrayList<>();
        reservation().units().forEach(u -> units.add(u.unit()));
        return units;
    }

    Reply is(ReservationStatus status) {
        assertEquals(status, reservation().status());
        return this;
    }

    Reply is(PaymentStatus status) {
        assertEquals(
                status,
                header.templateId() == PaymentReplyDecoder.TEMPLATE_ID
                        ? payment().paymentStatus()
                        : reservation().paymentStatus());
        return this;
    }

    Reply isRejected(RejectReason reason) {
        assertEquals(reason, rejected().reason());
        return this;
    }

    Reply isRejected(RejectReason reason, long detail) {
        isRejected(reason);
        assertEquals(detail, rejected().detail());
        return this;
    }

    /** The gate that a rejection names. */
    Reply atGate(int gate) {
        assertEquals(gate, rejected().gate());
        return this;
    }

    Reply is(CheckInOutcome outcome) {
        assertEquals(outcome, checkIn().outcome());
        return this;
    }

    Reply naming(Integer... conflicts) {
        List<Integer> units = new ArrayList<>();
        rejected().conflicts().forEach(c -> units.add(c.unit()));
        assertEquals(List.of(conflicts), units);
        return this;
    }
}
