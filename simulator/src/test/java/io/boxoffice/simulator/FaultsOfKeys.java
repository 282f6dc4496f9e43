package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inState;

import java.util.List;

/** Faults of what version 3 of the rules says of keys, of bookings that cost nothing or less, and of when a show is archived. */
final class FaultsOfKeys {
    private FaultsOfKeys() {}

    static List<Fault> all() {
        return List.of(
                inState(
                        "a further key of a booking is not kept",
                        "Bookings.java",
                        "int kept = idempotency.rememberBookingAgain(r, first, c.keyHi(), c.keyLo(), c.bodyHash());",
                        "int kept = KeyTable.NONE;",
                        100),
                inState(
                        "a booking that cost nothing is answered again as it is now",
                        "Replies.java",
                        "reservation.status(outcome == KeyTable.CONFIRMED_AT_ONCE ? ReservationStatus.BOOKED :"
                                + " ReservationStatus.HELD);",
                        "reservation.status(t.status(r));",
                        100),
                inState(
                        "a booking that final prices make free waits to be confirmed",
                        "Bookings.java",
                        "c.confirmIfFree() == BooleanType.TRUE && table.amount(r) == 0;",
                        "c.confirmIfFree() == BooleanType.TRUE && table.quotedAmount(r) == 0;",
                        100),
                inState(
                        "a final price above that of the hold is taken",
                        "Bookings.java",
                        "prices.price() > units.listPrice(u)",
                        "prices.price() > units.listPrice(u) + 500",
                        100),
                inState(
                        "the amount of a booking does not follow its final prices",
                        "Bookings.java",
                        "                table.amount(r, table.amount(r) + finalPrice[ordinal] - units.price(u));\n",
                        "",
                        60),
                inState(
                        "a hold's key shows what the booking cost in the end",
                        "Replies.java",
                        "price(list ? t.units.listPrice(u) : t.units.price(u))",
                        "price(t.units.price(u))",
                        200),
                inState(
                        "that a payment booked the seats is not kept with its key",
                        "Bookings.java",
                        "            idempotency.noteDecided(r, KeyTable.BOOKED);\n",
                        "",
                        100),
                inState(
                        "a show that sold tickets is archived when it is said to have ended",
                        "ShowSeats.java",
                        "return Math.max(Math.max(endsAtMs, latestEndMs), checkInUntilMs);",
                        "return endsAtMs;",
                        300),
                inState(
                        "a later end of a show that sold tickets does not count",
                        "ShowLifecycle.java",
                        "if (version3 && show.soldUnits > 0) {",
                        "if (version3 && show.soldUnits < 0) {",
                        300),
                inState(
                        "the latest end is lowered below the end",
                        "ShowLifecycle.java",
                        "c.latestEndMs() < show.endsAtMs",
                        "c.latestEndMs() < show.startsAtMs",
                        300),
                inState(
                        "sold tickets are forgotten when a snapshot is read",
                        "BookingState.java",
                        "        show.soldUnits++;\n        show.unitsOfCustomer",
                        "        show.unitsOfCustomer",
                        300));
    }
}
