package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.payment.PaymentService;
import io.boxoffice.services.site.Programme.Entry;
import java.util.List;

/**
 * How the money of a purchase stands, for the person's own session: the bank is asked, it is paid, it was declined and can be tried again with
 * the same seats, or the time was up, and what becomes of the money then.
 */
final class ResultPage {
    /** The parameter that says why no payment was begun. */
    static final String REFUSED = "refused";

    private static final String LOOK = "look";
    private static final String TAG = "pages";
    private static final String PATH = "/{lang}/checkout/{holdId}/";

    private final Drawing drawing;
    private final Programmes programmes;
    private final ChoosingPage choosing;
    private final Baskets baskets;
    private final HoldDesk desk;
    private final PaymentService payments;
    private final ToProvider provider;
    private final SiteConfig.PaymentTimes times;
    private final BlockingCalls blocking;

    ResultPage(
            Drawing drawing,
            Programmes programmes,
            ChoosingPage choosing,
            Baskets baskets,
            HoldDesk desk,
            PaymentService payments,
            ToProvider provider,
            SiteConfig.PaymentTimes times,
            BlockingCalls blocking) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.choosing = choosing;
        this.baskets = baskets;
        this.desk = desk;
        this.payments = payments;
        this.provider = provider;
        this.times = times;
        this.blocking = blocking;
    }

    /** Where the result of a payment is told. */
    static String path(Say say, long reservationId) {
        return Checkout.path(say, reservationId) + "/result";
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH + "result", "pageResult")
                        .page()
                        .roles(Role.CUSTOMER)
                        .alsoInCrowd()
                        .summary(TAG, "How the money stands")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::result)),
                Route.post(PATH + "pay", "formPayAgain")
                        .form()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Try again to pay, with the same seats")
                        .noContent(303, "Pay")
                        .handledBy(blocking.of(this::again)));
    }

    private Reservation require(Call call) {
        Reservation booking = desk.find(call.id(1), call.principal().subject());
        if (booking == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return booking;
    }

    private Response again(Call call) {
        Say say = drawing.languages().of(call);
        Reservation booking = require(call);
        boolean isPayable = baskets.isHeld(booking) && booking.reference() != 0;
        return isPayable
                ? provider.send(say, programmes.show(booking.showId()), booking)
                : Personal.seeOther(path(say, booking.reservationId()));
    }

    private Response result(Call call) {
        Say say = drawing.languages().of(call);
        Reservation booking = require(call);
        String refused = call.parameter(REFUSED);
        boolean isUntried = booking.attempt() == 0 && refused == null && baskets.isHeld(booking);
        if (booking.reference() == 0 || isUntried) {
            return Personal.seeOther(Checkout.path(say, booking.reservationId()));
        }
        Entry entry = programmes.show(booking.showId());
        if (booking.status() == ReservationStatus.PAYING) {
            return asking(call, say, entry, booking);
        }
        boolean isHeld = baskets.isHeld(booking);
        DeclineReason reason = isHeld && booking.attempt() > 0 ? reason(booking) : DeclineReason.UNSPECIFIED;
        String until = Baskets.until(say, entry, booking);
        ResultWords words = new ResultWords(say, Baskets.words(say, entry), until);
        return draw(call, say, entry, booking, words.of(booking, isHeld, reason, refused));
    }

    private DeclineReason reason(Reservation booking) {
        return BookingClient.join(payments.payment(booking.reservationId(), booking.customerId(), 0, booking.attempt()))
                .declineReason();
    }

    /** The bank has not answered: the page looks again by itself for a while, and then says that a mail will tell. */
    private Response asking(Call call, Say say, Entry entry, Reservation booking) {
        String told = call.parameter(LOOK);
        long look = Math.max(0, told == null ? 0 : Ids.parse(told));
        boolean goesOn = look < times.maxLooks();
        List<String> why = goesOn
                ? List.of(
                        say.text(
                                "result.askingWhy",
                                "seconds",
                                times.lookAgainSeconds(),
                                "minutes",
                                Math.max(1, times.lookAgainSeconds() * times.maxLooks() / 60)),
                        say.text("result.askingSeats"))
                : List.of(say.text("result.lateWhy"));
        String title = say.text(goesOn ? "result.asking" : "result.late");
        Response page = draw(call, say, entry, booking, ResultWords.Said.asking(title, why));
        String next = path(say, booking.reservationId()) + '?' + LOOK + '=' + (look + 1);
        return goesOn ? page.header("refresh", times.lookAgainSeconds() + "; url=" + next) : page;
    }

    private Response draw(Call call, Say say, Entry entry, Reservation booking, ResultWords.Said said) {
        View.Sending retry = said.canPay()
                ? new View.Sending(
                        Checkout.path(say, booking.reservationId()) + "/pay",
                        call.session().proof(),
                        choosing.nonce())
                : null;
        View view = new View.Result(
                said.title(),
                said.why(),
                said.tone(),
                said.step(),
                baskets.of(say, entry, booking),
                retry,
                say.text("result.again", "amount", Baskets.words(say, entry).money(booking.amount())),
                next(say, booking, said));
        Frame frame = drawing.frame(say, "/checkout/" + booking.reservationId() + "/result", said.title(), said.title())
                .hidden();
        return provider.page(200, drawing.draw("result", frame, view));
    }

    /** Where to go from here; null where trying again is all. */
    private static View.Link next(Say say, Reservation booking, ResultWords.Said said) {
        if (said.canChoose()) {
            return new View.Link('/' + say.code() + "/s/" + booking.showId(), say.text("held.again"), false);
        }
        return switch (booking.status()) {
            case PAYING -> new View.Link(path(say, booking.reservationId()), say.text("result.look"), false);
            case BOOKED ->
                new View.Link(BookingPages.path(say, booking.reservationId()), say.text("result.tickets"), false);
            default -> null;
        };
    }
}
