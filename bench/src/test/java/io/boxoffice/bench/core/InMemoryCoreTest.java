package io.boxoffice.bench.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What benchmarks do is accepted, whatever stands in the buffer before a command is encoded. */
final class InMemoryCoreTest {
    private static final int SHOW = 1;
    private static final byte[] FORMER_BYTES = {0, 1, 0x5A, -1};

    private final InMemoryCore core = new InMemoryCore(2, 10, 20);

    /** As if a command with other fields had stood there. */
    private void leaveBytes(byte former) {
        core.command.setMemory(0, core.command.capacity(), former);
    }

    @Test
    void shouldHoldAndRelease() {
        for (byte former : FORMER_BYTES) {
            leaveBytes(former);
            core.applyAccepted(core.commands.placeHold(core.command, SHOW, 41, 4, 2));
            leaveBytes(former);
            core.applyAccepted(core.commands.releaseHold(core.command, core.lastReservationId()));
            leaveBytes(former);
            core.applyAccepted(core.commands.placeBestAvailable(core.command, SHOW, 42, 4));
            leaveBytes(former);
            core.applyAccepted(core.commands.releaseHold(core.command, core.lastReservationId()));
        }
        assertTrue(core.eventBytes() > 0);
    }

    @Test
    void shouldSellAndGiveBack() {
        long before = 0;
        for (byte former : FORMER_BYTES) {
            leaveBytes(former);
            core.applyAccepted(core.commands.placeHold(core.command, SHOW, 41, 4, 2));
            long id = core.lastReservationId();
            leaveBytes(former);
            core.applyAccepted(core.commands.createBooking(core.command, id));
            leaveBytes(former);
            core.applyAccepted(core.commands.beginPayment(core.command, id));
            leaveBytes(former);
            core.applyAccepted(core.commands.authorised(core.command, id, 2L * InMemoryCore.PRICE));
            leaveBytes(former);
            core.applyAccepted(core.commands.confirm(core.command, id));
            leaveBytes(former);
            core.applyAccepted(core.commands.cancelBooking(core.command, id));
            assertEquals(before + 1, id, "one reservation each");
            before = id;
        }
    }

    @Test
    void shouldLetHoldsLapse() {
        for (byte former : FORMER_BYTES) {
            leaveBytes(former);
            core.applyAccepted(core.commands.placeHold(core.command, SHOW, 41, 4, 2));
            core.advance(3_600_000);
            leaveBytes(former);
            assertTrue(core.sweep() >= 1);
        }
    }
}
