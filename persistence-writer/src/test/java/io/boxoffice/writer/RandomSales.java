package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CONFIRMED;
import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CREATED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CAPTURE_FAILED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_EXPIRED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_EXTENDED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_PLACED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_RELEASED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_AUTHORISED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_CAPTURED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_DECLINED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_STARTED;
import static io.boxoffice.protocol.sbe.ReservationEventType.REFUNDED;
import static io.boxoffice.protocol.sbe.ReservationEventType.REFUND_DUE;
import static io.boxoffice.protocol.sbe.ReservationEventType.TICKETS_CANCELLED;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.writer.Step.Unit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Reservations that live their lives at random, side by side, on few seats, so that seats are sold, given back and sold
 * again within a few commands. The log gets the events, the naive twin the same.
 */
final class RandomSales {
    private static final int SEATS = 12;
    private static final int SHOWS = 3;

    private final Random random;
    private final InMemoryEventLog log;
    private final NaiveSales naive;
    private final BitSet[] taken = {new BitSet(), new BitSet(), new BitSet()};
    private final List<Life> lives = new ArrayList<>();
    private long nextId = 1;
    private long timeMs = Step.CREATED_MS;

    private static final class Life {
        final Step state;
        final List<Unit> units = new ArrayList<>();
        int refunds;

        Life(long id) {
            state = new Step(id);
        }

        Unit[] all() {
            return units.toArray(Unit[]::new);
        }
    }

    RandomSales(long seed, InMemoryEventLog log, NaiveSales naive) {
        random = new Random(seed);
        this.log = log;
        this.naive = naive;
    }

    /** One more command. */
    void next() {
        timeMs += random.nextInt(50);
        List<byte[]> events = new ArrayList<>();
        if (lives.isEmpty() || random.nextInt(5) == 0) {
            place(events);
        } else if (random.nextInt(10) > 0) {
            Life life = lives.get(random.nextInt(lives.size()));
            move(life, events);
        }
        log.append(timeMs, events.toArray(byte[][]::new));
    }

    private void say(Life life, List<byte[]> events, ReservationEventType step, Unit... moved) {
        byte[] event = life.state.event(step, moved);
        naive.apply(log.lastSequence() + 1, events.size(), timeMs, life.state);
        events.add(event);
    }

    private void place(List<byte[]> events) {
        Life life = new Life(nextId++);
        int show = random.nextInt(SHOWS);
        life.state.showId = show;
        life.state.customerId = random.nextInt(4);
        life.state.createdAtMs = timeMs;
        life.state.deadlineMs = timeMs + 1_000;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int seat = taken[show].nextClearBit(random.nextInt(SEATS));
            boolean area = seat >= SEATS || random.nextInt(6) == 0;
            if (!area) {
                taken[show].set(seat);
            }
            life.units.add(new Unit(area ? -1 : seat, 100 + random.nextInt(900), life.units.size()));
        }
        life.state.amount = sum(life.units);
        life.state.unitCount = life.units.size();
        lives.add(life);
        say(life, events, HOLD_PLACED, life.all());
    }

    private void move(Life life, List<byte[]> events) {
        switch (life.state.status) {
            case HELD -> moveHeld(life, events);
            case PAYING -> movePaying(life, events);
            default -> moveBooked(life, events);
        }
    }

    private void moveHeld(Life life, List<byte[]> events) {
        Step s = life.state;
        switch (random.nextInt(6)) {
            case 0 -> end(life, events, ReservationStatus.EXPIRED, HOLD_EXPIRED);
            case 1 -> end(life, events, ReservationStatus.RELEASED, HOLD_RELEASED);
            case 2 -> {
                s.deadlineMs += 500;
                say(life, events, HOLD_EXTENDED);
            }
            case 3 -> {
                s.reference = 1 + random.nextInt(1_000_000);
                say(life, events, BOOKING_CREATED);
            }
            default -> {
                s.status = ReservationStatus.PAYING;
                s.attempt++;
                s.stepAmount = s.amount;
                s.paymentStatus = PaymentStatus.STARTED;
                say(life, events, PAYMENT_STARTED);
            }
        }
    }

    private void end(Life life, List<byte[]> events, ReservationStatus status, ReservationEventType step) {
        life.state.status = status;
        free(life, life.units);
        lives.remove(life);
        say(life, events, step, life.all());
    }

    private void movePaying(Life life, List<byte[]> events) {
        Step s = life.state;
        if (random.nextInt(3) == 0) {
            s.status = ReservationStatus.HELD;
            s.paymentStatus = PaymentStatus.DECLINED;
            say(life, events, PAYMENT_DECLINED);
            return;
        }
        s.paymentStatus = PaymentStatus.AUTHORISED;
        s.deadlineMs = 0;
        say(life, events, PAYMENT_AUTHORISED);
        s.status = ReservationStatus.BOOKED;
        say(life, events, BOOKING_CONFIRMED, life.all());
    }

    private void moveBooked(Life life, List<byte[]> events) {
        Step s = life.state;
        if (s.paymentStatus == PaymentStatus.AUTHORISED) {
            if (random.nextInt(4) == 0) {
                s.paymentStatus = PaymentStatus.CAPTURE_FAILED;
                end(life, events, ReservationStatus.CANCELLED, CAPTURE_FAILED);
            } else {
                s.paymentStatus = PaymentStatus.CAPTURED;
                s.paidAmount = s.stepAmount;
                say(life, events, PAYMENT_CAPTURED);
            }
        } else if (s.refundDueAmount > 0) {
            s.refundedAmount += s.refundDueAmount;
            s.refundDueAmount = 0;
            say(life, events, REFUNDED);
        } else if (random.nextInt(3) == 0) {
            // Checked in tickets leave the stage, so that none is checked in twice.
            say(life, events, CHECKED_IN, life.units.get(0));
            lives.remove(life);
        } else {
            cancelSome(life, events);
        }
    }

    private void cancelSome(Life life, List<byte[]> events) {
        Step s = life.state;
        List<Unit> given = new ArrayList<>(life.units.subList(0, 1 + random.nextInt(life.units.size())));
        life.units.removeAll(given);
        free(life, given);
        s.amount = sum(life.units);
        s.status = life.units.isEmpty() ? ReservationStatus.CANCELLED : ReservationStatus.BOOKED;
        say(life, events, TICKETS_CANCELLED, given.toArray(Unit[]::new));
        s.refund = ++life.refunds;
        s.refundReason = RefundReason.CUSTOMER_CANCELLED;
        s.stepAmount = sum(given);
        s.refundDueAmount = s.stepAmount;
        say(life, events, REFUND_DUE);
        if (life.units.isEmpty()) {
            lives.remove(life);
        }
    }

    private void free(Life life, List<Unit> units) {
        for (Unit unit : units) {
            if (unit.unit() >= 0) {
                taken[(int) life.state.showId].clear(unit.unit());
            }
        }
    }

    private static long sum(List<Unit> units) {
        return units.stream().mapToLong(Unit::price).sum();
    }
}
