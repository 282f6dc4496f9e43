package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Limits and rules arrive by command. */
class ConfigureTest {

    @Test
    void shouldRefuseTimesSoLongThatDeadlinesWouldOverflow() {
        Scenario s = aShow("AAAA").onSale();
        long tooLong = Long.MAX_VALUE - 1;
        s.configure(e -> e.lapsedRetentionMs(tooLong)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.lapsedRetentionMs(0).uploadTtlMs(tooLong)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.uploadTtlMs(1).maxHoldTtlMs(tooLong)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.maxHoldTtlMs(1_000).paymentWindowMs(tooLong)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.paymentWindowMs(1)).accepted();
    }

    @Test
    void shouldAllowNothingBeforeTheFirstConfigure() {
        Scenario s = aShow("AAAA").withoutModel();
        s.send(Commands.beginUpload(1, UploadKind.SEAT_MAP, 2, 3, 100, 0)).isRejected(RejectReason.LIMIT_EXCEEDED, 0);
    }

    @Test
    void shouldKeepOldLimitsWhenNewOnesMakeNoSense() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxReservations(1)).onSale();
        s.configure(e -> e.maxReservations(5).maxUnitsPerHold(49)).isRejected(RejectReason.MALFORMED);
        s.customer(7).holds("A-1");
        s.customer(8).holds("A-2").isRejected(RejectReason.CAPACITY, 1);
        s.configure(e -> e.maxUnitsPerHold(48)).accepted();
        s.customer(8).holds("A-2").is(ReservationStatus.HELD);
    }

    @Test
    void shouldNotPretendToUnderstandNewerRules() {
        Scenario s = aShow("AAAA").onSale();
        assertThrows(
                IllegalStateException.class, () -> s.configure(e -> e.behaviourVersion(Limits.BEHAVIOUR_VERSION + 1)));
    }

    @Test
    void shouldRefuseCommandsOutOfOrder() {
        Scenario s = aShow("AAAA").at(100).onSale();
        byte[] tick = Commands.tick();
        UnsafeBuffer buffer = new UnsafeBuffer(tick);
        long next = s.machine.lastSequence() + 1;
        Recorder output = new Recorder();
        assertThrows(
                IllegalArgumentException.class, () -> s.machine.apply(next + 1, 100, buffer, 0, tick.length, output));
        assertThrows(IllegalArgumentException.class, () -> s.machine.apply(next, 99, buffer, 0, tick.length, output));
        assertEquals(100, s.machine.lastTimeMs());
    }
}
