package io.boxoffice.simulator;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.engine.state.naive.NaiveBookingModel;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What ought to be: the journal as it was acknowledged, and what the naive model makes of it. */
final class Oracle {
    /** A journaled command. */
    record Journaled(long timeMs, byte[] bytes) {
        boolean is(long otherTimeMs, byte[] otherBytes) {
            return timeMs == otherTimeMs && Arrays.equals(bytes, otherBytes);
        }
    }

    /** An event in its place. */
    record Happening(long sequence, int ordinal, long timeMs, byte[] bytes) {
        boolean isOfReservation() {
            return new MessageHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0).templateId()
                    == ReservationEventDecoder.TEMPLATE_ID;
        }

        /** Whether it must be in PostgreSQL. The rule is written here once more, so that a fault in production's is found. */
        boolean isOfSales() {
            if (!isOfReservation()) {
                return false;
            }
            ReservationEventDecoder event = new ReservationEventDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderDecoder());
            return isOfSales(event.status(), event.paymentStatus());
        }

        static boolean isOfSales(ReservationStatus status, PaymentStatus payment) {
            return switch (status) {
                case BOOKED, CANCELLED -> true;
                default -> !payment.equals(PaymentStatus.NONE);
            };
        }
    }

    private final NaiveBookingModel model = new NaiveBookingModel();
    private final List<Journaled> journal = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();

    /** Where the events of a command begin, by sequence. */
    private final List<Integer> firstHappening = new ArrayList<>();

    private final Heard heard = new Heard();
    private long lastSalesSequence;

    private final class Heard implements StateMachine.Output {
        private byte[] reply;
        private int ordinal;

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            reply = copy(buffer, offset, length);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            Happening happening = new Happening(
                    lastSequence(), ordinal++, journal.get(journal.size() - 1).timeMs, copy(buffer, offset, length));
            happenings.add(happening);
            lastSalesSequence = happening.isOfSales() ? lastSequence() : lastSalesSequence;
        }
    }

    static byte[] copy(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    /** A command is in the journal for good. Returns the reply that is due. */
    byte[] apply(long timeMs, byte[] command) {
        journal.add(new Journaled(timeMs, command));
        firstHappening.add(happenings.size());
        heard.ordinal = 0;
        model.apply(journal.size(), timeMs, new UnsafeBuffer(command), 0, command.length, heard);
        return heard.reply;
    }

    byte[] query(byte[] query) {
        model.query(new UnsafeBuffer(query), 0, query.length, heard);
        return heard.reply;
    }

    long lastSequence() {
        return journal.size();
    }

    /** The last command with an event that must be in PostgreSQL; 0: none. */
    long lastSalesSequence() {
        return lastSalesSequence;
    }

    long lastTimeMs() {
        return journal.isEmpty() ? 0 : journal.get(journal.size() - 1).timeMs;
    }

    Journaled journaled(long sequence) {
        return journal.get((int) sequence - 1);
    }

    long nextDeadlineMs() {
        return model.nextDeadlineMs();
    }

    boolean hasPendingWork() {
        return model.hasPendingWork();
    }

    long stateHash() {
        return model.stateHash();
    }

    /** All events of commands after one sequence and up to another, in order. */
    List<Happening> happenings(long after, long through) {
        int from = after >= journal.size() ? happenings.size() : firstHappening.get((int) after);
        int to = through >= journal.size() ? happenings.size() : firstHappening.get((int) through);
        return happenings.subList(from, to);
    }
}
