package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** From a show to a hold: choosing, taking, seeing what is held, giving it back. Its pages are one person's, and are kept nowhere. */
final class Purchase {
    private static final String TAG = "pages";
    private static final String HTML = "text/html; charset=utf-8";
    private static final int MAX_FORM_BYTES = 65_536;

    private final Drawing drawing;
    private final Programmes programmes;
    private final ChoosingPage choosing;
    private final ShowSnapshots told;
    private final HoldDesk desk;
    private final BlockingCalls blocking;
    private final Clock clock;

    Purchase(
            Drawing drawing,
            Programmes programmes,
            ChoosingPage choosing,
            ShowSnapshots told,
            HoldDesk desk,
            BlockingCalls blocking,
            Clock clock) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.choosing = choosing;
        this.told = told;
        this.desk = desk;
        this.blocking = blocking;
        this.clock = clock;
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
                        .handledBy(blocking.of(this::take)),
                Route.get("/{lang}/checkout/{holdId}", "pageHeld")
                        .page()
                        .roles(Role.CUSTOMER)
                        .alsoInCrowd()
                        .summary(TAG, "What is held, until when, for how much")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::held)),
                Route.post("/{lang}/checkout/{holdId}/release", "formRelease")
                        .form()
                        .roles(Role.CUSTOMER)
                        .summary(TAG, "Give it back")
                        .noContent(303, "Given back: choose again")
                        .handledBy(blocking.of(this::release)));
    }

    private Say say(Call call) {
        Say say = drawing.languages().find(call.value(0));
        if (say == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return say;
    }

    private Entry entry(long showId) {
        Entry entry = programmes.now().show(showId);
        if (entry == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return entry;
    }

    private Programme.City city(Entry entry) {
        return programmes.now().cityOf(entry.card());
    }

    private static int part(String text) {
        long part = text == null ? -1 : Ids.parse(text);
        return part < 0 || part > Integer.MAX_VALUE ? -1 : (int) part;
    }

    private Response choose(Call call) {
        Say say = say(call);
        Entry entry = entry(call.id(1));
        return page(
                200,
                choosing.first(
                        say,
                        entry,
                        city(entry),
                        part(call.parameter("part")),
                        call.session().proof()));
    }

    private Response take(Call call) {
        Say say = say(call);
        Entry entry = entry(call.id(1));
        HoldOrder order =
                new HoldOrder(call.form(), entry.show().seatMap(), entry.card().types());
        String fault = order.fault(say);
        if (fault != null) {
            return again(call, say, entry, order, 422, new View.Note(fault, null, null, null));
        }
        long person = call.principal().subject();
        long showId = entry.card().showId();
        try {
            byte[] request = order.request(desk.held(showId, person));
            Reservation hold = desk.place(showId, person, request, IdempotencyKey.of(call));
            return seeOther('/' + say.code() + "/checkout/" + hold.reservationId());
        } catch (RejectedException e) {
            ShowSnapshot now = new ShowSnapshot();
            told.copy(entry.show(), now);
            RefusalWords words = new RefusalWords(say, entry.show().seatMap(), words(say, entry));
            return again(call, say, entry, order, 409, words.of(e, now));
        }
    }

    private Response again(Call call, Say say, Entry entry, HoldOrder order, int status, View.Note note) {
        SeatMap map = entry.show().seatMap();
        Set<String> seats = order.seats();
        int first = seats.isEmpty() ? -1 : map.seatIndex(seats.iterator().next());
        int part = first < 0 ? part(order.text("part")) : new SeatParts(map).ofSeat(map, first);
        return page(
                status,
                choosing.again(
                        say, entry, city(entry), part, call.session().proof(), new ChoosingPage.Marked(seats, note)));
    }

    private static SeatWords words(Say say, Entry entry) {
        return new SeatWords(
                say,
                entry.show().seatMap(),
                entry.card().types(),
                entry.show().definition().currency());
    }

    private Response held(Call call) {
        Say say = say(call);
        Reservation hold = desk.find(call.id(1), call.principal().subject());
        if (hold == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        Entry entry = entry(hold.showId());
        String choose = '/' + say.code() + "/s/" + hold.showId();
        boolean isOver = hold.status() != ReservationStatus.HELD || hold.deadlineMs() <= clock.millis();
        Frame frame = drawing.frame(
                        say, "/checkout/" + hold.reservationId(), say.text("held.title"), say.text("held.title"))
                .hidden();
        if (isOver) {
            View over =
                    new View.Trouble(say.text("held.over"), say.text("held.overWhy"), choose, say.text("held.again"));
            return page(200, drawing.draw("trouble", frame, over));
        }
        SeatWords words = words(say, entry);
        ShowSnapshot now = new ShowSnapshot();
        told.copy(entry.show(), now);
        Instant deadline = Instant.ofEpochMilli(hold.deadlineMs());
        View view = new View.Held(
                ChoosingPage.facts(say, entry),
                new WhySeats(entry.show().seatMap()).of(hold, now, say),
                words.lines(hold),
                words.money(hold.amount()),
                say.text("held.until", "time", say.time(deadline, entry.zone())),
                deadline.toString(),
                Long.toString(clock.millis()),
                choose,
                '/' + say.code() + "/checkout/" + hold.reservationId() + "/release",
                call.session().proof(),
                choosing.nonce());
        return page(200, drawing.draw("held", frame, view));
    }

    private Response release(Call call) {
        Say say = say(call);
        long person = call.principal().subject();
        Reservation hold = desk.find(call.id(1), person);
        if (hold == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        if (hold.status() == ReservationStatus.HELD) {
            desk.release(hold.reservationId(), person);
        }
        return seeOther('/' + say.code() + "/s/" + hold.showId());
    }

    private static Response page(int status, byte[] html) {
        return SafetyHeaders.add(Response.of(status, HTML, html));
    }

    private static Response seeOther(String address) {
        return SafetyHeaders.add(Response.empty(303).header("location", address));
    }
}
