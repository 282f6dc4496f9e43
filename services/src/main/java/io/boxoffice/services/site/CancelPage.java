package io.boxoffice.services.site;

import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Giving tickets back: which, what comes back for them, and why it cannot be. Any thread; never blocks. */
final class CancelPage {
    private final Drawing drawing;
    private final Clock clock;

    CancelPage(Drawing drawing, Clock clock) {
        this.drawing = drawing;
        this.clock = clock;
    }

    /** The tickets of a booking that a form names, each once, in their order; what it has not is left out. */
    static List<Integer> ordinals(List<String> sent, OpenBooking open) {
        Set<Integer> ordinals = new TreeSet<>();
        for (String text : sent) {
            long ordinal = Ids.parseFromZero(text);
            if (ordinal >= 0 && ordinal < open.tickets().size()) {
                ordinals.add((int) ordinal);
            }
        }
        return List.copyOf(ordinals);
    }

    /** That no ticket is marked. */
    View.Note nothing(Say say) {
        return new View.Note(say.text("cancel.nothing"), null, null, null);
    }

    /** Why the core refuses it. */
    View.Note refused(Say say, RejectedException refused, OpenBooking open) {
        return switch (refused.reason()) {
            case TOO_LATE -> tooLate(say, open);
            case ALREADY_CHECKED_IN -> note(say.text("cancel.used"), say.text("cancel.usedWhy"));
            case TICKET_CANCELLED -> note(say.text("cancel.already"), say.text("cancel.alreadyWhy"));
            case WRONG_STATE -> note(say.text("cancel.notBooked"), say.text("cancel.notBookedWhy"));
            default -> note(say.text("refused.other"), say.text("cancel.otherWhy"));
        };
    }

    private static View.Note note(String says, String why) {
        return new View.Note(says, why, null, null);
    }

    private View.Note tooLate(Say say, OpenBooking open) {
        if (open.cancelUntilMs() == 0) {
            return note(say.text("cancel.never"), say.text("cancel.neverWhy"));
        }
        Instant until = Instant.ofEpochMilli(open.cancelUntilMs());
        return note(say.text("cancel.late"), say.text("cancel.lateWhy", "until", say.dayTime(until, open.zone())));
    }

    /** Why none of a booking's tickets can be given back; null: some can. */
    private View.Note closed(Say say, OpenBooking open) {
        if (open.canBeCancelled(clock.millis())) {
            return null;
        }
        if (open.booking().status() != ReservationStatus.BOOKED) {
            return note(say.text("cancel.notBooked"), say.text("cancel.notBookedWhy"));
        }
        return clock.millis() >= open.cancelUntilMs()
                ? tooLate(say, open)
                : note(say.text("cancel.used"), say.text("cancel.usedWhy"));
    }

    private Frame frame(Say say, OpenBooking open) {
        return drawing.frame(say, open.path() + "/cancel", say.text("cancel.title"), say.text("cancel.title"))
                .hidden();
    }

    /**
     * The page on which tickets are marked.
     *
     * @param note what was wrong before; null: nothing
     */
    byte[] choose(Say say, OpenBooking open, View.Note note) {
        TicketWords words = new TicketWords(say, open);
        View.Note closed = closed(say, open);
        List<View.CancelChoice> choices = new ArrayList<>();
        if (closed == null) {
            for (Ticket ticket : open.tickets()) {
                int ordinal = ticket.ordinal();
                choices.add(new View.CancelChoice(
                        Integer.toString(ordinal),
                        words.nameAndType(ordinal),
                        words.price(ordinal),
                        switch (ticket.status()) {
                            case VALID -> null;
                            case USED -> say.text("ticket.used");
                            case CANCELLED -> say.text("ticket.cancelled");
                        }));
            }
        }
        String back = '/' + say.code() + open.path();
        View view = new View.CancelChoices(
                BookingPage.facts(say, open), note != null ? note : closed, choices, back + "/cancel", back);
        return drawing.draw("cancel", frame(say, open), view);
    }

    /** The page that says what goes and what comes back, before it is done. */
    byte[] check(Say say, OpenBooking open, List<Integer> ordinals, View.Sending order) {
        View.Note closed = closed(say, open);
        boolean areValid = ordinals.stream()
                .allMatch(ordinal -> OpenBooking.isValid(open.tickets().get(ordinal)));
        if (closed != null || !areValid) {
            return choose(
                    say, open, closed != null ? closed : note(say.text("cancel.gone"), say.text("cancel.goneWhy")));
        }
        TicketWords words = new TicketWords(say, open);
        List<View.SumLine> lines = ordinals.stream()
                .map(ordinal -> new View.SumLine(words.nameAndType(ordinal), words.price(ordinal)))
                .toList();
        String back = '/' + say.code() + open.path();
        String currency = open.booking().currency();
        long amount = goesBack(open, ordinals);
        View view = new View.CancelCheck(
                BookingPage.facts(say, open),
                lines,
                ordinals.stream().map(String::valueOf).toList(),
                amount == 0
                        ? say.text("cancel.nothingBack")
                        : say.text(
                                "cancel.back",
                                "amount",
                                say.money(amount, currency),
                                "all",
                                say.money(open.soldAmount(), currency)),
                amount > 0,
                order,
                back);
        return drawing.draw("cancelcheck", frame(say, open), view);
    }

    /** What comes back for tickets, in minor units. */
    private static long goesBack(OpenBooking open, List<Integer> ordinals) {
        return open.isPaid()
                ? ordinals.stream()
                        .mapToLong(
                                ordinal -> open.booking().units().get(ordinal).price())
                        .sum()
                : 0;
    }
}
