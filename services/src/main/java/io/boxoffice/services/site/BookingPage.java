package io.boxoffice.services.site;

import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.booking.TicketCode;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.ticket.TicketQr;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The page of a booking: how it stands, what its tickets are, how its money stands. Any thread; never blocks. */
final class BookingPage {

    private final Drawing drawing;
    private final Clock clock;

    BookingPage(Drawing drawing, Clock clock) {
        this.drawing = drawing;
        this.clock = clock;
    }

    /** The page. */
    byte[] draw(Say say, OpenBooking open) {
        Reservation booking = open.booking();
        TicketWords words = new TicketWords(say, open);
        String address = '/' + say.code() + open.path();
        String heading = heading(say, open);
        boolean isReal = !open.tickets().isEmpty();
        View view = new View.Booking(
                heading,
                status(say, open),
                booking.reference() == 0 ? null : TicketCode.formatReference(booking.reference()),
                notes(say, open),
                isReal ? null : facts(say, open),
                tickets(say, open, words),
                isReal || open.map() == null ? List.of() : words.lines(),
                isReal && open.card() != null ? address + "/calendar.ics" : null,
                open.canBeCancelled(clock.millis()) ? address + "/cancel" : null,
                isReal ? cancelling(say, open) : "",
                isPayable(open) ? Checkout.path(say, booking.reservationId()) : null);
        return drawing.draw("booking", frame(say, open.path(), heading), view);
    }

    /** A page that says that there is no such booking for whoever asks, and how to get at it. */
    byte[] closed(Say say) {
        View view = new View.Trouble(
                say.text("booking.closed"),
                say.text("booking.closedWhy"),
                '/' + say.code() + "/bookings",
                say.text("booking.getCode"));
        return drawing.draw("trouble", frame(say, "/bookings", say.text("booking.closed")), view);
    }

    /**
     * A page that says that a booking cannot be looked up without PostgreSQL.
     *
     * @param address of the page that was asked for
     */
    byte[] away(Say say, String address) {
        View view = new View.Trouble(
                say.text("booking.away"), say.text("booking.awayWhy"), address, say.text("booking.again"));
        return drawing.draw("trouble", frame(say, "/bookings", say.text("booking.away")), view);
    }

    private Frame frame(Say say, String path, String title) {
        return drawing.frame(say, path, title, title).hidden();
    }

    private boolean isPayable(OpenBooking open) {
        return open.isOwn()
                && open.booking().status() == ReservationStatus.HELD
                && open.booking().deadlineMs() > clock.millis();
    }

    private String heading(Say say, OpenBooking open) {
        boolean isComing = clock.millis() < open.startsAtMs();
        return switch (open.booking().status()) {
            case BOOKED ->
                isComing
                        ? say.text(
                                "booking.seeYou",
                                "time",
                                say.time(Instant.ofEpochMilli(open.startsAtMs()), open.zone()))
                        : say.text("booking.yours");
            case HELD -> say.text("booking.toPay");
            case PAYING -> say.text("booking.paying");
            case CANCELLED -> say.text("booking.cancelled");
            default -> say.text("booking.lapsed");
        };
    }

    /** That it is well; null when it is not. */
    private static String status(Say say, OpenBooking open) {
        if (open.booking().status() != ReservationStatus.BOOKED) {
            return null;
        }
        return open.isPaid() ? say.text("status.paid") : say.text("status.confirmed");
    }

    /** How the booking and its money stand, where there is something to say. */
    private List<View.Note> notes(Say say, OpenBooking open) {
        Reservation booking = open.booking();
        List<View.Note> notes = new ArrayList<>();
        if (isPayable(open)) {
            String until = say.time(Instant.ofEpochMilli(booking.deadlineMs()), open.zone());
            notes.add(note(say.text("held.until", "time", until), say.text("booking.toPayWhy")));
        }
        if (booking.status() == ReservationStatus.PAYING) {
            notes.add(note(say.text("booking.payingNow"), say.text("booking.payingWhy")));
        }
        if (booking.refundDueAmount() > 0) {
            String amount = say.money(booking.refundDueAmount(), booking.currency());
            notes.add(note(say.text("money.due", "amount", amount), say.text("money.dueWhy")));
        }
        if (booking.refundedAmount() > 0) {
            String amount = say.money(booking.refundedAmount(), booking.currency());
            notes.add(note(say.text("money.refunded", "amount", amount), say.text("money.refundedWhy")));
        }
        if (booking.paymentStatus() == PaymentStatus.CAPTURE_FAILED) {
            notes.add(note(say.text("money.failed"), say.text("money.failedWhy")));
        } else if (booking.paymentStatus() == PaymentStatus.VOIDED) {
            notes.add(note(say.text("money.voided"), say.text("money.voidedWhy")));
        }
        boolean isOver =
                booking.status() == ReservationStatus.EXPIRED || booking.status() == ReservationStatus.RELEASED;
        if (isOver && notes.isEmpty()) {
            notes.add(note(say.text("booking.lapsedNow"), say.text("held.overWhy")));
        }
        return notes;
    }

    private static View.Note note(String says, String why) {
        return new View.Note(says, why, null, null);
    }

    /** Until when tickets can be given back, or that they could. */
    private String cancelling(Say say, OpenBooking open) {
        if (open.booking().status() != ReservationStatus.BOOKED || open.cancelUntilMs() == 0) {
            return "";
        }
        String until = say.dayTime(Instant.ofEpochMilli(open.cancelUntilMs()), open.zone());
        return clock.millis() < open.cancelUntilMs()
                ? say.text("booking.cancelUntil", "until", until)
                : say.text("booking.cancelledUntil", "until", until);
    }

    /** What the booking is for; null: not known. */
    static View.Facts facts(Say say, OpenBooking open) {
        if (open.card() == null) {
            return null;
        }
        return new View.Facts(
                open.card().eventTitle(),
                '/'
                        + say.code()
                        + ShowWords.eventPath(open.card().eventId(), open.card().eventTitle()),
                say.dayTime(Instant.ofEpochMilli(open.startsAtMs()), open.zone()),
                say.text(
                        "choose.where",
                        "venue",
                        open.card().venueName(),
                        "hall",
                        open.card().hallName()),
                ShowWords.more(say, open.card(), open.zone()));
    }

    private List<View.TicketCard> tickets(Say say, OpenBooking open, TicketWords words) {
        List<View.TicketCard> cards = new ArrayList<>();
        for (Ticket ticket : open.tickets()) {
            String name = words.name(ticket.ordinal());
            cards.add(new View.TicketCard(
                    when(say, open),
                    open.card() == null
                            ? say.text("booking.unknownShow")
                            : open.card().eventTitle(),
                    open.card() == null ? "" : where(say, open),
                    words.facts(ticket),
                    ticket.code() == null ? null : TicketQr.svg(ticket.code()),
                    say.text("ticket.code", "name", name),
                    ticketStatus(say, ticket),
                    OpenBooking.isValid(ticket)));
        }
        return cards;
    }

    private static String ticketStatus(Say say, Ticket ticket) {
        return switch (ticket.status()) {
            case VALID -> say.text("ticket.valid");
            case USED -> say.text("ticket.used");
            case CANCELLED -> say.text("ticket.cancelled");
        };
    }

    private static String where(Say say, OpenBooking open) {
        String venue = open.card().venueName();
        return open.card().city() == null
                ? venue
                : say.text("format.and", "text", venue, "more", open.card().city());
    }

    /** Day, time and doors. */
    private static String when(Say say, OpenBooking open) {
        if (open.startsAtMs() == 0) {
            return "";
        }
        Instant startsAt = Instant.ofEpochMilli(open.startsAtMs());
        String day = say.longDay(LocalDate.ofInstant(startsAt, open.zone()));
        String when = say.text("format.dayTime", "day", day, "time", say.time(startsAt, open.zone()));
        // Without the organiser's word tickets admit early, and nobody stands at the doors yet.
        Instant doors =
                Instant.ofEpochMilli(open.card() == null ? 0 : open.card().admitsFromMs());
        if (doors.toEpochMilli() == 0) {
            return when;
        }
        boolean isThatDay = LocalDate.ofInstant(doors, open.zone()).equals(LocalDate.ofInstant(startsAt, open.zone()));
        String time = isThatDay ? say.time(doors, open.zone()) : say.dayTime(doors, open.zone());
        return say.text("ticket.doors", "when", when, "time", time);
    }
}
