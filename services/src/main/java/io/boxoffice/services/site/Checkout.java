package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.account.AccountProblem;
import io.boxoffice.services.account.Contact;
import io.boxoffice.services.account.ContactBody;
import io.boxoffice.services.account.Guests;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.site.Programme.Entry;
import java.util.List;

/**
 * From a hold to the provider's page: what is held, where the tickets go, booking it, giving it back. {@link ComingBack} goes on. Every page is
 * one person's, and kept nowhere. A form that is sent twice, from two tabs, or after going back finds what it did before.
 */
final class Checkout {
    private static final String TAG = "pages";
    private static final String PATH = "/{lang}/checkout/{holdId}";
    /** Of a rate: what keeping an address in PostgreSQL costs. */
    private static final int COST = 5;

    private final Drawing drawing;
    private final Programmes programmes;
    private final ChoosingPage choosing;
    private final ShowSnapshots told;
    private final Baskets baskets;
    private final HoldDesk desk;
    private final Guests guests;
    private final ToProvider provider;
    private final BlockingCalls blocking;

    /** What somebody typed, and what is wrong with it. */
    private record Typed(String email, String emailFault, View.Note note) {
        Typed faulty(String fault) {
            return new Typed(email, fault, null);
        }

        Typed noted(View.Note what) {
            return new Typed(email, null, what);
        }
    }

    Checkout(
            Drawing drawing,
            Programmes programmes,
            ChoosingPage choosing,
            ShowSnapshots told,
            Baskets baskets,
            HoldDesk desk,
            Guests guests,
            ToProvider provider,
            BlockingCalls blocking) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.choosing = choosing;
        this.told = told;
        this.baskets = baskets;
        this.desk = desk;
        this.guests = guests;
        this.provider = provider;
        this.blocking = blocking;
    }

    /** Where a hold is paid for. */
    static String path(Say say, long reservationId) {
        return '/' + say.code() + "/checkout/" + reservationId;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "pageCheckout")
                        .page()
                        .roles(Role.CUSTOMER)
                        .alsoInCrowd()
                        .summary(TAG, "What is held, until when, for how much, and where the tickets shall go")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::show)),
                Route.post(PATH, "formCheckout")
                        .form()
                        .cost(COST)
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Book it, and go on to pay")
                        .noContent(303, "Booked: pay, or see that nothing is to be paid")
                        .handledBy(blocking.of(this::order)),
                Route.post(PATH + "/release", "formRelease")
                        .form()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Give it back")
                        .noContent(303, "Given back: choose again")
                        .handledBy(blocking.of(this::release)));
    }

    private Reservation require(Call call) {
        Reservation hold = desk.find(call.id(1), call.principal().subject());
        if (hold == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return hold;
    }

    private Response show(Call call) {
        Say say = drawing.languages().of(call);
        Reservation hold = require(call);
        if (baskets.isHeld(hold)) {
            return draw(call, say, hold, 200, typedBefore(hold));
        }
        if (hold.reference() != 0) {
            return Personal.seeOther(ResultPage.path(say, hold.reservationId()));
        }
        View over = new View.Trouble(
                say.text("held.over"),
                say.text("held.overWhy"),
                '/' + say.code() + "/s/" + hold.showId(),
                say.text("held.again"));
        return provider.page(200, drawing.draw("trouble", frame(say, hold, say.text("held.over")), over));
    }

    /** Who comes back to correct an address finds it; without PostgreSQL it is typed again. */
    private Typed typedBefore(Reservation hold) {
        String email = "";
        if (hold.reference() != 0) {
            try {
                email = guests.find(hold.customerId(), hold.reservationId())
                        .map(Contact::email)
                        .orElse("");
            } catch (DatabaseUnavailableException e) {
                // Selling goes on without it.
            }
        }
        return new Typed(email, null, null);
    }

    private Frame frame(Say say, Reservation hold, String title) {
        return drawing.frame(say, "/checkout/" + hold.reservationId(), title, title)
                .hidden();
    }

    private Response draw(Call call, Say say, Reservation hold, int status, Typed typed) {
        Entry entry = programmes.show(hold.showId());
        boolean free = hold.amount() == 0;
        boolean isPaid = free || provider.isThere();
        View.Note none = isPaid ? null : note(say, "checkout.noProvider", "checkout.noProviderWhy");
        String proof = call.session().proof();
        String path = path(say, hold.reservationId());
        View view = new View.Checkout(
                baskets.of(say, entry, hold),
                typed.note == null ? none : typed.note,
                new View.Sending(path, proof, choosing.nonce()),
                typed.email,
                typed.emailFault,
                free
                        ? say.text("checkout.book")
                        : say.text(
                                "checkout.pay",
                                "amount",
                                Baskets.words(say, entry).money(hold.amount())),
                free,
                '/' + say.code() + "/s/" + hold.showId(),
                new View.Sending(path + "/release", proof, choosing.nonce()));
        Frame frame = frame(say, hold, say.text("checkout.title"));
        return provider.page(status, drawing.draw("checkout", frame, view));
    }

    private static View.Note note(Say say, String says, String why) {
        return new View.Note(say.text(says), say.text(why), null, null);
    }

    private Response order(Call call) {
        Say say = drawing.languages().of(call);
        Reservation hold = require(call);
        if (!baskets.isHeld(hold)) {
            return Personal.seeOther(path(say, hold.reservationId()));
        }
        Typed typed = new Typed(text(call, "email"), null, null);
        if (hold.amount() > 0 && !provider.isThere()) {
            return draw(call, say, hold, 503, typed);
        }
        Typed wrong = keep(say, hold, typed);
        if (wrong != null) {
            return draw(call, say, hold, wrong.note == null ? 422 : 409, wrong);
        }
        if (hold.reference() != 0) {
            return provider.send(say, programmes.show(hold.showId()), hold);
        }
        try {
            Reservation booking =
                    desk.book(hold.reservationId(), call.principal().subject(), IdempotencyKey.of(call));
            return booking.status() == ReservationStatus.BOOKED
                    ? Personal.seeOther(ResultPage.path(say, hold.reservationId()))
                    : provider.send(say, programmes.show(hold.showId()), booking);
        } catch (RejectedException e) {
            return refused(call, say, typed, e);
        }
    }

    private static String text(Call call, String field) {
        List<String> values = call.form().getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    /** Keeps the address and what was agreed to; what is wrong with them, or null. */
    private Typed keep(Say say, Reservation hold, Typed typed) {
        if (typed.email.isEmpty()) {
            return typed.faulty(say.text("checkout.emailMissing"));
        }
        List<Contact.Consent> consents = List.of(new Contact.Consent("terms", true));
        try {
            guests.put(hold.customerId(), hold.reservationId(), new ContactBody(typed.email, say.code(), consents));
            return null;
        } catch (InvalidInputException e) {
            return typed.faulty(say.text("checkout.emailWrong"));
        } catch (ProblemException e) {
            if (e.problem().code() == AccountProblem.TOO_MANY_ADDRESSES) {
                return typed.noted(note(say, "checkout.tooMany", "checkout.tooManyWhy"));
            }
            throw e;
        }
    }

    /** Another tab was quicker, the time is up, or the show is not sold any more. */
    private Response refused(Call call, Say say, Typed typed, RejectedException e) {
        Reservation hold = require(call);
        if (hold.reference() != 0 || !baskets.isHeld(hold)) {
            return Personal.seeOther(path(say, hold.reservationId()));
        }
        Entry entry = programmes.show(hold.showId());
        ShowSnapshot now = new ShowSnapshot();
        told.copy(entry.show(), now);
        RefusalWords words = new RefusalWords(say, entry.map(), Baskets.words(say, entry));
        return draw(call, say, hold, 409, typed.noted(words.of(e, now)));
    }

    private Response release(Call call) {
        Say say = drawing.languages().of(call);
        Reservation hold = require(call);
        try {
            if (hold.status() == ReservationStatus.HELD) {
                desk.release(hold.reservationId(), call.principal().subject());
            }
        } catch (RejectedException e) {
            // Another tab pays for it meanwhile.
            return Personal.seeOther(path(say, hold.reservationId()));
        }
        return Personal.seeOther('/' + say.code() + "/s/" + hold.showId());
    }
}
