package io.boxoffice.engine.pipeline;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The owner of a reply channel sees a reply whole, or not yet. The results are the reply's id and what stands in it. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(id = "7, 70", expect = Expect.ACCEPTABLE, desc = "the whole reply")
@Outcome(expect = Expect.FORBIDDEN, desc = "a reply that is not written yet")
@State
public class ReplyHandOffStress {
    private final ReplyBuffer channel = new ReplyBuffer("stress", 1, () -> {});
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);

    public ReplyHandOffStress() {
        channel.tryTakePlace();
    }

    @Actor
    public void bookingThread() {
        reply.putLong(0, 70);
        channel.append(7, reply, 0, 8);
        channel.flush();
    }

    @Actor
    public void owner(JJ_Result seen) {
        channel.drain(
                (id, buffer, offset, length) -> {
                    seen.r1 = id;
                    seen.r2 = buffer.getLong(offset);
                },
                1);
    }
}
