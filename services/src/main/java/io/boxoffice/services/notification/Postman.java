package io.boxoffice.services.notification;

import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.services.account.Codes;
import io.boxoffice.services.account.Contact;
import io.boxoffice.services.account.Guests;
import io.boxoffice.services.database.DatabaseUnavailableException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, mail after mail:
 *
 * <ol>
 *   <li>takes the one that is due for longest, and commits that it is being sent;
 *   <li>asks what there is to say, and to whom;
 *   <li>hands the mail to the mail server or folder;
 *   <li>commits how it ended, or when it is tried again.
 * </ol>
 *
 * <p>Who dies between 3 and 4 has it sent a second time, after a while, with the same Message-ID. Has no thread; one at a time may call.
 */
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int MAX_DOUBLINGS = 30;
    private static final int MAX_NOTE_CHARS = 500;

    private final Outbox outbox;
    private final Sources sources;
    private final LetterWriter writer;
    private final MimeLetters letters;
    private final MailTransport transport;
    private final MailConfig.Times times;
    private final MailCounts counts;
    private final Clock clock;

    /** What is asked when a mail is written. */
    record Sources(Guests guests, Codes codes, BookingClient core, TicketIssuer tickets, BookingHistory history) {}

    /** A mail to somebody. */
    private record Addressed(String to, Letter letter) {}

    Postman(
            Outbox outbox,
            Sources sources,
            LetterWriter writer,
            MimeLetters letters,
            MailTransport transport,
            MailConfig.Times times,
            MailCounts counts,
            Clock clock) {
        this.outbox = outbox;
        this.sources = sources;
        this.writer = writer;
        this.letters = letters;
        this.transport = transport;
        this.times = times;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Sends the next mail.
     *
     * @return whether there was one
     * @throws io.boxoffice.services.database.DatabaseUnavailableException when PostgreSQL is away
     */
    boolean step() {
        Optional<Outbox.Entry> taken = outbox.take(times.lease());
        taken.ifPresent(this::send);
        return taken.isPresent();
    }

    private void send(Outbox.Entry entry) {
        try {
            Optional<Addressed> mail = write(entry);
            if (mail.isEmpty()) {
                end(entry, Outbox.End.DROPPED, "nothing to say, or nobody to tell");
                return;
            }
            String to = mail.get().to();
            String key = to.toLowerCase(Locale.ROOT);
            if (outbox.isUndeliverable(key)) {
                end(entry, Outbox.End.REFUSED, "the address does not exist, as its mail server said before");
                return;
            }
            deliver(entry, mail.get(), key);
        } catch (DatabaseUnavailableException e) {
            // It is due again after the lease.
            throw e;
        } catch (MessagingException | RuntimeException e) {
            tryLater(entry, e);
        }
    }

    private void deliver(Outbox.Entry entry, Addressed mail, String emailKey) throws MessagingException {
        try {
            transport.send(letters.of(mail.letter(), mail.to(), entry.messageId(), entry.madeAt()));
        } catch (MailTransport.RefusedException e) {
            LOG.warn("A mail was refused ({}): {}", entry.kind().text(), note(e));
            if (e.addressIsWrong()) {
                outbox.undeliverable(entry, emailKey, note(e));
                counts.ended(Outbox.End.REFUSED);
            } else {
                end(entry, Outbox.End.REFUSED, note(e));
            }
            return;
        }
        end(entry, Outbox.End.SENT, null);
    }

    private void end(Outbox.Entry entry, Outbox.End end, String note) {
        outbox.end(entry, end, note);
        counts.ended(end);
    }

    private void tryLater(Outbox.Entry entry, Exception failure) {
        counts.failed(note(failure));
        LOG.warn("A mail could not be sent, and will be tried again: {}", note(failure));
        LOG.debug("The failure", failure);
        if (Duration.between(entry.madeAt(), clock.instant()).compareTo(times.giveUp()) >= 0) {
            end(entry, Outbox.End.GIVEN_UP, note(failure));
            return;
        }
        Duration pause = times.retryMin().multipliedBy(1L << Math.min(entry.tries() - 1, MAX_DOUBLINGS));
        outbox.later(entry, pause.compareTo(times.retryMax()) > 0 ? times.retryMax() : pause, note(failure));
    }

    /** Mail servers repeat addresses in what they answer; rows of the outbox and the log have none. */
    private static String note(Exception e) {
        String text = e.toString().replaceAll("\\S*@\\S*", "(address)");
        return text.length() > MAX_NOTE_CHARS ? text.substring(0, MAX_NOTE_CHARS) : text;
    }

    private Optional<Addressed> write(Outbox.Entry entry) {
        if (entry.kind() == MailKind.CODE) {
            return sources.codes()
                    .mail(entry.subjectId())
                    .map(code -> new Addressed(code.email(), writer.ofCode(code)));
        }
        Optional<Contact> contact = sources.guests().find(entry.personId(), entry.subjectId());
        return contact.flatMap(to -> letter(entry, to).map(letter -> new Addressed(to.email(), letter)));
    }

    private Optional<Letter> letter(Outbox.Entry entry, Contact contact) {
        Reservation booking = reservation(entry.subjectId());
        if (booking != null) {
            return writer.ofBooking(entry, contact, booking, sources.tickets().of(booking));
        }
        Optional<PastBooking> past = sources.history().find(entry.subjectId());
        return past.flatMap(found -> {
            List<Ticket> tickets = sources.tickets().of(found);
            return writer.ofBooking(entry, contact, found.booking(), tickets);
        });
    }

    /** Null when the core does not know it any more. */
    private Reservation reservation(long reservationId) {
        try {
            return BookingClient.join(sources.core()
                    .query(ReservationMessages.reservation(reservationId, 0, 0))
                    .thenApply(BookingClient::requireNotRejected)
                    .thenApply(Reservation::of));
        } catch (RejectedException e) {
            return null;
        }
    }
}
