package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Clock;
import java.time.Instant;

/** What somebody has taken, as pages tell it. Any thread. */
final class Baskets {
    private final ShowSnapshots told;
    private final Clock clock;

    Baskets(ShowSnapshots told, Clock clock) {
        this.told = told;
        this.clock = clock;
    }

    /** Whether it is theirs until a deadline that is not over, and no payment is under way. */
    boolean isHeld(Reservation reservation) {
        return reservation.status() == ReservationStatus.HELD && reservation.deadlineMs() > clock.millis();
    }

    /** All of it. */
    View.Basket of(Say say, Entry entry, Reservation reservation) {
        SeatWords words = words(say, entry);
        ShowSnapshot now = new ShowSnapshot();
        told.copy(entry.show(), now);
        boolean held = isHeld(reservation);
        return new View.Basket(
                ChoosingPage.facts(say, entry),
                held ? new WhySeats(entry.map()).of(reservation, now, say) : "",
                words.lines(reservation),
                say.text(sum(reservation)),
                words.money(reservation.amount()),
                held ? say.text("held.until", "time", until(say, entry, reservation)) : null,
                Instant.ofEpochMilli(reservation.deadlineMs()).toString(),
                Long.toString(clock.millis()));
    }

    /** What the sum is: to be paid, paid, or a price that nobody pays. */
    private static String sum(Reservation reservation) {
        return switch (reservation.status()) {
            case HELD, PAYING -> "sum.total";
            case BOOKED -> "sum.paid";
            default -> "sum.price";
        };
    }

    /** The deadline, on the clocks of the venue. */
    static String until(Say say, Entry entry, Reservation reservation) {
        return say.time(Instant.ofEpochMilli(reservation.deadlineMs()), entry.zone());
    }

    /** What a language says of a show's seats and prices. */
    static SeatWords words(Say say, Entry entry) {
        return new SeatWords(
                say,
                entry.map(),
                entry.card().types(),
                entry.show().definition().currency());
    }
}
