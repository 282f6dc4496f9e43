package io.boxoffice.engine.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An owner that says that it may be woken, then looks once more, has either seen the reply or is woken. The results are the
 * replies it saw and the times it was woken.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "seen at the last look")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "woken")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both, which costs a look in vain")
@Outcome(expect = Expect.FORBIDDEN, desc = "asleep with a reply waiting")
@State
public class ReplyWakeUpStress {
    private final AtomicBoolean mayBeWoken = new AtomicBoolean();
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[8]);
    private int wakeUps;
    private int seen;
    private final ReplyBuffer channel = new ReplyBuffer("stress", 1, this::wakeUp);

    public ReplyWakeUpStress() {
        channel.tryTakePlace();
    }

    private void wakeUp() {
        if (mayBeWoken.getAndSet(false)) {
            wakeUps++;
        }
    }

    @Actor
    public void bookingThread() {
        channel.append(7, reply, 0, 8);
        channel.flush();
    }

    @Actor
    public void owner() {
        mayBeWoken.set(true);
        seen = channel.drain((id, buffer, offset, length) -> {}, 1);
    }

    @Arbiter
    public void judge(II_Result result) {
        result.r1 = seen;
        result.r2 = wakeUps;
    }
}
