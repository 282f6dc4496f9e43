package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Venues and their halls. */
public final class VenueRoutes {
    private static final String TAG = "venues";

    private final CatalogCalls calls;
    private final VenueCatalog venues;

    public VenueRoutes(CatalogCalls calls, VenueCatalog venues) {
        this.calls = calls;
        this.venues = venues;
    }

    public List<Route> routes() {
        List<Route> all = new ArrayList<>(ofVenues());
        all.addAll(ofHalls());
        return all;
    }

    private List<Route> ofVenues() {
        return List.of(
                Route.post("/v1/venues", "createVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make a venue")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body("VenueRequest")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(201, "Made", "Venue")
                        .answer(200, "There already, by its externalId", "Venue")
                        .handledBy(calls.blocking(this::createVenue)),
                Route.get("/v1/venues", "listVenues")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Venues by name")
                        .parameter(Parameter.text("city", "Only of this city"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answer(200, "A part of the list", "VenueList")
                        .handledBy(calls.blocking(this::listVenues)),
                Route.get("/v1/venues/{venueId}", "getVenue")
                        .cost(2)
                        .summary(TAG, "A venue")
                        .answer(200, "The venue", "Venue")
                        .handledBy(calls.blocking(call -> venue(venues.venue(call.id(0))))),
                Route.patch("/v1/venues/{venueId}", "updateVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change parts of a venue")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body("VenuePatch")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(200, "Changed", "Venue")
                        .handledBy(calls.blocking(this::updateVenue)),
                Route.delete("/v1/venues/{venueId}", "deleteVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a venue without halls")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            venues.deleteVenue(CatalogCalls.actor(call), call.id(0));
                            return Response.empty(204);
                        })));
    }

    private List<Route> ofHalls() {
        return List.of(
                Route.post("/v1/venues/{venueId}/halls", "createHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make a hall")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body("HallRequest")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(201, "Made", "Hall")
                        .answer(200, "There already, by its externalId", "Hall")
                        .handledBy(calls.blocking(this::createHall)),
                Route.get("/v1/venues/{venueId}/halls", "listHalls")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "The halls of a venue")
                        .answer(200, "All of them", "HallList")
                        .handledBy(calls.blocking(call ->
                                CatalogCalls.page(new Page<>(venues.halls(call.id(0)), null), CatalogJson::hall))),
                Route.get("/v1/halls/{hallId}", "getHall")
                        .cost(2)
                        .summary(TAG, "A hall")
                        .answer(200, "The hall", "Hall")
                        .handledBy(calls.blocking(call -> hall(venues.hall(call.id(0))))),
                Route.patch("/v1/halls/{hallId}", "updateHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Rename a hall")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body("HallPatch")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(200, "Changed", "Hall")
                        .handledBy(calls.blocking(this::updateHall)),
                Route.delete("/v1/halls/{hallId}", "deleteHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a hall without seat maps")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            venues.deleteHall(CatalogCalls.actor(call), call.id(0));
                            return Response.empty(204);
                        })));
    }

    private Response createVenue(Call call) {
        VenueDraft draft = new VenueBody().read(call);
        return calls.create(
                call, "/v1/venues/", () -> venues.createVenue(CatalogCalls.actor(call), draft), CatalogJson::venue);
    }

    private Response updateVenue(Call call) {
        Versions expected = Etags.expected(call);
        VenueDraft draft = new VenueBody(venues.venue(call.id(0)).draft()).read(call);
        return venue(venues.updateVenue(CatalogCalls.actor(call), call.id(0), draft, expected));
    }

    private Response listVenues(Call call) {
        String city = call.parameter("city");
        return CatalogCalls.page(venues.venues(city, call.parameter("cursor"), call.limit()), CatalogJson::venue);
    }

    private Response createHall(Call call) {
        HallDraft draft = hallBody(call, new HallDraft(null, null));
        return calls.create(
                call,
                "/v1/halls/",
                () -> venues.createHall(CatalogCalls.actor(call), call.id(0), draft),
                CatalogJson::hall);
    }

    private Response updateHall(Call call) {
        Versions expected = Etags.expected(call);
        HallDraft draft = hallBody(call, venues.hall(call.id(0)).draft());
        return hall(venues.updateHall(CatalogCalls.actor(call), call.id(0), draft, expected));
    }

    private static Response venue(Venue venue) {
        return CatalogCalls.item(venue, venue.version(), CatalogJson::venue);
    }

    private static Response hall(Hall hall) {
        return CatalogCalls.item(hall, hall.version(), CatalogJson::hall);
    }

    private static HallDraft hallBody(Call call, HallDraft before) {
        String[] fields = {before.externalId(), before.name()};
        call.readJson((name, json) -> {
            if (name.equals("externalId")) {
                fields[0] = JsonFields.stringOrNull(json, name);
            } else if (name.equals("name")) {
                fields[1] = JsonFields.stringOrNull(json, name);
            }
        });
        return new HallDraft(fields[0], fields[1]);
    }

    private static final class VenueBody {
        private String externalId;
        private String name;
        private String address;
        private String city;
        private Double latitude;
        private Double longitude;
        private String timezone;

        VenueBody() {}

        VenueBody(VenueDraft before) {
            externalId = before.externalId();
            name = before.name();
            address = before.address();
            city = before.city();
            latitude = before.latitude();
            longitude = before.longitude();
            timezone = before.timezone();
        }

        VenueDraft read(Call call) {
            call.readJson(this::field);
            return new VenueDraft(externalId, name, address, city, latitude, longitude, timezone);
        }

        private void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "externalId" -> externalId = JsonFields.stringOrNull(json, field);
                case "name" -> name = JsonFields.stringOrNull(json, field);
                case "address" -> address = JsonFields.stringOrNull(json, field);
                case "city" -> city = JsonFields.stringOrNull(json, field);
                case "latitude" -> latitude = degrees(json, field);
                case "longitude" -> longitude = degrees(json, field);
                case "timezone" -> timezone = JsonFields.stringOrNull(json, field);
                default -> {
                    // Skipped.
                }
            }
        }

        private static Double degrees(JsonParser json, String field) throws IOException {
            return json.currentToken() == JsonToken.VALUE_NULL ? null : JsonFields.decimal(json, field);
        }
    }
}
