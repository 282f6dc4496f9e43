package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.RequestTemplate.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that a server with one show on sale would take, one or more for each route. JSON is written with single quotes. */
final class RequestTemplates {
    private static final List<String> HEADERS = List.of(
            "Last-Event-ID: 5",
            "If-None-Match: W/\"5\", \"6\"",
            "Accept: application/json;q=0.5, text/*;q=0.0",
            "Accept-Encoding: gzip;q=0.5, br",
            "Idempotency-Key: abc",
            "If-Match: \"5\"",
            "Origin: https://a.example",
            "Expect: 100-continue",
            "Cookie: a=b");

    private final OnSale show;
    private final String venue;
    private final String hall;
    private final String event;
    private final String draft;
    private final String draftId;
    private final String hold;
    private final String organizer;
    private final String buyer;
    private final List<RequestTemplate> all = new ArrayList<>();

    RequestTemplates(TestServer server, OnSale show) {
        this.show = show;
        JsonNode of = server.anybody().get(show.path("")).expect(200).body();
        venue = of.path("venueId").asText();
        hall = of.path("hallId").asText();
        event = of.path("eventId").asText();
        draft = """
                {'allowOverlap':true,'eventId':'%s','hallId':'%s','seatMapId':'%s','startsAt':'2040-01-31T19:30:00Z',
                 'endsAt':'2040-01-31T22:30:00+01:00','onSaleFrom':null,'cancelUntil':'2039-01-31T19:30:00Z',
                 'checkInFrom':'2040-01-31T18:30:00Z','checkInUntil':null,
                 'currency':'EUR','rules':{'holdTtlMs':60000,'strandedSeatRule':true},
                 'prices':{'default':100,'categories':{'Stalls':1},'seats':{'A-1':2}}}
                """.formatted(event, hall, of.path("seatMapId").asText());
        draftId = server.organizer()
                .api()
                .post("/v1/shows", draft.replace('\'', '"'))
                .expect(201)
                .id();
        Api customer = server.as(42, Role.CUSTOMER);
        hold = customer.post(show.path("/holds"), "{\"seats\":[\"A-1\"]}")
                .expect(201)
                .id();
        customer.post("/v1/bookings", "{\"holdId\":\"" + hold + "\"}").expect(201);
        organizer = server.token(77, Role.ORGANIZER);
        buyer = server.token(42, Role.CUSTOMER);
    }

    List<RequestTemplate> all() {
        catalog();
        selling();
        queries();
        for (String header : HEADERS) {
            add(buyer, "HEAD", show.path("/stream"), header, Kind.HEADER);
            add(buyer, "GET", show.path("/availability"), header, Kind.HEADER);
            add(organizer, "POST", "/v1/shows/" + draftId + "/archive", header, Kind.HEADER);
        }
        return all;
    }

    private void catalog() {
        organizes("POST", "/v1/venues", """
                {'name':'N','externalId':'x1','address':'S','city':'C','latitude':48.2,'longitude':16.3,
                 'timezone':'Europe/Vienna'}""");
        organizes("PATCH", "/v1/venues/" + venue, "{'name':'Old Mill','city':null}");
        organizes("POST", "/v1/venues/" + venue + "/halls", "{'name':'H','externalId':'h'}");
        organizes("POST", "/v1/halls/" + hall + "/seat-maps", """
                {'name':'P','categories':['S'],'sections':[{'rows':[{'seats':[
                  {'id':'1','x':1.25,'y':-1,'category':'S','places':2}],'label':'A'}],'name':'M'}],
                 'areas':[{'id':'p','capacity':5,'category':'T'}],'focus':{'x':1,'y':2}}""");
        organizes("POST", "/v1/events", """
                {'title':'T','externalId':'e','description':'D','genres':['G'],'language':'de','durationMinutes':90,
                 'ageRating':'12'}""");
        organizes("POST", "/v1/shows", draft);
        organizes("PATCH", "/v1/shows/" + draftId, "{'startsAt':'2040-01-31T19:00:00Z','rules':{}}");
        organizes("PUT", "/v1/shows/" + draftId + "/prices", "{'default':5,'areas':{'pit':7}}");
        organizes(
                "PUT",
                "/v1/shows/" + draftId + "/seat-blocks",
                "{'blocks':{'A-1':'house','A-2':'code_127'},'areas':[{'area':'pit','places':3}]}");
        organizes("PATCH", "/v1/shows/" + draftId + "/seat-blocks", """
                {'block':{'A-3':'press'},'unblock':['A-1'],'areas':[{'area':'pit','places':0}]}""");
        organizes("POST", "/v1/check-ins", "{'showId':'1','device':'2','gate':3,'ticket':'1.0.0123456789AB'}");
    }

    private void selling() {
        buys(show.path("/holds"), "{'seats':['A-1','A-2'],'expectedAmount':9000}");
        buys(show.path("/holds"), """
                {'bestAvailable':[{'quantity':2,'category':'Stalls','accessible':false}],
                 'areas':[{'area':'pit','quantity':1}]}""");
        buys(show.path("/holds"), """
                {'seats':[{'id':'A-1','type':'standard'}],'areas':[{'area':'pit','type':'standard'}],
                 'bestAvailable':{'types':[{'quantity':1},{'quantity':1,'type':'standard'}]}}""");
        buys("/v1/bookings", "{'holdId':'" + hold + "','onBehalfOf':'42'}");
        buys("/v1/bookings/" + hold + "/payments", "{'method':'card','token':'tok_decline'}");
        buys("/v1/bookings/" + hold + "/cancel", "{'seats':['A-1'],'areas':[{'area':'pit'}]}");
    }

    private void queries() {
        asks("/v1/events", "q=mill&city=Millbrook&date=2040-01-31&genre=Opera&language=de&near=48.2,16.3", Kind.QUERY);
        asks(
                "/v1/events",
                "until=2040-02-01&date=2040-01-31&weekday=fri,sat&timeFrom=18:00&timeUntil=23:00&format=3D&accessible=captions"
                        + "&minPrice=100&maxPrice=9000&currency=EUR&seats=2&near=48.2,16.3&within=5000&sort=price&facets=city,price",
                Kind.QUERY);
        asks("/v1/suggestions", "q=mill&city=Millbrook&limit=5", Kind.QUERY);
        asks("/v1/shows", "venue=" + venue + "&date=2040-01-31&limit=1&cursor=abc", Kind.QUERY);
        asks("/v1/venues", "city=Millbrook&limit=1&cursor=dmVudWVz", Kind.QUERY);
        asks("/v1/bookings", "limit=1&cursor=5&onBehalfOf=42", Kind.QUERY);
        asks(show.path("/availability"), "format=bits", Kind.QUERY);
        add(buyer, "HEAD", show.path("/stream"), "after=5", Kind.QUERY);
        asks("/v1/venues", "venues\n77\nOld Mill", Kind.CURSOR);
        // The number is that of a search for nothing in particular.
        asks("/v1/events", "events-9dc3c91a\n5\nUNKNOWN_WORDS 1800000000000 7ff0000000000000 0", Kind.CURSOR);
        asks("/v1/shows", "shows\n5\n1800000000.5", Kind.CURSOR);
        asks("/v1/events/" + event + "/shows", "event-" + event + "\n5\n1800000000.5", Kind.CURSOR);
    }

    private void organizes(String method, String target, String body) {
        add(organizer, method, target, body.replace('\'', '"'), Kind.BODY);
    }

    private void buys(String target, String body) {
        add(buyer, "POST", target, body.replace('\'', '"'), Kind.BODY);
    }

    private void asks(String target, String part, Kind kind) {
        add(buyer, "GET", target, part, kind);
    }

    private void add(String token, String method, String target, String part, Kind kind) {
        all.add(new RequestTemplate(method, target, token, part.getBytes(StandardCharsets.UTF_8), kind));
    }
}
