package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.naive.NaiveBookingModel;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.SeatMapForgottenDecoder;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * The state machine and the naive model say the same about random commands, byte for byte. {@code -Dboxoffice.seeds=1000}
 * tries more seeds, {@code -Dboxoffice.seed=7} one.
 */
class ModelAgreementTest {
    private static final int COMMANDS_PER_SEED = 3_600;
    private static final int COMMANDS_PER_HASH = 20;

    private final Set<RejectReason> rejections = EnumSet.noneOf(RejectReason.class);
    private final Set<PaymentStatus> paymentEnds = EnumSet.noneOf(PaymentStatus.class);
    private long mapsForgotten;
    private long limitsPassedLate;

    @Test
    void shouldSayTheSameAsTheNaiveModel() {
        Long seed = Long.getLong("boxoffice.seed");
        long seeds = Long.getLong("boxoffice.seeds", 24);
        LongStream.rangeClosed(seed == null ? 1 : seed, seed == null ? seeds : seed)
                .forEach(this::compare);
        if (seed == null && seeds >= 24) {
            Set<RejectReason> missing = EnumSet.complementOf(EnumSet.copyOf(rejections));
            missing.removeAll(EnumSet.of(
                    RejectReason.NULL_VAL, RejectReason.SBE_UNKNOWN, RejectReason.STORAGE_LOW, RejectReason.TOO_LARGE));
            assertTrue(missing.isEmpty(), "rejections that no random command met: " + missing);
            assertTrue(limitsPassedLate > 0, "no late approval passed a customer's limit");
            assertTrue(
                    paymentEnds.containsAll(EnumSet.of(PaymentStatus.REFUNDED, PaymentStatus.VOIDED)),
                    "" + paymentEnds);
            assertTrue(mapsForgotten > seeds, "so few seat maps forgotten show nothing: " + mapsForgotten);
        }
    }

    private void compare(long seed) {
        RandomCommands commands = new RandomCommands(seed);
        BookingStateMachine machine = new BookingStateMachine();
        NaiveBookingModel model = new NaiveBookingModel();
        Recorder real = new Recorder();
        Recorder naive = new Recorder();
        long nowMs = 1_000;
        for (int i = 1; i <= COMMANDS_PER_SEED; i++) {
            nowMs += commands.delayMs(nowMs, machine.nextDeadlineMs());
            byte[] command = commands.next();
            UnsafeBuffer buffer = new UnsafeBuffer(command);
            String where = "seed " + seed + ", command " + i + ", template " + template(command);
            real.clear();
            naive.clear();
            machine.apply(i, nowMs, buffer, 0, command.length, real);
            model.apply(i, nowMs, buffer, 0, command.length, naive);
            assertEquals(naive.transcript(), real.transcript(), where);
            assertEquals(1, real.replies().size(), where);
            note(real.replies().get(0));
            real.events().forEach(this::noteEvent);
            mapsForgotten += real.events().stream()
                    .filter(event -> template(event) == SeatMapForgottenDecoder.TEMPLATE_ID)
                    .count();
            commands.observe(real.replies().get(0));
            assertEquals(model.nextDeadlineMs(), machine.nextDeadlineMs(), where);
            assertEquals(model.hasPendingWork(), machine.hasPendingWork(), where);
            if (i % 7 == 0) {
                compareQuery(commands.query(), machine, model, where);
            }
            if (i % COMMANDS_PER_HASH == 0) {
                assertEquals(model.stateHash(), machine.stateHash(), where);
                Invariants.check(machine, where);
            }
        }
    }

    private static void compareQuery(byte[] query, BookingStateMachine machine, NaiveBookingModel model, String where) {
        UnsafeBuffer buffer = new UnsafeBuffer(query);
        Recorder real = new Recorder();
        Recorder naive = new Recorder();
        machine.query(buffer, 0, query.length, real);
        model.query(buffer, 0, query.length, naive);
        assertEquals(naive.transcript(), real.transcript(), "query after " + where);
    }

    private void note(byte[] reply) {
        UnsafeBuffer buffer = new UnsafeBuffer(reply);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            rejections.add(
                    new RejectedDecoder().wrapAndApplyHeader(buffer, 0, header).reason());
        }
    }

    private void noteEvent(byte[] event) {
        UnsafeBuffer buffer = new UnsafeBuffer(event);
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() == ReservationEventDecoder.TEMPLATE_ID) {
            ReservationEventDecoder e = new ReservationEventDecoder().wrapAndApplyHeader(buffer, 0, header);
            paymentEnds.add(e.paymentStatus());
            limitsPassedLate += e.refundReason() == RefundReason.LIMIT ? 1 : 0;
        }
    }

    private static int template(byte[] command) {
        return command.length < 8
                ? -1
                : new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
    }
}
