package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inState;

import java.util.List;

/** The deliberate faults of ticket types, prices in advance and blocks. */
final class FaultsOfPrices {
    private FaultsOfPrices() {}

    static List<Fault> ofTypesAndPeriods() {
        return List.of(
                inState(
                        "a price switch without an event",
                        "ShowPrices.java",
                        "        state.events.show(ShowEventType.PRICES_CHANGED, show);\n",
                        "",
                        20),
                inState(
                        "a price switch comes one millisecond late",
                        "ShowPrices.java",
                        "earliestMs() <= state.nowMs",
                        "earliestMs() < state.nowMs",
                        500),
                inState(
                        "a unit is sold at the price of the first type",
                        "Holds.java",
                        "            wantedPrice[i] = show.prices.unitPrice(wanted[i], wantedType[i]);\n",
                        "            wantedPrice[i] = show.prices.unitPrice(wanted[i], 0);\n",
                        20),
                inState(
                        "one companion too many is let in",
                        "Holds.java",
                        "if (companions > total - companions) {",
                        "if (companions > total - companions + 1) {",
                        40),
                inState(
                        "best available does not ask whether a type is sold",
                        "BestAvailable.java",
                        "prices = show.prices.allSell(ofTypes) ? null : show.prices;",
                        "prices = null;",
                        40));
    }

    static List<Fault> ofBlocks() {
        return List.of(
                inState(
                        "a seat out of a block is free once it is given back",
                        "BookingState.java",
                        "show.setOwner(unit, -reservations.units.block(u));",
                        "show.setOwner(unit, 0);",
                        60),
                inState(
                        "an area's blocked places are not counted",
                        "ShowSeats.java",
                        "areaHeld[area] - areaSold[area] - areaBlocked[area]",
                        "areaHeld[area] - areaSold[area]",
                        500),
                inState(
                        "staff take seats out of any block",
                        "BookingState.java",
                        "return owner == 0 || owner == -allowedBlock;",
                        "return owner == 0 || allowedBlock > 0;",
                        60),
                inState(
                        "block changes unblock what they do not name",
                        "Blocking.java",
                        "if (reason == 0 && !whole) {",
                        "if (reason == 0 && !whole && seat % 2 == 0) {",
                        60));
    }
}
