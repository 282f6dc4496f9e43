package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.PipelineSteps;
import io.boxoffice.engine.state.BookingStateMachine;

/**
 * A {@link BookingCore} without threads: whoever has it is all of them, for a simulation that decides itself what happens when.
 * For one thread, which may also be that of the clients; {@link BookingCore#close} ends it.
 */
public final class CoreSteps {
    private final BookingCore core;
    private final PipelineSteps booking;
    private final BookingStateMachine state;

    CoreSteps(BookingCore core, PipelineSteps booking, BookingStateMachine state) {
        this.core = core;
        this.booking = booking;
        this.state = state;
    }

    /** The booking thread and its timer. */
    public PipelineSteps booking() {
        return booking;
    }

    /** Ends futures of {@link BookingCore#client()} whose replies have come, as the client's thread would; returns how many. */
    public int takeClientReplies(int limit) {
        return core.client().takeReplies(limit);
    }

    /** Makes a snapshot and removes what is no longer needed, as the maker's thread would, without rest. */
    public void makeSnapshot() {
        core.snapshots().makeNow();
    }

    /** To look at between two steps. */
    public BookingStateMachine state() {
        return state;
    }
}
