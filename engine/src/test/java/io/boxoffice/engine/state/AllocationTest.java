package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.boxoffice.protocol.sbe.BooleanType;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The steady state allocates nothing: counted by the JVM, after the tables have grown to their size. */
class AllocationTest {

    private static final int WARM_UP = 1_400;
    private static final int MEASURED = 500;
    private static final int ROUNDS = 5;
    private static final int RESERVATION_ID_OFFSET = 8;

    private static final StateMachine.Output NOBODY = new StateMachine.Output() {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {}

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {}
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Scenario scenario = aShow("AAAAAAAA", "AAAAAAAA")
            .withArea("pit", 9)
            .withLimits(e -> e.lapsedRetentionMs(0))
            .withRules(e -> e.maxUnitsPerCustomer(4).strandedSeatRule(BooleanType.TRUE))
            .withoutModel()
            .onSale();
    private final BookingStateMachine machine = scenario.machine;
    private long nowMs;

    private void apply(UnsafeBuffer command) {
        machine.apply(machine.lastSequence() + 1, nowMs, command, 0, command.capacity(), NOBODY);
    }

    private void applyToLast(UnsafeBuffer command) {
        command.putLong(RESERVATION_ID_OFFSET, machine.state().reservations.lastId(), ByteOrder.LITTLE_ENDIAN);
        apply(command);
    }

    /** Returns how often the loop was run. */
    private int assertAllocatesNothing(Runnable loop) {
        int runs = WARM_UP;
        for (int i = 0; i < WARM_UP; i++) {
            loop.run();
        }
        // The JVM itself now and then allocates once, when it links or compiles; what the loop allocates shows in every
        // round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                loop.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            runs += MEASURED;
        }
        assertEquals(0, least);
        return runs;
    }

    private static UnsafeBuffer command(byte[] bytes) {
        return new UnsafeBuffer(bytes);
    }

    @Test
    void shouldBookAndCancelWithoutAllocating() {
        UnsafeBuffer hold = command(scenario.customer(7).wants().seats(3).encode());
        UnsafeBuffer book = command(Commands.createBooking(0, 7, 99, Commands.Key.NONE));
        UnsafeBuffer pay = command(Commands.beginPayment(0, 7, Commands.Key.NONE));
        UnsafeBuffer authorised = command(Commands.authorised(0, 1, 1000));
        UnsafeBuffer confirm = command(Commands.confirm(0, 7));
        UnsafeBuffer captured = command(Commands.captured(0, 1));
        UnsafeBuffer query = command(Commands.getReservation(0, 7));
        UnsafeBuffer cancel = command(Commands.cancelBooking(0, 7, Commands.Key.NONE, 0));
        UnsafeBuffer refunded = command(Commands.refunded(0, 1));
        int runs = assertAllocatesNothing(() -> {
            nowMs++;
            apply(hold);
            applyToLast(book);
            applyToLast(pay);
            applyToLast(authorised);
            applyToLast(confirm);
            applyToLast(captured);
            machine.query(query, 0, query.capacity(), NOBODY);
            applyToLast(cancel);
            applyToLast(refunded);
        });
        assertEquals(runs, machine.state().reservations.size());
    }

    @Test
    void shouldHoldReleaseAndExpireWithoutAllocating() {
        UnsafeBuffer named = command(
                scenario.customer(7).wants().seats(0, 1).key(Commands.Key.of(1)).encode());
        UnsafeBuffer best =
                command(scenario.customer(8).wants().area(0, 2).best(2).encode());
        UnsafeBuffer extend = command(Commands.extendHold(0, 8, Commands.Key.NONE));
        UnsafeBuffer release = command(Commands.releaseHold(0, 8));
        UnsafeBuffer tick = command(Commands.tick());
        assertAllocatesNothing(() -> {
            apply(named);
            apply(named);
            apply(best);
            applyToLast(extend);
            applyToLast(release);
            apply(best);
            nowMs += 60_000;
            apply(tick);
        });
        assertEquals(0, machine.state().reservations.size());
    }
}
