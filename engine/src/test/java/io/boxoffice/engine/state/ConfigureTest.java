package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;

import io.boxoffice.protocol.sbe.RejectReason;
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
}
