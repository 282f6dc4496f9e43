package io.boxoffice.engine.pipeline;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A place that is given back is used by the next reply only once the owner has finished with the one before. There are two
 * entries: the first reply waits in one of them, the second and third want the other and then the first's.
 */
@JCStressTest
@Outcome(
        id = {"10, 0", "10, 20", "10, 30"},
        expect = Expect.ACCEPTABLE,
        desc = "the first reply stood until it was read")
@Outcome(expect = Expect.FORBIDDEN, desc = "a reply was overwritten while it was read")
@State
public class ReplyPlaceStress {
    private final ReplyBuffer channel = new ReplyBuffer("stress", 1, () -> {});
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);
    private volatile int asked = 1;

    public ReplyPlaceStress() {
        channel.tryTakePlace();
        answer(1);
    }

    private void answer(int request) {
        reply.putLong(0, request * 10L);
        channel.append(request, reply, 0, 8);
        channel.flush();
    }

    @Actor
    public void bookingThread() {
        for (int request = 2; request <= 3; request++) {
            for (int look = 0; asked < request; look++) {
                if (look == 100) {
                    return;
                }
                Thread.onSpinWait();
            }
            answer(request);
        }
    }

    @Actor
    public void owner(JJ_Result seen) {
        drain(seen, true);
        drain(seen, false);
        drain(seen, false);
    }

    private void drain(JJ_Result seen, boolean first) {
        channel.drain(
                (id, buffer, offset, length) -> {
                    channel.tryTakePlace();
                    asked = (int) id + 1;
                    long body = buffer.getLong(offset);
                    if (first) {
                        seen.r1 = body;
                    } else {
                        seen.r2 = body == id * 10 ? body : -1;
                    }
                },
                1);
    }
}
