package io.boxoffice.services.notification;

import io.boxoffice.gateway.availability.RowWords;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.booking.TicketCode;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.account.BookingLinks;
import io.boxoffice.services.account.Codes;
import io.boxoffice.services.account.Contact;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words what happened to a booking. The codes that open doors are in none of them: a link leads there. Any thread. */
final class LetterWriter {
    private final PublicSite site;
    private final ShowNames names;
    private final BookingLinks links;
    private final Clock clock;
    private final Map<String, MailWords> words = new HashMap<>();

    LetterWriter(PublicSite site, ShowNames names, BookingLinks links, Clock clock) {
        this.site = site;
        this.names = names;
        this.links = links;
        this.clock = clock;
        MailWords.LANGUAGES.forEach(language -> words.put(language, new MailWords(language)));
    }

    private MailWords words(String language) {
        return words.getOrDefault(language, words.get(MailWords.LANGUAGES.get(0)));
    }

    /** The mail of a code. */
    Letter ofCode(Codes.CodeMail mail) {
        MailWords say = words(mail.language());
        return new Letter(
                say.language(),
                say.text("direction"),
                say.text("code.subject"),
                say.text("code.heading", "code", mail.code()),
                List.of(say.text("code.text", "until", say.dayTime(mail.expiresAt(), ZoneOffset.UTC) + " UTC")),
                List.of(),
                null,
                null,
                null,
                say.text("footer", "site", site.name()));
    }

    /**
     * The mail about a step of a booking.
     *
     * @param booking as it is now
     * @param tickets of it as they are now; none before it was confirmed
     * @return empty when there is nothing to say any more
     */
    Optional<Letter> ofBooking(Outbox.Entry entry, Contact contact, Reservation booking, List<Ticket> tickets) {
        if (isOver(entry, booking)) {
            return Optional.empty();
        }
        MailWords say = words(contact.language());
        ShowCard card = names.card(booking.showId());
        Facts facts = entry.facts();
        ZoneId zone = card == null ? ZoneOffset.UTC : ZoneId.of(card.timezone());
        String kind = entry.kind().text();
        Object[] values = {
            "event", card == null ? say.text("event.unknown") : card.eventTitle(),
            "amount", facts.currency().isEmpty() ? "" : say.money(facts.amount(), facts.currency()),
            "until", say.dayTime(Instant.ofEpochMilli(facts.untilMs()), zone),
            "before", say.dayTime(Instant.ofEpochMilli(facts.startedAtMs()), zone),
            "now", card == null ? "" : say.dayTime(Instant.ofEpochMilli(card.startsAtMs()), zone),
        };
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(say.text(kind + ".text", values));
        boolean cancels = entry.kind() == MailKind.CANCELLED || entry.kind() == MailKind.SHOW_CANCELLED;
        if (cancels && facts.amount() > 0) {
            paragraphs.add(say.text("refund.text", values));
        }
        boolean linked = say.has(kind + ".button");
        return Optional.of(new Letter(
                say.language(),
                say.text("direction"),
                say.text(kind + ".subject", values),
                say.text(kind + ".heading", values),
                paragraphs,
                facts(say, entry, card, zone, booking, tickets),
                linked ? say.text(kind + ".button") : null,
                linked ? link(say, entry) : null,
                say.has(kind + ".hint") ? say.text(kind + ".hint") : null,
                say.text("footer", "site", site.name())));
    }

    private String link(MailWords say, Outbox.Entry entry) {
        return site.url() + BookingLinks.path(say.language(), links.make(entry.personId(), entry.subjectId()));
    }

    /** What was paid for after all needs no word about how it nearly was not. */
    private boolean isOver(Outbox.Entry entry, Reservation booking) {
        return switch (entry.kind()) {
            case DECLINED ->
                booking.status() == ReservationStatus.BOOKED || entry.facts().untilMs() <= clock.millis();
            case LAPSED -> booking.status() == ReservationStatus.BOOKED;
            case CONFIRMED, SHOW_MOVED -> booking.status() != ReservationStatus.BOOKED;
            default -> false;
        };
    }

    private static List<Letter.Fact> facts(
            MailWords say, Outbox.Entry entry, ShowCard card, ZoneId zone, Reservation booking, List<Ticket> tickets) {
        List<Letter.Fact> facts = new ArrayList<>();
        if (card != null) {
            facts.add(fact(say, "fact.event", card.eventTitle()));
            facts.add(fact(say, "fact.when", say.dayTime(Instant.ofEpochMilli(card.startsAtMs()), zone)));
            facts.add(fact(
                    say,
                    "fact.where",
                    card.hallName() == null ? card.venueName() : card.venueName() + ", " + card.hallName()));
        }
        List<Integer> ordinals = entry.facts().ordinals();
        List<String> seats = tickets.stream()
                .filter(ticket -> ordinals.isEmpty()
                        ? ticket.status() == Ticket.Status.VALID
                        : ordinals.contains(ticket.ordinal()))
                .map(ticket -> seat(say, ticket))
                .toList();
        if (!seats.isEmpty()) {
            facts.add(new Letter.Fact(say.text("fact.seats"), seats));
        }
        if (booking.reference() != 0) {
            facts.add(fact(say, "fact.reference", TicketCode.formatReference(booking.reference())));
        }
        if (entry.kind() == MailKind.CONFIRMED) {
            facts.add(fact(say, "fact.paid", say.money(booking.amount(), booking.currency())));
        }
        return facts;
    }

    private static Letter.Fact fact(MailWords say, String name, String line) {
        return new Letter.Fact(say.text(name), List.of(line));
    }

    /** A ticket's place, with the floor, the way in and what to know of it where they are told. */
    private static String seat(MailWords say, Ticket ticket) {
        String text = place(say, ticket);
        for (String more : Arrays.asList(ticket.level(), ticket.entrance(), ticket.note())) {
            text = more == null ? text : say.text("seat.more", "text", text, "more", more);
        }
        return text;
    }

    private static String place(MailWords say, Ticket ticket) {
        if (ticket.area() != null) {
            return say.text("place", "area", ticket.label() == null ? ticket.area() : ticket.label());
        }
        String seat = ticket.label() == null || ticket.label().isEmpty() ? ticket.seat() : ticket.label();
        String row = ticket.row();
        if (row == null || row.isEmpty()) {
            return say.text("seat.id", "seat", seat);
        }
        SeatGuide.RowKind told = ticket.rowKind() == null
                ? SeatGuide.RowKind.ROW
                : SeatGuide.RowKind.valueOf(ticket.rowKind().name());
        String kind = RowWords.of(told, row);
        return ticket.section() == null || ticket.section().isEmpty()
                ? say.text("seat.short", "kind", kind, "row", row, "seat", seat)
                : say.text("seat", "section", ticket.section(), "kind", kind, "row", row, "seat", seat);
    }
}
