package io.boxoffice.services.booking;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.booking.BookingAnswers;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.OnBehalf;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.booking.Refund;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.database.SqlDatabase;
import java.util.List;
import java.util.Optional;

/** Lists of bookings and refunds, and bookings that the core no longer knows, from PostgreSQL. */
public final class BookingFeature implements Feature {
    private static final String TAG = "bookings";
    /** Of a rate: what a few statements of PostgreSQL cost. */
    private static final int COST = 5;

    private final ShowNames names;
    private final ShowCatalog shows;
    private final PastBookings past;
    private final BookingLists lists;
    private final Refunds refunds;
    private final BookingAnswers answers;
    private final BlockingCalls blocking;
    private final GatewayConfig.Lists limits;

    /**
     * @param catalog  knows the shows
     * @param blocking the threads on which what blocks runs
     */
    public BookingFeature(
            SqlDatabase database,
            BookingListConfig config,
            SaleCore core,
            CatalogFeature catalog,
            BlockingCalls blocking,
            GatewayConfig.Lists limits) {
        this.blocking = blocking;
        this.limits = limits;
        names = catalog.names();
        shows = catalog.shows();
        past = new PastBookings(database, shows, catalog.seatMaps(), config.maxCachedSeats());
        lists = new BookingLists(database, config, core.lastSalesSequence(), core.hurryWriter(), this::card);
        refunds = new Refunds(database);
        answers = new BookingAnswers(core.shows(), names);
    }

    /** What the sale asks PostgreSQL. Any thread. */
    public BookingHistory history() {
        return new BookingHistory() {
            @Override
            public Optional<PastBooking> find(long bookingId) {
                return past.find(bookingId);
            }

            @Override
            public List<PastBooking> newest(long customerId, int limit) {
                return lists.list(new BookingQuery(customerId, 0, 0, null, null, limit))
                        .page()
                        .items();
            }

            @Override
            public void noteAnswered(long customerId, long sequence) {
                lists.noteAnswered(customerId, sequence);
            }
        };
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/bookings", "listBookings")
                        .cost(COST)
                        .summary(
                                TAG,
                                "My bookings, newest first: those that a payment was begun for, or that are booked")
                        .anyRole()
                        .paged(limits.defaultLimit(), limits.maxLimit())
                        .parameter(Parameter.text(
                                        "reference",
                                        "Those whose reference begins so, 4 characters or more; the box office finds any of its"
                                                + " shows so")
                                .atMost(32)
                                .example("7F3K-9QXM-2B4T"))
                        .parameter(Parameter.id("onBehalfOf", "Whose, when the box office asks"))
                        .answerRecord(
                                200, "A part of the list; asOf when newer bookings may be missing", BookingList.class)
                        .handledBy(blocking.of(this::list)),
                Route.get("/v1/shows/{showId}/bookings", "listShowBookings")
                        .cost(COST)
                        .summary(TAG, "The bookings of a show, newest first, also after it")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE, Role.FINANCE)
                        .paged(limits.defaultLimit(), limits.maxLimit())
                        .parameter(Parameter.text("reference", "Those whose reference begins so, 4 characters or more")
                                .atMost(32)
                                .example("7F3K-9QXM-2B4T"))
                        .answerRecord(
                                200, "A part of the list; asOf when newer bookings may be missing", BookingList.class)
                        .handledBy(blocking.of(this::listOfShow)),
                Route.get("/v1/bookings/{bookingId}/refunds", "listBookingRefunds")
                        .cost(COST)
                        .summary(TAG, "The refunds of a booking, the last one first; also those that came to nothing")
                        .anyRole()
                        .answerRecord(200, "All of them", RefundList.class)
                        .handledBy(blocking.of(this::refundsOfBooking)),
                Route.get("/v1/refunds", "listRefunds")
                        .cost(COST)
                        .summary(TAG, "Refunds that are due or were made, of my organisation's shows")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE, Role.FINANCE)
                        .paged(limits.defaultLimit(), limits.maxLimit())
                        .parameter(Parameter.id("showId", "Of this show"))
                        .answerRecord(200, "A part of the list", RefundList.class)
                        .handledBy(blocking.of(this::refunds)));
    }

    private Response list(Call call) {
        Principal principal = call.principal();
        long named = call.idParameter("onBehalfOf");
        References references = references(call);
        boolean anybodys = references != null && named == 0 && principal.isStaff();
        long customerId = anybodys ? 0 : OnBehalf.whose(principal, named);
        return answer(
                call,
                new BookingQuery(
                        customerId,
                        0,
                        principal.organisationAccess(),
                        references,
                        call.parameter("cursor"),
                        call.limit()));
    }

    private Response listOfShow(Call call) {
        long showId = call.id(0);
        long organisationId = call.principal().organisation();
        ShowCard card = card(showId);
        if (card == null || organisationId != 0 && card.organizerId() != organisationId) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return answer(call, new BookingQuery(0, showId, 0, references(call), call.parameter("cursor"), call.limit()));
    }

    private Response answer(Call call, BookingQuery query) {
        BookingLists.Found found = lists.list(query);
        return Records.answer(
                200,
                new BookingList(
                        found.page().items().stream().map(answers::now).toList(),
                        found.page().next(),
                        found.upToDate() ? null : new Id(found.asOfSequence())));
    }

    private Response refundsOfBooking(Call call) {
        long bookingId = call.id(0);
        lists.catchUp();
        past.find(bookingId)
                .filter(booking -> booking.isVisibleTo(call.principal()))
                .orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND));
        return Records.answer(200, new RefundList(refunds.of(bookingId), null));
    }

    private Response refunds(Call call) {
        lists.catchUp();
        Page<Refund> page = refunds.list(
                call.principal().organisation(), call.idParameter("showId"), call.parameter("cursor"), call.limit());
        return Records.answer(200, new RefundList(page.items(), page.next()));
    }

    /** Null: any. */
    private static References references(Call call) {
        String text = call.parameter("reference");
        try {
            return text == null ? null : References.beginningWith(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "reference", "is none: 12 letters and digits, as on the booking, or the first 4 of them or more");
        }
    }

    /** At hand of shows that are sold; of those of the past from PostgreSQL. */
    private ShowCard card(long showId) {
        ShowCard card = names.card(showId);
        return card != null ? card : shows.card(showId);
    }
}
