package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.account.AccountProblem;
import io.boxoffice.services.account.CodeRequest;
import io.boxoffice.services.account.Contact;
import io.boxoffice.services.database.DatabaseUnavailableException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bookings of whoever asks: those of the browser's session, and those of addresses it has proved by a code. Nobody learns whether an
 * address has bookings: the answer to it is always the same.
 */
final class MyBookings {
    private static final String TAG = "pages";
    private static final int MAX_FORM_BYTES = 4_096;
    /** Of a rate: what a few statements of PostgreSQL cost. */
    private static final int COST = 5;

    private static final int MAX_LISTED = 50;

    private final Drawing drawing;
    private final HoldDesk desk;
    private final ShowNames names;
    private final TicketSources sources;
    private final BlockingCalls blocking;

    /** A booking in a list, and where its page is. */
    private record Listed(Reservation booking, ShowCard card, String path) {}

    /** Those of a session, and those of the addresses it has proved, each booking once. */
    private record Lists(List<Listed> own, List<Listed> found) {
        static final Lists EMPTY = new Lists(List.of(), List.of());
    }

    MyBookings(Drawing drawing, HoldDesk desk, ShowNames names, TicketSources sources, BlockingCalls blocking) {
        this.drawing = drawing;
        this.desk = desk;
        this.names = names;
        this.sources = sources;
        this.blocking = blocking;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/{lang}/bookings", "pageMyBookings")
                        .page()
                        .makesVisitors()
                        .roles(Role.CUSTOMER)
                        .cost(COST)
                        .summary(TAG, "The bookings of this browser, and the way to others")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::list)),
                Route.post("/{lang}/bookings", "formAskForCode")
                        .form()
                        .roles(Role.CUSTOMER)
                        .cost(COST)
                        .maxBodyBytes(MAX_FORM_BYTES)
                        .summary(TAG, "Send a code to an address, if it has bookings")
                        .noContent(303, "Look at your mail")
                        .handledBy(blocking.of(this::ask)),
                Route.get("/{lang}/bookings/code", "pageCode")
                        .page()
                        .makesVisitors()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Entering the code")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(call -> Personal.page(200, codePage(call, null)))),
                Route.post("/{lang}/bookings/code", "formCode")
                        .form()
                        .roles(Role.CUSTOMER)
                        .cost(COST)
                        .maxBodyBytes(MAX_FORM_BYTES)
                        .summary(TAG, "Enter the code")
                        .noContent(303, "See the bookings")
                        .handledBy(blocking.of(this::prove)));
    }

    private static String field(Call call, String name) {
        List<String> values = call.form().getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    private Response list(Call call) {
        try {
            return Personal.page(200, listPage(call, lists(call), "", null, null));
        } catch (DatabaseUnavailableException e) {
            Say say = drawing.languages().of(call);
            View.Note note = new View.Note(say.text("booking.away"), say.text("mine.awayWhy"), null, null);
            return Personal.page(503, listPage(call, Lists.EMPTY, "", note, null))
                    .header("retry-after", "30");
        }
    }

    private Lists lists(Call call) {
        long person = call.principal().subject();
        List<Listed> own = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        for (PastBooking past : sources.history().newest(person, MAX_LISTED)) {
            long id = past.booking().reservationId();
            known.add(id);
            own.add(new Listed(past.booking(), past.card(), "/bookings/" + id));
        }
        List<Listed> found = new ArrayList<>();
        for (Contact contact : sources.codes().proved(person)) {
            Listed listed = known.add(contact.reservationId()) ? find(contact) : null;
            if (listed != null) {
                found.add(listed);
            }
        }
        return new Lists(own, found);
    }

    /** What came of what an address was typed for; null when that was no booking, or it is another's now. */
    private Listed find(Contact contact) {
        long id = contact.reservationId();
        String path = "/b/" + sources.links().make(contact.personId(), id);
        Reservation booking = desk.find(id, contact.personId());
        if (booking != null) {
            return booking.reference() == 0 ? null : new Listed(booking, names.card(booking.showId()), path);
        }
        return sources.history()
                .find(id)
                .filter(past -> past.booking().customerId() == contact.personId())
                .map(past -> new Listed(past.booking(), past.card(), path))
                .orElse(null);
    }

    private byte[] listPage(Call call, Lists lists, String email, View.Note note, String emailFault) {
        Say say = drawing.languages().of(call);
        View view = new View.MyBookings(
                lists.own.stream().map(each -> line(say, each)).toList(),
                lists.found.stream().map(each -> line(say, each)).toList(),
                note,
                Personal.sending(call, '/' + say.code() + "/bookings"),
                email,
                emailFault);
        return drawing.draw(
                "bookings",
                drawing.frame(say, "/bookings", say.text("mine.title"), say.text("mine.title"))
                        .hidden(),
                view);
    }

    private static View.BookingLine line(Say say, Listed listed) {
        ShowCard card = listed.card;
        String when =
                card == null ? "" : say.dayTime(Instant.ofEpochMilli(card.startsAtMs()), ZoneId.of(card.timezone()));
        return new View.BookingLine(
                '/' + say.code() + listed.path,
                card == null ? say.text("booking.unknownShow") : card.eventTitle(),
                card == null ? "" : say.text("mine.line", "when", when, "venue", card.venueName()),
                switch (listed.booking.status()) {
                    case BOOKED -> say.text("status.confirmed");
                    case HELD -> say.text("status.toPay");
                    case PAYING -> say.text("status.paying");
                    case CANCELLED -> say.text("status.cancelled");
                    default -> say.text("status.lapsed");
                },
                listed.booking.status() == ReservationStatus.BOOKED);
    }

    private Response ask(Call call) {
        Say say = drawing.languages().of(call);
        String email = field(call, "email");
        try {
            sources.codes()
                    .ask(
                            call.principal().subject(),
                            new CodeRequest(email, say.code()),
                            call.exchange().address());
            return Personal.seeOther('/' + say.code() + "/bookings/code");
        } catch (InvalidInputException e) {
            return Personal.page(422, listPage(call, Lists.EMPTY, email, null, say.text("mine.noAddress")));
        } catch (ProblemException e) {
            View.Note note = notSent(say, e);
            int status = e.problem().code().status();
            return Personal.page(status, listPage(call, Lists.EMPTY, email, note, null));
        }
    }

    private static View.Note notSent(Say say, ProblemException e) {
        ProblemCode code = e.problem().code();
        if (code == HttpProblem.TOO_MANY_REQUESTS) {
            return new View.Note(say.text("mine.tooMany"), say.text("mine.tooManyWhy"), null, null);
        }
        if (code == AccountProblem.MAIL_OFF) {
            return new View.Note(say.text("mine.noMail"), say.text("mine.noMailWhy"), null, null);
        }
        if (e instanceof DatabaseUnavailableException) {
            return new View.Note(say.text("booking.away"), say.text("mine.awayWhy"), null, null);
        }
        throw e;
    }

    private byte[] codePage(Call call, String fault) {
        Say say = drawing.languages().of(call);
        String list = '/' + say.code() + "/bookings";
        View view = new View.CodeForm(Personal.sending(call, list + "/code"), fault, list);
        return drawing.draw(
                "code",
                drawing.frame(say, "/bookings/code", say.text("code.title"), say.text("code.title"))
                        .hidden(),
                view);
    }

    private Response prove(Call call) {
        Say say = drawing.languages().of(call);
        try {
            // As people copy it: with spaces.
            sources.codes()
                    .prove(call.principal().subject(), field(call, "code").replaceAll("[\\s-]", ""));
            return Personal.seeOther('/' + say.code() + "/bookings");
        } catch (DatabaseUnavailableException e) {
            return Personal.page(503, codePage(call, say.text("booking.away"))).header("retry-after", "30");
        } catch (ProblemException e) {
            if (e.problem().code() != AccountProblem.CODE_NOT_VALID) {
                throw e;
            }
            return Personal.page(422, codePage(call, say.text("code.wrong")));
        }
    }
}
