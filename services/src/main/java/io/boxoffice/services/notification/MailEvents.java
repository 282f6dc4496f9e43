package io.boxoffice.services.notification;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowEventDecoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.services.account.Contact;
import io.boxoffice.services.account.Guests;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.follow.EventConsumer;
import io.boxoffice.services.follow.EventPosition;
import io.boxoffice.services.follow.PositionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;

/**
 * Writes into the outbox what events say to people, with the position, in one transaction. Only those are told who typed an address;
 * what was typed before an event is in PostgreSQL before its mail is made, as the addresses that wait on disk are brought there first.
 *
 * <p>After a position is lost it asks the core what became of each hold that has an address, and makes the confirmations and cancellations that
 * nobody was sent; attempts to pay that came to nothing meanwhile stay unsaid. For the follower's thread.
 */
final class MailEvents implements EventConsumer {
    private static final String FOLLOWER = "mails";
    private static final int CONTACTS_AT_ONCE = 256;

    private final SqlDatabase database;
    private final Outbox outbox;
    private final Guests guests;
    private final BookingClient core;
    private final ShowDirectory shows;
    private final PositionTable positions = new PositionTable("notification.follower", FOLLOWER);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();
    private final ShowEventDecoder showEvent = new ShowEventDecoder();
    private final List<Step> steps = new ArrayList<>();
    private EventPosition position;

    /** Something that happened to a reservation, or to a show: then there is no person. */
    private record Step(long sequence, int ordinal, MailKind kind, long personId, long reservationId, Facts facts) {
        Guests.Who who() {
            return new Guests.Who(personId, reservationId);
        }
    }

    MailEvents(SqlDatabase database, Outbox outbox, Guests guests, BookingClient core, ShowDirectory shows) {
        this.database = database;
        this.outbox = outbox;
        this.guests = guests;
        this.core = core;
        this.shows = shows;
    }

    @Override
    public EventPosition resume() {
        steps.clear();
        position = database.withHandle(positions::read);
        return position;
    }

    @Override
    public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        if (header.templateId() == ShowEventDecoder.TEMPLATE_ID) {
            showEvent.wrapAndApplyHeader(buffer, offset, header);
            if (showEvent.step() == ShowEventType.DEFINED) {
                Facts facts = new Facts(showEvent.showId(), 0, "", 0, List.of(), showEvent.startsAtMs());
                steps.add(new Step(sequence, ordinal, MailKind.SHOW_MOVED, 0, 0, facts));
            }
        } else if (header.templateId() == ReservationEventDecoder.TEMPLATE_ID) {
            event.wrapAndApplyHeader(buffer, offset, header);
            MailKind kind = kind();
            if (kind != null && event.customerId() != 0) {
                steps.add(new Step(sequence, ordinal, kind, event.customerId(), event.reservationId(), facts(kind)));
            }
        }
    }

    /** What the event says to its customer; null: nothing. */
    private MailKind kind() {
        return switch (event.step()) {
            case BOOKING_CONFIRMED -> MailKind.CONFIRMED;
            case PAYMENT_DECLINED -> MailKind.DECLINED;
            // A hold that no booking was made of lapses as its page has told.
            case HOLD_EXPIRED -> event.reference() == 0 ? null : MailKind.LAPSED;
            case TICKETS_CANCELLED -> isShowCancelled(event.showId()) ? MailKind.SHOW_CANCELLED : MailKind.CANCELLED;
            case CAPTURE_FAILED -> MailKind.PAYMENT_FAILED;
            case REFUNDED -> MailKind.REFUNDED;
            default -> null;
        };
    }

    private Facts facts(MailKind kind) {
        List<Integer> ordinals = new ArrayList<>();
        if (kind == MailKind.CANCELLED || kind == MailKind.SHOW_CANCELLED) {
            for (ReservationEventDecoder.UnitsDecoder unit : event.units()) {
                ordinals.add(unit.ordinal());
            }
        }
        return new Facts(
                event.showId(),
                event.stepAmount(),
                event.currency(),
                event.deadlineMs(),
                ordinals,
                startsAtMs(event.showId()));
    }

    private boolean isShowCancelled(long showId) {
        PublishedShow show = shows.show(showId);
        return show != null && show.definition().status() == ShowStatus.CANCELLED;
    }

    private long startsAtMs(long showId) {
        PublishedShow show = shows.show(showId);
        return show == null ? 0 : show.definition().startsAtMs();
    }

    @Override
    public void commit(EventPosition through) {
        // 1. What was typed before any of this happened.
        guests.drain();
        // 2. Mails and position: both or neither.
        database.inTransaction(handle -> {
            Set<Guests.Who> told =
                    guests.having(handle, steps.stream().map(Step::who).toList());
            for (Step step : steps) {
                if (step.kind == MailKind.SHOW_MOVED) {
                    tellMoved(handle, through, step);
                } else if (told.contains(step.who())) {
                    tell(handle, through.mark().outboxKey(step.sequence, step.ordinal), step);
                }
            }
            positions.move(handle, position, through);
            return null;
        });
        position = through;
        steps.clear();
    }

    private void tell(Handle handle, String key, Step step) {
        boolean news =
                switch (step.kind) {
                    // Reading the state may have told it already.
                    case CONFIRMED -> remember(handle, step);
                    case CANCELLED, SHOW_CANCELLED, PAYMENT_FAILED -> {
                        forgetIfOver(handle, step);
                        yield true;
                    }
                    default -> true;
                };
        if (news) {
            outbox.add(handle, key, step.kind, step.personId, step.reservationId, step.facts);
        }
    }

    private boolean remember(Handle handle, Step step) {
        return handle.createUpdate("""
                                INSERT INTO notification.bookings (reservation_id, person_id, show_id, starts_at_ms)
                                VALUES (:reservation, :person, :show, :startsAt) ON CONFLICT DO NOTHING""")
                        .bind("reservation", step.reservationId)
                        .bind("person", step.personId)
                        .bind("show", step.facts.showId())
                        .bind("startsAt", step.facts.startedAtMs())
                        .execute()
                == 1;
    }

    private void forgetIfOver(Handle handle, Step step) {
        // Of a booking with tickets left, people still want to know when it is moved.
        Reservation now = step.kind == MailKind.CANCELLED ? reservation(step.reservationId) : null;
        if (now == null || now.status() != ReservationStatus.BOOKED) {
            handle.createUpdate("""
                            DELETE FROM notification.bookings WHERE reservation_id = :reservation AND person_id = :person""")
                    .bind("reservation", step.reservationId)
                    .bind("person", step.personId)
                    .execute();
        }
    }

    /** All who were told another time. */
    private void tellMoved(Handle handle, EventPosition through, Step step) {
        String key = through.mark().outboxKey(step.sequence, step.ordinal);
        List<Step> moved = handle.createQuery("""
                        UPDATE notification.bookings b SET starts_at_ms = :startsAt
                        FROM (SELECT reservation_id, person_id, starts_at_ms FROM notification.bookings
                              WHERE show_id = :show AND starts_at_ms <> :startsAt FOR UPDATE) AS was
                        WHERE b.reservation_id = was.reservation_id AND b.person_id = was.person_id
                        RETURNING b.reservation_id, b.person_id, was.starts_at_ms AS before""")
                .bind("show", step.facts.showId())
                .bind("startsAt", step.facts.startedAtMs())
                .map((row, context) -> new Step(
                        step.sequence,
                        step.ordinal,
                        MailKind.SHOW_MOVED,
                        row.getLong("person_id"),
                        row.getLong("reservation_id"),
                        new Facts(step.facts.showId(), 0, "", 0, List.of(), row.getLong("before"))))
                .list();
        for (Step one : moved) {
            outbox.add(handle, key + '-' + one.reservationId, one.kind, one.personId, one.reservationId, one.facts);
        }
    }

    @Override
    public void resynchronise(EventPosition from) {
        guests.drain();
        Contact last = null;
        List<Contact> page;
        do {
            page = guests.after(
                    last == null ? 0 : last.personId(), last == null ? 0 : last.reservationId(), CONTACTS_AT_ONCE);
            List<CompletableFuture<Reservation>> asked =
                    page.stream().map(contact -> ask(contact.reservationId())).toList();
            List<Contact> typed = page;
            List<Reservation> known = asked.stream().map(MailEvents::answer).toList();
            database.inTransaction(handle -> {
                for (int i = 0; i < typed.size(); i++) {
                    catchUp(handle, from, typed.get(i), known.get(i));
                }
                return null;
            });
            last = page.isEmpty() ? last : page.get(page.size() - 1);
        } while (page.size() == CONTACTS_AT_ONCE);
        database.inTransaction(handle -> {
            positions.begin(handle, from);
            return null;
        });
        position = from;
        steps.clear();
    }

    private void catchUp(Handle handle, EventPosition from, Contact contact, Reservation now) {
        if (now == null || now.customerId() != contact.personId()) {
            return;
        }
        String key = from.mark().outboxKey(from.sequence(), 0) + "-state-" + now.reservationId();
        Facts facts = new Facts(now.showId(), 0, now.currency(), 0, List.of(), startsAtMs(now.showId()));
        if (now.status() == ReservationStatus.BOOKED) {
            tell(handle, key, new Step(0, 0, MailKind.CONFIRMED, contact.personId(), now.reservationId(), facts));
        } else if (now.status() == ReservationStatus.CANCELLED && isRemembered(handle, contact)) {
            MailKind kind = isShowCancelled(now.showId()) ? MailKind.SHOW_CANCELLED : MailKind.CANCELLED;
            tell(handle, key, new Step(0, 0, kind, contact.personId(), now.reservationId(), facts));
        }
    }

    private static boolean isRemembered(Handle handle, Contact contact) {
        return handle.createQuery("""
                        SELECT count(*) > 0 FROM notification.bookings
                        WHERE reservation_id = :reservation AND person_id = :person""")
                .bind("reservation", contact.reservationId())
                .bind("person", contact.personId())
                .mapTo(Boolean.class)
                .one();
    }

    /** Null when the core does not know it. */
    private Reservation reservation(long reservationId) {
        return answer(ask(reservationId));
    }

    private CompletableFuture<Reservation> ask(long reservationId) {
        return core.query(ReservationMessages.reservation(reservationId, 0, 0))
                .thenApply(BookingClient::requireNotRejected)
                .thenApply(Reservation::of);
    }

    private static Reservation answer(CompletableFuture<Reservation> asked) {
        try {
            return BookingClient.join(asked);
        } catch (RejectedException e) {
            return null;
        }
    }
}
