package io.boxoffice.bench.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An event log in memory of reservations of two seats each that are held, booked, paid and captured, side by side: the steps of
 * one stand {@value #STEP_DISTANCE} commands apart. Any number of feeds.
 */
final class BookedEvents implements EventFeed.Source {
    static final int EVENTS_PER_RESERVATION = 6;

    /** Transitions, the reservation, two seats, one payment. */
    static final int ROWS_PER_RESERVATION = EVENTS_PER_RESERVATION + 4;

    private static final int STEPS = 5;
    private static final int STEP_DISTANCE = 500;
    private static final int SEATS_PER_SHOW = 50_000;
    private static final long PRICE = 4_500;
    private static final long FIRST_MS = 1_700_000_000_000L;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 20);
    private final ReservationEventEncoder event = new ReservationEventEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int[] offsets = new int[1024];
    private long[] sequences = new long[1024];
    private int events;
    private int end;
    private long sequence;

    BookedEvents(int reservations) {
        for (int i = 0; i < reservations + STEPS * STEP_DISTANCE; i++) {
            for (int step = 0; step < STEPS; step++) {
                int reservation = i - step * STEP_DISTANCE;
                if (reservation >= 0 && reservation < reservations) {
                    sequence++;
                    add(reservation, step);
                }
            }
        }
    }

    long lastSequence() {
        return sequence;
    }

    private void add(int reservation, int step) {
        switch (step) {
            case 0 -> encode(reservation, ReservationEventType.HOLD_PLACED, true);
            case 1 -> encode(reservation, ReservationEventType.BOOKING_CREATED, false);
            case 2 -> encode(reservation, ReservationEventType.PAYMENT_STARTED, false);
            case 3 -> {
                encode(reservation, ReservationEventType.PAYMENT_AUTHORISED, true);
                encode(reservation, ReservationEventType.BOOKING_CONFIRMED, true);
            }
            default -> encode(reservation, ReservationEventType.PAYMENT_CAPTURED, false);
        }
    }

    private void encode(int reservation, ReservationEventType step, boolean withSeats) {
        event.wrapAndApplyHeader(bytes, end, header);
        boolean paying = step != ReservationEventType.HOLD_PLACED && step != ReservationEventType.BOOKING_CREATED;
        boolean captured = step == ReservationEventType.PAYMENT_CAPTURED;
        event.reservationId(reservation + 1L)
                .showId(900 + 2L * reservation / SEATS_PER_SHOW)
                .customerId(1_000_000_007L * (reservation % 9_973 + 1))
                .createdAtMs(FIRST_MS + reservation)
                .deadlineMs(FIRST_MS + reservation + 480_000)
                .reference(step == ReservationEventType.HOLD_PLACED ? 0 : 7_919L * (reservation + 1))
                .amount(2 * PRICE)
                .paidAmount(captured ? 2 * PRICE : 0)
                .refundDueAmount(0)
                .refundedAmount(0)
                .stepAmount(paying ? 2 * PRICE : 0)
                .attempt(paying ? 1 : 0)
                .refund(0)
                .currency("EUR")
                .step(step)
                .status(status(step))
                .paymentStatus(paymentStatus(step))
                .declineReason(DeclineReason.UNSPECIFIED)
                .refundReason(RefundReason.UNSPECIFIED);
        ReservationEventEncoder.UnitsEncoder units = event.unitsCount(withSeats ? 2 : 0);
        for (int i = 0; withSeats && i < 2; i++) {
            units.next()
                    .unit((2 * reservation + i) % SEATS_PER_SHOW)
                    .price(PRICE)
                    .ordinal(i);
        }
        if (events + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * offsets.length);
            sequences = Arrays.copyOf(sequences, 2 * sequences.length);
        }
        sequences[events] = sequence;
        end += MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
        offsets[++events] = end;
    }

    private static ReservationStatus status(ReservationEventType step) {
        return switch (step) {
            case HOLD_PLACED, BOOKING_CREATED -> ReservationStatus.HELD;
            case PAYMENT_STARTED, PAYMENT_AUTHORISED -> ReservationStatus.PAYING;
            default -> ReservationStatus.BOOKED;
        };
    }

    private static PaymentStatus paymentStatus(ReservationEventType step) {
        return switch (step) {
            case HOLD_PLACED, BOOKING_CREATED -> PaymentStatus.NONE;
            case PAYMENT_STARTED -> PaymentStatus.STARTED;
            case PAYMENT_CAPTURED -> PaymentStatus.CAPTURED;
            default -> PaymentStatus.AUTHORISED;
        };
    }

    @Override
    public EventFeed openAfter(long after) {
        int found = Arrays.binarySearch(sequences, 0, events, after + 1);
        int first = found < 0 ? -found - 1 : found;
        while (first > 0 && sequences[first - 1] > after) {
            first--;
        }
        return new Feed(first);
    }

    private final class Feed implements EventFeed {
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes.byteArray());
        private int next;

        Feed(int first) {
            next = first;
        }

        @Override
        public int poll(Handler handler, int limit) {
            int handed = 0;
            int ordinal = 0;
            while (next < events && (handed < limit || sequences[next] == sequences[next - 1])) {
                ordinal = next > 0 && sequences[next] == sequences[next - 1] ? ordinal + 1 : 0;
                int length = offsets[next + 1] - offsets[next];
                handler.onEvent(sequences[next], ordinal, FIRST_MS + next, buffer, offsets[next], length);
                next++;
                handed++;
            }
            return handed;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
