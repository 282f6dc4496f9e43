package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inPayment;
import static io.boxoffice.simulator.Fault.inState;

import java.util.List;

/** The deliberate faults in how long holds stand, how refunds end, and what is forgotten. */
final class FaultsOfLives {
    private FaultsOfLives() {}

    static List<Fault> ofHolds() {
        return List.of(
                inState(
                        "a hold stands past its life",
                        "BookingState.java",
                        "long atMs = Math.min(deadlineMs, lifeEndMs(r));",
                        "long atMs = deadlineMs;",
                        40),
                inState(
                        "a payment begins in the last minute of a hold's life",
                        "Payments.java",
                        "state.lifeEndMs(r) - state.nowMs < LEAST_LIFE_TO_PAY_MS",
                        "state.lifeEndMs(r) - state.nowMs < 1_000",
                        40),
                inState(
                        "a declined payment keeps the deadline it had",
                        "Payments.java",
                        "                restoreDeadline(r);\n",
                        "",
                        40),
                inState(
                        "a declined payment shortens a hold below its former deadline",
                        "Payments.java",
                        "Math.max(table.createdAtMs(r) + beforeMs, state.nowMs + AFTER_DECLINE_MS)",
                        "state.nowMs + AFTER_DECLINE_MS",
                        300));
    }

    static List<Fault> ofRefunds() {
        return List.of(
                inState(
                        "a late approval ignores the customer's limit",
                        "Payments.java",
                        "state.limits.isVersion3() && !customerHasRoom(r)",
                        "state.limits.isVersion3() && r == ReservationTable.NONE",
                        300),
                inState(
                        "money that went back stays due in the payment's status",
                        "Payments.java",
                        "            endStatus(r, f, voided);\n",
                        "",
                        60),
                inState(
                        "what was voided counts as given back",
                        "Payments.java",
                        "            if (voided) {\n                voidRefunds(",
                        "            if (voided && c.refund() > 1) {\n                voidRefunds(",
                        60),
                inPayment(
                        "settlement says that a voided approval was paid back",
                        "SettlementSteps.java",
                        "return refunded(refund, !taken);",
                        "return refunded(refund, false);",
                        60));
    }

    static List<Fault> ofForgetting() {
        return List.of(
                inState(
                        "what had payments is forgotten first",
                        "BookingState.java",
                        "reservations.attempt(r) == 0 ? TimerQueue.Kind.UNPAID : TimerQueue.Kind.SETTLED",
                        "reservations.attempt(r) != 0 ? TimerQueue.Kind.UNPAID : TimerQueue.Kind.SETTLED",
                        3000),
                inState(
                        "what ended last is forgotten first",
                        "TimerQueue.java",
                        "        return firstOf(filled & ofKind);\n",
                        """
                                int last = ReservationTable.NONE;
                                for (int r = 1; r < places.length; r++) {
                                    boolean alike = places[r] != ABSENT
                                            && (where(places[r]) >= runs.length
                                                    ? where(places[r]) - runs.length
                                                    : where(places[r]) / RUNS) == kind.ordinal();
                                    last = alike && (last == 0 || timeOf(r) > timeOf(last)) ? r : last;
                                }
                                return last;
                        """,
                        60),
                inState(
                        "what is not settled is forgotten",
                        "BookingState.java",
                        "if (over && !t.unsettled(r)) {",
                        "if (over) {",
                        60),
                inState(
                        "rows that were given back are counted",
                        "ReservationTable.java",
                        "RESERVATION_BYTES * size",
                        "RESERVATION_BYTES * (used - 1)",
                        150),
                inState(
                        "a new hold's key is not counted",
                        "ReservationTable.java",
                        "(withAKey ? KEY_BYTES : 0)",
                        "0",
                        150),
                inState(
                        "after a restore what lapses is taken for what is over",
                        "StateLoader.java",
                        "state.timers.load(state.timerKind(r), r, id, timerMs);",
                        "state.timers.load(TimerQueue.Kind.UNPAID, r, id, timerMs);",
                        150));
    }
}
