package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.site.Programme.Entry;
import java.util.List;
import java.util.Set;

/** From a show to a hold: choosing and taking. Its pages are one person's, and are kept nowhere; {@link Checkout} goes on. */
final class Purchase {
    private static final String TAG = "pages";
    private static final int MAX_FORM_BYTES = 65_536;

    private final Languages languages;
    private final Programmes programmes;
    private final ChoosingPage choosing;
    private final ShowSnapshots told;
    private final HoldDesk desk;
    private final BlockingCalls blocking;

    Purchase(
            Languages languages,
            Programmes programmes,
            ChoosingPage choosing,
            ShowSnapshots told,
            HoldDesk desk,
            BlockingCalls blocking) {
        this.languages = languages;
        this.programmes = programmes;
        this.choosing = choosing;
        this.told = told;
        this.desk = desk;
        this.blocking = blocking;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/{lang}/s/{showId}", "pageChoosing")
                        .page()
                        .makesVisitors()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Choosing seats and places of a show")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::choose)),
                Route.post("/{lang}/s/{showId}", "formTake")
                        .form()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Take what was chosen; an earlier choice of the show goes")
                        .maxBodyBytes(MAX_FORM_BYTES)
                        .refusedInCrowd()
                        .noContent(303, "Taken: see what is held")
                        .handledBy(blocking.of(this::take)));
    }

    private Programme.City city(Entry entry) {
        return programmes.now().cityOf(entry.card());
    }

    private static int part(String text) {
        long part = Ids.parseFromZero(text);
        return part > Integer.MAX_VALUE ? -1 : (int) part;
    }

    private Response choose(Call call) {
        Say say = languages.of(call);
        Entry entry = programmes.show(call.id(1));
        return Personal.page(
                200,
                choosing.first(
                        say,
                        entry,
                        city(entry),
                        part(call.parameter("part")),
                        call.session().proof()));
    }

    private Response take(Call call) {
        Say say = languages.of(call);
        Entry entry = programmes.show(call.id(1));
        HoldOrder order = new HoldOrder(call.form(), entry.map(), entry.card().types());
        String fault = order.fault(say);
        if (fault != null) {
            return again(call, say, entry, order, 422, new View.Note(fault, null, null, null));
        }
        long person = call.principal().subject();
        long showId = entry.card().showId();
        try {
            byte[] request = order.request(desk.held(showId, person));
            Reservation hold = desk.place(showId, person, request, IdempotencyKey.of(call));
            return Personal.seeOther(Checkout.path(say, hold.reservationId()));
        } catch (RejectedException e) {
            ShowSnapshot now = new ShowSnapshot();
            told.copy(entry.show(), now);
            RefusalWords words = new RefusalWords(say, entry.map(), Baskets.words(say, entry));
            return again(call, say, entry, order, 409, words.of(e, now));
        }
    }

    private Response again(Call call, Say say, Entry entry, HoldOrder order, int status, View.Note note) {
        SeatMap map = entry.map();
        Set<String> seats = order.seats();
        int first = seats.isEmpty() ? -1 : map.seatIndex(seats.iterator().next());
        int part = first < 0 ? part(order.text("part")) : new SeatParts(map).ofSeat(map, first);
        return Personal.page(
                status,
                choosing.again(
                        say, entry, city(entry), part, call.session().proof(), new ChoosingPage.Marked(seats, note)));
    }
}
