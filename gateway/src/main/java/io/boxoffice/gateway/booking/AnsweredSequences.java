package io.boxoffice.gateway.booking;

/** Told of every command a customer was answered, so that their lists can wait for it. Any thread; must not block. */
@FunctionalInterface
public interface AnsweredSequences {
    void note(long customerId, long sequence);
}
