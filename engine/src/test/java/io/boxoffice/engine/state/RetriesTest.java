package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * In a hostile season, whatever was changed in between, the answer to a command that is sent again is the first one, byte for
 * byte, from the running state machine and from one loaded from a snapshot.
 */
class RetriesTest {
    private static final int COMMANDS_PER_SEED = 4_000;
    private static final int COMMANDS_PER_SNAPSHOT = 500;

    private final Map<Integer, Integer> retries = new HashMap<>();

    @Test
    void shouldAnswerEveryRetryAsFirst() {
        long seeds = Long.getLong("boxoffice.seeds", 24);
        LongStream.rangeClosed(1, seeds).filter(seed -> seed % 4 != 3).forEach(this::run);
        for (int template : new int[] {
            ReservationReplyDecoder.TEMPLATE_ID, PaymentReplyDecoder.TEMPLATE_ID, CancelReplyDecoder.TEMPLATE_ID
        }) {
            assertTrue(retries.getOrDefault(template, 0) > 20, "so few retries show nothing: " + retries);
        }
    }

    private void run(long seed) {
        RandomCommands season = new RandomCommands(seed);
        Random random = new Random(~seed);
        BookingStateMachine machine = new BookingStateMachine();
        Map<RandomKeys.Id, byte[]> firstAnswers = new HashMap<>();
        List<byte[]> kept = new ArrayList<>();
        List<byte[]> keptCancellations = new ArrayList<>();
        long nowMs = 1_000;
        for (int i = 1; i <= COMMANDS_PER_SEED; i++) {
            nowMs += season.delayMs(nowMs, machine.nextDeadlineMs());
            boolean retry = !kept.isEmpty() && random.nextInt(3) == 0;
            // Cancellations are few, and so sent again more often.
            boolean cancellation = retry && !keptCancellations.isEmpty() && random.nextInt(4) == 0;
            byte[] command = retry ? oneOfTheLast(40, cancellation ? keptCancellations : kept, random) : season.next();
            RandomKeys.Id key = RandomKeys.keyOf(command);
            boolean again = key != null && machine.state().reservations.keys.find(key.hi(), key.lo()) != KeyTable.NONE;
            Recorder recorder = new Recorder();
            machine.apply(i, nowMs, new UnsafeBuffer(command), 0, command.length, recorder);
            byte[] reply = recorder.replies().get(0);
            if (!retry) {
                season.observe(reply);
            }
            if (key != null && !isRejection(reply)) {
                (template(reply) == CancelReplyDecoder.TEMPLATE_ID ? keptCancellations : kept).add(command);
                check(firstAnswers, key, again, reply, "seed " + seed + ", command " + i);
            }
            if (i % COMMANDS_PER_SNAPSHOT == 0) {
                machine = SnapshotAgreementTest.reload(machine, "seed " + seed);
            }
        }
    }

    private static byte[] oneOfTheLast(int most, List<byte[]> commands, Random random) {
        return commands.get(commands.size() - 1 - random.nextInt(Math.min(most, commands.size())));
    }

    private void check(
            Map<RandomKeys.Id, byte[]> firstAnswers, RandomKeys.Id key, boolean again, byte[] reply, String where) {
        byte[] plain = reply.clone();
        UnsafeBuffer buffer = new UnsafeBuffer(plain);
        int template = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        int flag = MessageHeaderDecoder.ENCODED_LENGTH
                + switch (template) {
                    case ReservationReplyDecoder.TEMPLATE_ID -> ReservationReplyDecoder.duplicateEncodingOffset();
                    case PaymentReplyDecoder.TEMPLATE_ID -> PaymentReplyDecoder.duplicateEncodingOffset();
                    default -> CancelReplyDecoder.duplicateEncodingOffset();
                };
        plain[flag] = 0;
        // Whose it is now: no part of what the customer reads.
        int customer = MessageHeaderDecoder.ENCODED_LENGTH + ReservationReplyDecoder.customerIdEncodingOffset();
        buffer.putLong(customer, 0);
        byte[] first = firstAnswers.get(key);
        if (again && first != null && !isUnderWay(first)) {
            assertArrayEquals(first, plain, where);
            retries.merge(template, 1, Integer::sum);
        } else {
            firstAnswers.put(key, plain);
        }
    }

    private static boolean isRejection(byte[] reply) {
        return template(reply) == RejectedDecoder.TEMPLATE_ID;
    }

    /** Whether it is a payment that is still under way: the one answer that changes. */
    private static boolean isUnderWay(byte[] reply) {
        if (template(reply) != PaymentReplyDecoder.TEMPLATE_ID) {
            return false;
        }
        PaymentReplyDecoder payment =
                new PaymentReplyDecoder().wrapAndApplyHeader(new UnsafeBuffer(reply), 0, new MessageHeaderDecoder());
        return payment.paymentStatus() == PaymentStatus.STARTED
                || payment.reservationStatus() == ReservationStatus.PAYING;
    }

    private static int template(byte[] message) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0).templateId();
    }
}
