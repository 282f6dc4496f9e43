package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A body that many answers share, off the heap, where the operating system takes it from without a copy. It stays until its maker
 * has released it and the last answer with it has been sent. Any thread.
 */
public final class SharedBytes {
    /** How many bytes may be shared at a time, in caches or amid being sent. Any thread. */
    public static final class Budget {
        private final AtomicLong live = new AtomicLong();
        private final long maxBytes;

        public Budget(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** Whether so much is there that those who take it slowly must make room. */
        boolean isPressed() {
            return live.get() > maxBytes - maxBytes / 4;
        }

        /** What is there now. */
        public long liveBytes() {
            return live.get();
        }

        private void take(int bytes) {
            if (live.addAndGet(bytes) > maxBytes) {
                live.addAndGet(-bytes);
                throw new ProblemException(HttpProblem.OVERLOADED);
            }
        }
    }

    /** Gives its bytes back to the budget when nobody refers to it any more. */
    private static final class Buffer extends UnpooledDirectByteBuf {
        private final Budget budget;

        Buffer(Budget budget, byte[] bytes) {
            super(UnpooledByteBufAllocator.DEFAULT, bytes.length, bytes.length);
            this.budget = budget;
            writeBytes(bytes);
        }

        @Override
        protected void deallocate() {
            int bytes = maxCapacity();
            super.deallocate();
            budget.live.addAndGet(-bytes);
        }
    }

    private final ByteBuf buffer;
    private final int length;

    private SharedBytes(ByteBuf buffer) {
        this.buffer = buffer;
        length = buffer.readableBytes();
    }

    /**
     * A copy of bytes, to be released once by whoever made it.
     *
     * @throws ProblemException overloaded, when the budget has no room
     */
    public static SharedBytes copyOf(byte[] bytes, Budget budget) {
        budget.take(bytes.length);
        ByteBuf made = null;
        try {
            made = new Buffer(budget, bytes);
            return new SharedBytes(made);
        } finally {
            if (made == null) {
                budget.live.addAndGet(-bytes.length);
            }
        }
    }

    public int length() {
        return length;
    }

    /** The bytes for one more answer, which releases them; null when they are gone. */
    ByteBuf tryTake() {
        try {
            return buffer.retainedDuplicate();
        } catch (IllegalReferenceCountException e) {
            return null;
        }
    }

    /** Copies all of them; for their maker, who has not released them. */
    public void copyTo(byte[] into) {
        buffer.getBytes(buffer.readerIndex(), into);
    }

    /** The maker needs them no more. */
    public void release() {
        buffer.release();
    }
}
