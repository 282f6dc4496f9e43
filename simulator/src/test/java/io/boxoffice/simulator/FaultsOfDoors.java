package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inState;

import java.util.List;

/** Faults in whose a reservation is, in credentials and at doors. */
final class FaultsOfDoors {
    private FaultsOfDoors() {}

    static List<Fault> all() {
        return List.of(
                inState(
                        "a limit is passed by replacing",
                        "Holds.java",
                        "        boolean fits = gather(c, show);\n",
                        "        show.maxUnitsPerCustomer += 4;\n        boolean fits = gather(c, show);\n"
                                + "        show.maxUnitsPerCustomer -= 4;\n",
                        3000),
                inState(
                        "a hold that should have been replaced goes though the new one is refused",
                        "Holds.java",
                        "        return fits;\n",
                        "        if (!fits) {\n"
                                + "            state.vacateHeld(replaced, ReservationStatus.RELEASED);\n"
                                + "        }\n        return fits;\n",
                        100),
                inState(
                        "an organisation acts on another's reservations",
                        "Whose.java",
                        " && mayActOn(table.show[r], organisationId);",
                        " && (organisationId & 1) >= 0;",
                        100),
                inState(
                        "a booking's number is forgotten when a snapshot is read",
                        "StateLoader.java",
                        "            t.credentialNumber(r, in.nextInt());\n",
                        "            in.nextInt();\n",
                        100),
                inState(
                        "an admission is undone by a code that is no longer valid",
                        "TicketCommands.java",
                        "        RejectReason reason = obstacle(r, u, c.showId(), generation);\n        int scan",
                        "        RejectReason reason = obstacle(r, u, c.showId(), generation(u));\n        int scan",
                        400),
                inState(
                        "a ticket that was made anew leaves the old one valid",
                        "TicketCommands.java",
                        "        if (generation != generation(u)) {\n",
                        "        if (generation > generation(u)) {\n",
                        200),
                inState(
                        "a scan that was told is refused",
                        "TicketCommands.java",
                        "        byte kind = valid ? ScanPool.AGAIN : ScanPool.INVALID;\n",
                        "        if (!valid) {\n            replies.reject(RejectReason.WRONG_STATE);\n"
                                + "            return;\n        }\n"
                                + "        byte kind = valid ? ScanPool.AGAIN : ScanPool.INVALID;\n",
                        100),
                inState(
                        "a door of another show uses a ticket up",
                        "TicketCommands.java",
                        "        if (show.showId != showId) {\n",
                        "        if (show.showId != showId && showId > 6) {\n",
                        100),
                inState(
                        "a customer's reservations lose one when it changes hands",
                        "ReservationTable.java",
                        "            customers.newest(customer, after);\n",
                        "            customers.newest(customer, NONE);\n",
                        200),
                inState(
                        "the same scan told twice is two",
                        "ScanPool.java",
                        "!(deviceId[s] == device && scannedAtMs[s] == scannedMs)",
                        "!(deviceId[s] == device && scannedAtMs[s] > scannedMs)",
                        100));
    }
}
