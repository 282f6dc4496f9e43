package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.SafetyHeaders;
import io.boxoffice.services.account.BookingLinks;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.ticket.CalendarFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The pages of one booking: its tickets, giving them back, its entry for calendars. Each is there twice: for the session whose booking it
 * is, and for whoever has its link from a mail. The link is in the address of all of them, so no session gains or keeps anything by it;
 * a form is proved by the session that every browser gets here, as all forms are.
 *
 * <p>What the core knows needs no PostgreSQL.
 */
final class BookingPages {
    private static final String TAG = "pages";
    private static final int MAX_FORM_BYTES = 16_384;
    /** Of a rate: a signature and a drawing. */
    private static final int COST = 3;

    private final Drawing drawing;
    private final HoldDesk desk;
    private final ShowDirectory shows;
    private final ShowNames names;
    private final ToldMaps maps;
    private final TicketSources sources;
    private final BookingPage page;
    private final CancelPage cancelPage;
    private final BlockingCalls blocking;

    /** Finds the booking of a call; null: there is none that it may see. */
    private interface Opening extends Function<Call, OpenBooking> {}

    /**
     * @param desk  finds what the core knows
     * @param catalog names of shows and seats
     */
    BookingPages(
            Drawing drawing,
            HoldDesk desk,
            ShowDirectory shows,
            CatalogFeature catalog,
            TicketSources sources,
            BlockingCalls blocking,
            Clock clock) {
        this.drawing = drawing;
        this.desk = desk;
        this.shows = shows;
        names = catalog.names();
        maps = catalog.seatMaps().told();
        this.sources = sources;
        this.blocking = blocking;
        page = new BookingPage(drawing, clock);
        cancelPage = new CancelPage(drawing, clock);
    }

    /** Where the browser that bought it sees a booking. */
    static String path(Say say, long bookingId) {
        return '/' + say.code() + "/bookings/" + bookingId;
    }

    List<Route> routes() {
        List<Route> all = new ArrayList<>(routes("/{lang}/bookings/{bookingId}", "", this::own));
        all.addAll(routes("/{lang}/b/{link}", "ByLink", this::byLink));
        return all;
    }

    private List<Route> routes(String template, String suffix, Opening opening) {
        return List.of(
                personal(Route.get(template, "pageBooking" + suffix))
                        .makesVisitors()
                        .alsoInCrowd()
                        .summary(TAG, "A booking with its tickets")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(call -> show(call, opening))),
                personal(Route.get(template + "/calendar.ics", "fileCalendar" + suffix))
                        .makesVisitors()
                        .summary(TAG, "A booking's show for calendars")
                        .answer(200, "An entry", "text/calendar", null)
                        .handledBy(blocking.of(call -> calendar(call, opening))),
                personal(Route.get(template + "/cancel", "pageCancel" + suffix))
                        .makesVisitors()
                        .summary(TAG, "Choosing tickets to give back, and what comes back for them")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(call -> chooseToCancel(call, opening))),
                personal(Route.post(template + "/cancel", "formCancel" + suffix))
                        .form()
                        .maxBodyBytes(MAX_FORM_BYTES)
                        .summary(TAG, "Give tickets back")
                        .noContent(303, "Given back: see the booking")
                        .handledBy(blocking.of(call -> cancel(call, opening))));
    }

    private static Route.Builder personal(Route.Builder route) {
        return route.page().roles(Role.CUSTOMER).cost(COST);
    }

    private OpenBooking own(Call call) {
        return find(call.id(1), call.principal().subject(), "/bookings/" + call.id(1), true);
    }

    private OpenBooking byLink(Call call) {
        BookingLinks.Opened opened = sources.links().open(call.value(1));
        return opened == null ? null : find(opened.reservationId(), opened.personId(), "/b/" + call.value(1), false);
    }

    /** In the core, else in PostgreSQL; null when the person has none of this id. */
    private OpenBooking find(long bookingId, long personId, String path, boolean isOwn) {
        Reservation booking = desk.find(bookingId, personId);
        if (booking == null) {
            PastBooking past = sources.history()
                    .find(bookingId)
                    .filter(found -> found.booking().customerId() == personId)
                    .orElse(null);
            return past == null
                    ? null
                    : new OpenBooking(
                            path, isOwn, past.booking(), sources.tickets().of(past), past.card(), null, past.map());
        }
        ShowCard card = names.card(booking.showId());
        PublishedShow show = shows.show(booking.showId());
        return new OpenBooking(
                path,
                isOwn,
                booking,
                sources.tickets().of(booking),
                card,
                show,
                show == null ? null : maps.of(show).map());
    }

    @FunctionalInterface
    private interface Drawer {
        Response draw(Say say, OpenBooking open);
    }

    /** Draws what a call opens; else says kindly why that is nothing. */
    private Response opened(Call call, Opening opening, Drawer drawer) {
        Say say = drawing.languages().of(call);
        try {
            OpenBooking open = opening.apply(call);
            return open == null ? Personal.page(404, page.closed(say)) : drawer.draw(say, open);
        } catch (DatabaseUnavailableException e) {
            return Personal.page(503, page.away(say, call.exchange().path())).header("retry-after", "30");
        }
    }

    private Response show(Call call, Opening opening) {
        return opened(call, opening, (say, open) -> {
            Reservation booking = open.booking();
            boolean isHold = booking.status() == ReservationStatus.HELD && booking.reference() == 0;
            return isHold && open.isOwn()
                    ? Personal.seeOther(Checkout.path(say, booking.reservationId()))
                    : Personal.page(200, page.draw(say, open));
        });
    }

    private Response calendar(Call call, Opening opening) {
        return opened(call, opening, (say, open) -> {
            if (open.tickets().isEmpty() || open.card() == null) {
                throw new ProblemException(HttpProblem.NOT_FOUND);
            }
            // The link stays out of calendars, which others may see: the address opens nothing by itself.
            long bookingId = open.booking().reservationId();
            String address = drawing.site().url() + path(say, bookingId);
            return SafetyHeaders.add(Response.of(
                            200,
                            CalendarFile.TYPE,
                            CalendarFile.of(
                                    bookingId, open.card(), open.booking().timeMs(), address))
                    .header("content-disposition", "attachment; filename=\"booking.ics\""));
        });
    }

    private Response chooseToCancel(Call call, Opening opening) {
        return opened(call, opening, (say, open) -> {
            List<Integer> chosen = CancelPage.ordinals(call.parameters("ticket"), open);
            boolean isSent = call.parameter("go") != null;
            if (chosen.isEmpty()) {
                return Personal.page(200, cancelPage.choose(say, open, isSent ? cancelPage.nothing(say) : null));
            }
            return Personal.page(
                    200,
                    cancelPage.check(
                            say, open, chosen, Personal.sending(call, '/' + say.code() + open.path() + "/cancel")));
        });
    }

    private Response cancel(Call call, Opening opening) {
        return opened(call, opening, (say, open) -> {
            List<Integer> chosen = CancelPage.ordinals(call.form().getOrDefault("ticket", List.of()), open);
            if (chosen.isEmpty()) {
                return Personal.page(422, cancelPage.choose(say, open, cancelPage.nothing(say)));
            }
            Reservation booking = open.booking();
            try {
                sources.cancels()
                        .cancel(
                                booking.reservationId(),
                                booking.customerId(),
                                chosen.stream().mapToInt(Integer::intValue).toArray(),
                                IdempotencyKey.of(call));
                return Personal.seeOther('/' + say.code() + open.path());
            } catch (RejectedException e) {
                // As it stands now, which may be why.
                OpenBooking now = opening.apply(call);
                return Personal.page(
                        409, cancelPage.choose(say, now == null ? open : now, cancelPage.refused(say, e, open)));
            }
        });
    }
}
