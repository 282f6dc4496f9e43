package io.boxoffice.server.e2e;

import io.boxoffice.server.e2e.Api.Answer;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Somebody who buys. */
record Customer(long id, Api api) {
    static final String APPROVE = "tok_approve";
    static final String DECLINE = "tok_decline";
    static final String LATE_APPROVE = "tok_late_approve";
    /** Cancels a whole booking. */
    static final String ALL = "{\"all\":true}";

    Answer hold(OnSale show, String... seats) {
        return api.post(show.path("/holds"), seats(seats));
    }

    Answer holdBest(OnSale show, int quantity) {
        return api.post(show.path("/holds"), "{\"bestAvailable\":{\"quantity\":" + quantity + "}}");
    }

    Answer holdPlaces(OnSale show, String area, int quantity) {
        return api.post(show.path("/holds"), "{\"areas\":[{\"area\":\"" + area + "\",\"quantity\":" + quantity + "}]}");
    }

    Answer release(Answer hold) {
        return api.delete("/v1/holds/" + hold.id());
    }

    /** Makes a booking of a hold. */
    Answer book(Answer hold) {
        return book(hold.id(), UUID.randomUUID().toString());
    }

    Answer book(String holdId, String idempotencyKey) {
        return api.post("/v1/bookings", "{\"holdId\":\"" + holdId + "\"}", idempotencyKey);
    }

    Answer pay(Answer booking, String token) {
        return pay(booking.id(), token, UUID.randomUUID().toString());
    }

    Answer pay(String bookingId, String token, String idempotencyKey) {
        return api.post("/v1/bookings/" + bookingId + "/payments", payment(token), idempotencyKey);
    }

    /** Hold, booking and payment at once. */
    Answer buy(OnSale show, String... seats) {
        Answer booking = book(hold(show, seats).expect(201)).expect(201);
        pay(booking, APPROVE).expect(201);
        return booking(booking.id());
    }

    Answer booking(String id) {
        return api.get("/v1/bookings/" + id);
    }

    Answer bookings() {
        return api.get("/v1/bookings");
    }

    Answer tickets(String bookingId) {
        return api.get("/v1/bookings/" + bookingId + "/tickets");
    }

    Answer cancel(String bookingId, String... seats) {
        return api.post("/v1/bookings/" + bookingId + "/cancel", seats.length == 0 ? ALL : seats(seats));
    }

    static String seats(String... seats) {
        return Arrays.stream(seats).collect(Collectors.joining("\",\"", "{\"seats\":[\"", "\"]}"));
    }

    static String payment(String token) {
        return "{\"method\":\"card\",\"token\":\"" + token + "\"}";
    }
}
