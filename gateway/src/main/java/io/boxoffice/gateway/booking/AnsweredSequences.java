package io.boxoffice.gateway.booking;

/** Told of every command that a customer was answered, so that their lists can wait for it. Any thread; must not block. */
@FunctionalInterface
public interface AnsweredSequences {
    void noteAnswered(long customerId, long sequence);
}
