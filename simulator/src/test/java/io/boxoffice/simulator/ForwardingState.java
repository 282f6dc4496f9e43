package io.boxoffice.simulator;

import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.writer.SalesState;

/** Another state, for a test to interfere with. */
class ForwardingState implements SalesState {
    private final SalesState state;

    ForwardingState(SalesState state) {
        this.state = state;
    }

    @Override
    public long sequence() {
        return state.sequence();
    }

    @Override
    public long lastEventSequence() {
        return state.lastEventSequence();
    }

    @Override
    public long timeMs() {
        return state.timeMs();
    }

    @Override
    public long lastReservationId() {
        return state.lastReservationId();
    }

    @Override
    public long[] reservationIds() {
        return state.reservationIds();
    }

    @Override
    public ReservationState reservation(long reservationId) {
        return state.reservation(reservationId);
    }
}
