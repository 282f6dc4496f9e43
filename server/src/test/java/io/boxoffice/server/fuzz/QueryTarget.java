package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Queries to the booking core: each has one answer and changes nothing. */
final class QueryTarget implements FuzzTarget {
    private static final int COMPARED_EVERY = 64;

    private final SellingMachine machine = new SellingMachine();
    private final long hash = machine.stateHash();
    private int queries;

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(machine.commands());
        seeds.addAll(CommandTarget.ofEveryTemplate());
        return seeds;
    }

    @Override
    public void decode(byte[] input) {
        machine.ask(input);
        if (++queries % COMPARED_EVERY == 0) {
            assertEquals(hash, machine.stateHash(), "a query has changed something");
        }
    }
}
