package io.boxoffice.server.e2e;

import static io.boxoffice.server.e2e.Attempt.own;
import static io.boxoffice.server.e2e.Attempt.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.e2e.Stranger.Said;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/**
 * What is Ada's and what is a house's, how each operation is asked for it, and who may. Made once; drafts, holds, bookings and mails are
 * real.
 */
final class StrangersScene {
    static final long HOME = 77;
    static final long OTHER = 88;

    private static final long ADA = 1;
    private static final String EMAIL = "ada.private@example.org";
    private static final String DRAFT_TITLE = "Zugzwang before it is announced";
    private static final String DRAFT_MAP = "Plan before it is announced";
    private static final int DRAFT_PRICE = 987_123;

    /** Who reads what, before and after. */
    final Map<String, Stranger> watched = new LinkedHashMap<>();

    /** What no stranger may ever be told. */
    final Set<String> secrets = new TreeSet<>();

    /** In the order in which they are done at last. */
    final List<Attempt> attempts = new ArrayList<>();

    final Stranger ada;
    final Stranger organizer;
    final Stranger boxOffice;
    final Stranger admin;

    private final TestServer server;
    private final Mails mails;
    private final Organizer house;
    private final Customer buyer;
    private final OnSale show;
    private final OnSale others;
    private final JsonNode asSold;
    private final String venueId;
    private final String hallId;
    private String draftId;
    private String draftEventId;
    private String draftMapId;
    private String emptyVenueId;
    private String emptyHallId;
    private String soldId;

    /**
     * @param site  where the server is
     * @param mails that it sends
     */
    StrangersScene(TestServer server, URI site, Mails mails) {
        this.server = server;
        this.mails = mails;
        ada = person(server, site, "Ada", ADA, Role.CUSTOMER, 0);
        organizer = person(server, site, "the house's organizer", HOME, Role.ORGANIZER, 0);
        boxOffice = person(server, site, "the house's box office", 8, Role.BOX_OFFICE, HOME);
        admin = person(server, site, "an administrator", 5, Role.ADMIN, 0);
        house = server.organizer();
        buyer = server.customer(ADA);
        show = house.putOnSale(Organizer.hall(4, 10, 20));
        others = new Organizer(server.as(OTHER, Role.ORGANIZER)).putOnSale(Organizer.hall(2, 10, 20));
        asSold = house.api().get(show.path("")).expect(200).body();
        venueId = asSold.path("venueId").asText();
        hallId = asSold.path("hallId").asText();
        ofTheHouse();
        images();
        ofAda();
        ofThePerson();
        changes();
        OrganisationScene.addTo(this, server, site);
        ends();
    }

    static Stranger person(TestServer server, URI site, String name, long subject, Role role, long organisation) {
        String token = server.token(subject, role, organisation);
        return new Stranger(name, role, site, "Authorization", "Bearer " + token);
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void watch(Stranger whose, String... paths) {
        for (String path : paths) {
            watched.put(path, whose);
        }
    }

    /** What is announced is everybody's to read; what is not, and every change, is the house's. */
    private void ofTheHouse() {
        drafts();
        watch(organizer, "/v1/events/" + draftEventId, "/v1/shows/" + draftId, "/v1/seat-maps/" + draftMapId);
        watch(organizer, "/v1/venues/" + emptyVenueId, "/v1/halls/" + emptyHallId, show.path(""));
        watch(organizer, "/v1/venues?mine=true", "/v1/events?mine=true", "/v1/shows?mine=true");
        watch(organizer, "/v1/shows/" + draftId + "/seat-blocks", show.path("/seat-blocks"));
        secrets.add(DRAFT_TITLE);
        secrets.add(DRAFT_MAP);
        secrets.add(Integer.toString(DRAFT_PRICE));
        secrets.add(draftId);
        secrets.add(draftEventId);
        secrets.add(draftMapId);
        add(refused("getEvent", draftEventId).but(organizer, 200));
        add(refused("listShowsOfEvent", draftEventId));
        add(refused("getShow", draftId, "?include=event,prices").but(organizer, 200));
        add(refused("getSeatMap", draftMapId).but(organizer, 200));
        add(own("listSeatMaps", emptyHallId).but(organizer, 200));
        add(refused("getShowSeatMap", draftId));
        add(refused("getShowPrices", draftId));
        add(refused("getShowAvailability", draftId));
        add(refused("streamShow", draftId));
        add(refused("streamShows", "?show=" + draftId));
        add(refused("getSeatBlocks", draftId).but(organizer, 200).soThat("/v1/shows/" + draftId, draftEventId));
        add(refused("listShowBookings", draftId));
        add(own("findEvents", "?q=Zugzwang"));
        add(own("suggest", "?q=Zugzwang"));
        add(own("listShows", "?event=" + draftEventId));
        add(own("listVenues"));
        // By the address that shows each caller their own.
        add(own("findEvents", "?mine=true").told(StrangersScene::assertOwnList).but(organizer, 200));
        add(own("listShows", "?mine=true&status=draft")
                .told(StrangersScene::assertOwnList)
                .but(organizer, 200));
        add(own("listVenues", "?mine=true").told(StrangersScene::assertOwnList));
        add(own("getVenue", venueId));
        add(own("listHalls", venueId));
        add(own("getHall", hallId));
    }

    /** A file is sent as it is; that it is no JSON is all that strangers learn here. */
    private void images() {
        Answer image = house.api().upload("/v1/images", "image/png", png()).expect(201);
        String id = image.id();
        String url = image.body().at("/sizes/0/url").asText();
        String path = "/v1/images/" + id;
        watch(organizer, path);
        secrets.add(id);
        add(own("addImage").with("{}").told((stranger, said) -> assertEquals(415, said.status(), said.text())));
        add(refused("getImage", id).but(organizer, 200));
        // A size is everybody's who has its address.
        add(own("getImageFile", url.substring(url.lastIndexOf('/') + 1)));
        add(refused("removeImage", id).but(organizer, 204).soThatGone(path));
    }

    private static byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Who has no catalog of their own is told so; a browser's session has none, and is not looked at. */
    private static void assertOwnList(Stranger stranger, Said said) {
        boolean has = stranger.role() != null && stranger.role() != Role.CUSTOMER;
        assertTrue(has ? said.status() == 200 : said.status() == 401 || said.status() == 403, said.text());
    }

    private void drafts() {
        Api api = house.api();
        emptyVenueId = api.post(
                        "/v1/venues", "{\"name\":\"Empty\",\"timezone\":\"Europe/Vienna\",\"externalId\":\"house-1\"}")
                .expect(201)
                .id();
        emptyHallId = api.post("/v1/venues/" + emptyVenueId + "/halls", "{\"name\":\"Hall\"}")
                .expect(201)
                .id();
        draftMapId = api.post("/v1/halls/" + emptyHallId + "/seat-maps", map(DRAFT_MAP))
                .expect(201)
                .id();
        draftEventId = api.post("/v1/events", "{\"title\":\"" + DRAFT_TITLE + "\",\"externalId\":\"house-1\"}")
                .expect(201)
                .id();
        draftId = api.post("/v1/shows", draft(draftEventId)).expect(201).id();
    }

    private static String map(String name) {
        return "{\"name\":\"" + name
                + "\",\"categories\":[\"C\"],\"areas\":[],\"sections\":[{\"name\":\"M\",\"rows\":[{\"label\":\"A\","
                + "\"seats\":[{\"id\":\"A-1\",\"label\":\"1\",\"x\":1,\"y\":0,\"category\":\"C\"}]}]}]}";
    }

    private String draft(String eventId) {
        Instant start = Instant.parse("2031-05-01T18:00:00Z");
        return "{\"allowOverlap\":true,\"eventId\":\"%s\",\"hallId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"currency\":\"EUR\",\"prices\":{\"default\":%d}}"
                .formatted(eventId, emptyHallId, draftMapId, start, start.plusSeconds(7_200), DRAFT_PRICE);
    }

    private String season() {
        return """
                {"eventId":"%s","halls":[{"hallId":"%s","seatMapId":"%s"}],"from":"2031-05-02","until":"2031-05-02","times":["20:15"],
                 "currency":"EUR"}""".formatted(draftEventId, emptyHallId, draftMapId);
    }

    /** Holds, bookings, payments, tickets. */
    private void ofAda() {
        String hold = buyer.hold(show, "A-1").expect(201).id();
        Answer pending = buyer.book(buyer.hold(show, "A-2").expect(201)).expect(201);
        Answer open = buyer.hold(show, "A-5").expect(201);
        contact(open.id());
        buyer.book(open).expect(201);
        buyer.pay(open.id(), Customer.APPROVE, "k").expect(201);
        Answer sold = settled(open.id());
        soldId = sold.id();
        Answer half = settled(buyer.buy(show, "B-1", "B-2").id());
        buyer.cancel(half.id(), "B-1").expect(200);
        settled(half.id());
        String booking = "/v1/bookings/" + sold.id();
        String payment = sold.id() + "-1";
        String ticket =
                buyer.tickets(sold.id()).expect(200).body().at("/items/0/code").asText();
        server.awaitWriter();
        watch(ada, "/v1/holds/" + hold, "/v1/holds?showId=" + show.id(), "/v1/bookings/" + pending.id());
        watch(ada, booking, booking + "/tickets", booking + "/payments/" + payment, "/v1/bookings");
        watch(ada, "/v1/bookings/" + half.id() + "/refunds");
        watch(boxOffice, show.path("/bookings"), "/v1/refunds?showId=" + show.id());
        secrets.add(sold.text("reference"));
        secrets.add(pending.text("reference"));
        secrets.add(ticket);
        secrets.add("\"" + hold + "\"");
        secrets.add("\"" + sold.id() + "\"");
        secrets.add("\"" + payment + "\"");

        add(own("listHolds", "?showId=" + show.id())
                .told(Attempt::assertNothing)
                .but(ada, 200));
        add(own("listHolds", "?showId=" + show.id() + "&onBehalfOf=" + ADA)
                .told(Attempt::assertNamesNobody)
                .but(boxOffice, 200));
        add(refused("getHold", hold).but(ada, 200));
        add(own("listBookings").told(Attempt::assertNothing).but(ada, 200));
        add(own("listBookings", "?reference=" + sold.text("reference"))
                .told(Attempt::assertNothing)
                .but(boxOffice, 200));
        add(own("listBookings", "?reference=" + sold.text("reference").substring(0, 9))
                .told(Attempt::assertNothing)
                .but(boxOffice, 200));
        add(own("listBookings", "?onBehalfOf=" + ADA)
                .told(Attempt::assertNamesNobody)
                .but(boxOffice, 200));
        add(refused("listShowBookings", show.id()).but(boxOffice, 200));
        add(refused("getBooking", sold.id()).but(ada, 200));
        add(refused("listTickets", sold.id()).but(ada, 200));
        add(refused("getTicketQr", sold.id(), 0).but(ada, 200).soThat(booking, sold.id()));
        add(refused("getBookingCalendar", sold.id()).but(ada, 200).soThat(booking, sold.id()));
        add(refused("listPayments", sold.id()).but(ada, 200));
        add(refused("getPayment", sold.id(), payment).but(ada, 200));
        add(refused("listBookingRefunds", half.id())
                .but(ada, 200)
                .soThat("/v1/bookings/" + half.id() + "/refunds", "refunded"));
        add(own("listRefunds", "?showId=" + show.id())
                .told(Attempt::assertNothing)
                .but(boxOffice, 200)
                .soThat("/v1/refunds?showId=" + show.id(), half.id()));
        sales(hold, pending, sold, half, ticket);
    }

    private void sales(String hold, Answer pending, Answer sold, Answer half, String ticket) {
        String holds = "/v1/holds/";
        String booking = "/v1/bookings/" + sold.id();
        String replacing = "{\"seats\":[\"A-8\"],\"replaces\":\"" + hold + "\"%s}";
        // At their own show, and at this one; naming whose it is, or not.
        add(refused("placeHold", others.id()).with(replacing.formatted("")));
        add(refused("placeHold", show.id()).with(replacing.formatted("")));
        add(refused("placeHold", show.id())
                .with(replacing.formatted(",\"onBehalfOf\":\"" + ADA + "\""))
                .told(Attempt::assertNamesNobody));
        add(refused("placeHold", show.id())
                .with("{\"seats\":[\"A-8\"],\"fromBlock\":\"house\"}")
                .told(Attempt::assertNamesNobody));
        add(refused("placeGroupHold", draftId).with("{\"quantity\":2}"));
        add(refused("placeHold", draftId).with("{\"seats\":[\"A-1\"]}"));
        add(refused("extendHold", hold).but(ada, 200).soThat(holds + hold, "held"));
        add(refused("createBooking").with("{\"holdId\":\"" + hold + "\"}"));
        add(refused("createBooking")
                .with("{\"holdId\":\"" + hold + "\",\"onBehalfOf\":\"" + ADA + "\"}")
                .told(Attempt::assertNamesNobody)
                .but(boxOffice, 201)
                .soThat("/v1/bookings/" + hold, "pending"));
        add(refused("releaseHold", hold).but(ada, 204).soThat("/v1/bookings/" + hold, "\"cancelled\""));
        add(refused("payBooking", pending.id())
                .with(Customer.payment(Customer.APPROVE))
                .but(ada, 201)
                .soThat("/v1/bookings/" + pending.id(), "confirmed"));
        String scan = "{\"showId\":\"%s\",\"device\":\"5\",\"gate\":2,\"ticket\":\"" + ticket + "\"";
        add(refused("lookAtTicket").with(scan.formatted(others.id()) + "}"));
        add(refused("checkIn").with(scan.formatted(others.id()) + "}"));
        add(refused("lookAtTicket")
                .with(scan.formatted(show.id()) + "}")
                .but(boxOffice, 200)
                .soThat(booking, "confirmed"));
        add(refused("undoCheckIn").with(scan.formatted(show.id()) + ",\"checkedInAt\":\"2031-05-01T18:00:00Z\"}"));
        add(refused("checkIn")
                .with(scan.formatted(show.id()) + "}")
                .but(boxOffice, 201)
                .soThat(booking + "/tickets", "used"));
        add(refused("reissueTicket", half.id(), 1)
                .with("{\"generation\":0}")
                .but(ada, 200)
                .soThat("/v1/bookings/" + half.id() + "/tickets", "\"generation\":1"));
        add(refused("cancelBooking", half.id())
                .with(Customer.ALL)
                .but(ada, 200)
                .soThat("/v1/bookings/" + half.id(), "\"cancelled\""));
    }

    /** What not even the house's staff, or administrators, have to know. */
    private void ofThePerson() {
        String contact = "/v1/contacts/" + soldId;
        String address = "{\"email\":\"%s\",\"language\":\"en\"}";
        saveShow();
        watch(ada, contact, "/v1/saved-shows");
        secrets.add(EMAIL);
        add(refused("getContact", soldId).evenOfStaff().but(ada, 200));
        add(own("getPersonalData").evenOfStaff().but(ada, 200).soThat("/v1/personal-data", soldId));
        String code = code();
        add(own("askForCode")
                .evenOfStaff()
                .with(address.formatted(EMAIL))
                .told((stranger, said) -> assertTrue(said.status() == 202 || said.status() == 429, said.text())));
        add(own("useCode")
                .evenOfStaff()
                .with("{\"email\":\"" + EMAIL + "\",\"code\":\"" + code + "\"}")
                .told((stranger, said) -> assertEquals("code_not_valid", said.code(), said.text()))
                .but(ada, 200));
        // After the code, which shows what the address was typed for.
        add(refused("putContact", soldId)
                .evenOfStaff()
                .with(address.formatted("other@example.org"))
                .but(ada, 200)
                .soThat(contact, "other@example.org"));
        add(own("erasePersonalData").evenOfStaff().but(ada, 204).soThat("/v1/personal-data", "\"addresses\":[]"));
        add(own("listSavedShows")
                .evenOfStaff()
                .told(Attempt::assertNothing)
                .but(ada, 200)
                .soThat("/v1/saved-shows", Long.toString(show.id())));
        add(own("saveShow", show.id()).evenOfStaff());
        add(own("removeSavedShow", show.id()).evenOfStaff().but(ada, 204).soThat("/v1/saved-shows", "\"items\":[]"));
        add(own("saveShow", others.id()).but(ada, 200).soThat("/v1/saved-shows", Long.toString(others.id())));
        add(refused("saveShow", draftId).evenOfStaff());
        add(own("getSession").told((stranger, said) -> assertTrue(said.status() == 200 || said.status() == 404)));
    }

    private void saveShow() {
        buyer.api().put("/v1/saved-shows/" + show.id(), null).expect(200);
    }

    /** One that came to Ada. */
    private String code() {
        buyer.api()
                .post("/v1/booking-codes", "{\"email\":\"" + EMAIL + "\",\"language\":\"en\"}")
                .expect(202);
        return mails.await(EMAIL, "Your code").plain().replaceAll("(?s).*?\\b([0-9]{8})\\b.*", "$1");
    }

    private void contact(String hold) {
        buyer.api()
                .put("/v1/contacts/" + hold, "{\"email\":\"" + EMAIL + "\",\"language\":\"en\"}")
                .expect(200);
    }

    /** Things are made and changed by their house alone. */
    private void changes() {
        String draft = "/v1/shows/" + draftId;
        String event = "/v1/events/" + draftEventId;
        add(own("createVenue").with("{\"name\":\"Mill\",\"timezone\":\"UTC\",\"externalId\":\"house-1\"}"));
        add(own("createEvent").with("{\"title\":\"Mill\",\"externalId\":\"house-1\"}"));
        add(refused("createHall", emptyVenueId).with("{\"name\":\"Cellar\"}"));
        add(refused("createSeatMap", emptyHallId).with(map("Mine")));
        add(refused("createShow").with(draft(draftEventId)).told(Attempt::assertNamesNothing));
        add(refused("createShow").with(draft(asSold.path("eventId").asText())).told(Attempt::assertNamesNothing));
        add(refused("createShows")
                .with("{\"shows\":[" + draft(draftEventId) + "]}")
                .told((stranger, said) -> assertRefusedInPart(422, said)));
        add(refused("createPreview", draftEventId).with("{}"));
        add(refused("createSeason").with(season()).told(Attempt::assertNamesNothing));
        add(refused("changeShows")
                .with("{\"shows\":[{\"id\":\"" + draftId + "\",\"ifMatch\":\"*\"}],\"moveMinutes\":5}")
                .told((stranger, said) -> assertRefusedInPart(404, said)));
        add(refused("publishShows")
                .with("{\"shows\":[{\"id\":\"" + draftId + "\",\"ifMatch\":\"*\"}]}")
                .told((stranger, said) -> assertRefusedInPart(404, said)));
        changed("updateVenue", emptyVenueId, "/v1/venues/" + emptyVenueId, "{\"name\":\"Changed\"}", "Changed");
        changed("updateHall", emptyHallId, "/v1/halls/" + emptyHallId, "{\"name\":\"Changed\"}", "Changed");
        String mended = map("M").replace("\"label\":\"1\"", "\"label\":\"one\"");
        changed("mendSeatMap", draftMapId, "/v1/seat-maps/" + draftMapId, mended, "\"one\"");
        changed("updateEvent", draftEventId, event, "{\"genres\":[\"changed\"]}", "changed");
        String until = "2031-04-30T18:00:00Z";
        changed("updateShow", draftId, draft, "{\"cancelUntil\":\"" + until + "\"}", until);
        changed("putShowPrices", draftId, draft, "{\"default\":4321}", "4321");
        String block = "{\"blocks\":{\"A-1\":\"house\"}}";
        changed("putSeatBlocks", draftId, draft + "/seat-blocks", block, "house");
        changed("changeSeatBlocks", draftId, draft + "/seat-blocks", "{\"unblock\":[\"A-1\"]}", "\"blocks\":{}");
        String end = asSold.path("endsAt").asText();
        String later = Instant.parse(end).plusSeconds(3_600).toString();
        changed("updateShow", show.id(), show.path(""), "{\"endsAt\":\"" + later + "\"}", later);
        changed("updateShow", show.id(), show.path(""), "{\"endsAt\":\"" + end + "\"}", end);
        changed("putShowPrices", show.id(), show.path("/prices"), "{\"default\":4321}", "4321");
        String blockD = "{\"blocks\":{\"D-1\":\"house\"}}";
        changed("putSeatBlocks", show.id(), show.path("/seat-blocks"), blockD, "house");
        changed("changeSeatBlocks", show.id(), show.path("/seat-blocks"), "{\"unblock\":[\"D-1\"]}", "\"blocks\":{}");
        add(refused("getSeatBlocks", show.id()));
        add(refused("lowerLatestEnd", show.id())
                .with("{\"latestEndsAt\":\"" + end + "\",\"reason\":\"a slip\"}")
                .but(admin, 200)
                .soThat(show.path(""), end));
    }

    /** Of several, each is refused by itself. */
    private static void assertRefusedInPart(int status, Said said) {
        assertEquals(200, said.status(), said.text());
        assertEquals(status, said.json().at("/items/0/status").asInt(), said.text());
    }

    private void changed(String operation, Object id, String path, String body, String effect) {
        add(refused(operation, id).with(body).but(organizer, 200).soThat(path, effect));
    }

    /** The steps of shows, and what is deleted. */
    private void ends() {
        Api api = house.api();
        step("publishShow", "published");
        step("closeShow", "closed");
        step("cancelShow", "cancelled");
        step("archiveShow", "archived");
        String venue = api.post("/v1/venues", "{\"name\":\"V\",\"timezone\":\"UTC\"}")
                .expect(201)
                .id();
        String hall = api.post("/v1/venues/" + emptyVenueId + "/halls", "{\"name\":\"H\"}")
                .expect(201)
                .id();
        String map = api.post("/v1/halls/" + emptyHallId + "/seat-maps", map("M").replace("A-1", "B-1"))
                .expect(201)
                .id();
        String event = api.post("/v1/events", "{\"title\":\"E\"}").expect(201).id();
        String doomed = api.post("/v1/shows", draft(draftEventId)).expect(201).id();
        deleted("deleteVenue", venue, "/v1/venues/" + venue);
        deleted("deleteHall", hall, "/v1/halls/" + hall);
        deleted("deleteSeatMap", map, "/v1/seat-maps/" + map);
        deleted("deleteEvent", event, "/v1/events/" + event);
        deleted("deleteShow", doomed, "/v1/shows/" + doomed);
        add(refused("deleteShow", show.id()));
        add(refused("deleteEvent", asSold.path("eventId").asText()));
        add(refused("deleteVenue", venueId));
        add(refused("deleteHall", hallId));
        add(refused("deleteSeatMap", asSold.path("seatMapId").asText()));
    }

    private void step(String operation, String state) {
        add(refused(operation, show.id()));
        add(refused(operation, draftId).but(organizer, 200).soThat("/v1/shows/" + draftId, '"' + state + '"'));
    }

    private void deleted(String operation, String id, String path) {
        watch(organizer, path);
        add(refused(operation, id).but(organizer, 204).soThatGone(path));
    }

    private Answer settled(String bookingId) {
        Await.until("the booking is settled", () -> {
            JsonNode now = buyer.booking(bookingId).expect(200).body();
            return now.path("paymentStatus").asText().equals("captured")
                    && now.path("refundDueAmount").asLong() == 0;
        });
        return buyer.booking(bookingId);
    }
}
