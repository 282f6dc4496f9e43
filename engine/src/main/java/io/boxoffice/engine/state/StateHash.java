package io.boxoffice.engine.state;

/**
 * A running 64-bit hash over a sequence of longs: each is mixed in with the finalizer of SplitMix64 (Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", 2014). Not cryptographic. What is added, and in which order, is said
 * where it is added: {@link BookingStateMachine#stateHash()}.
 */
public final class StateHash implements StateSink {
    private long value = 0x9E37_79B9_7F4A_7C15L;

    @Override
    public StateHash add(long item) {
        long z = value * 31 + item + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        value = z ^ (z >>> 31);
        return this;
    }

    @Override
    public StateHash derived(long item) {
        return add(item);
    }

    @Override
    public StateHash content(long item) {
        return this;
    }

    @Override
    public StateHash content(String text) {
        return this;
    }

    @Override
    public boolean wantsContent() {
        return false;
    }

    public long value() {
        return value;
    }
}
