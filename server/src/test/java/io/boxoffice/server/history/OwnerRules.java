package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.history.Reservation.Span;
import io.boxoffice.server.history.Violation.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A seat has one owner at a time, and an area has no more owners than places. */
final class OwnerRules {
    private record Claim(Reservation owner, Span span) {}

    private record Change(long atUs, int places, Reservation owner) {}

    private final HistoryChecker history;

    OwnerRules(HistoryChecker history) {
        this.history = history;
    }

    void check() {
        Map<String, List<Claim>> claims = new HashMap<>();
        Map<String, List<Change>> changes = new HashMap<>();
        for (Reservation reservation : history.reservations()) {
            for (String seat : reservation.seats.keySet()) {
                List<Claim> all = claims.computeIfAbsent(reservation.showId + " " + seat, k -> new ArrayList<>());
                add(all, reservation, reservation.held(seat));
                add(all, reservation, reservation.booked(seat));
                // That it was taken at some instant between question and answer is certain too.
                all.add(new Claim(reservation, null));
            }
            reservation.places.forEach((area, places) -> {
                List<Change> all = changes.computeIfAbsent(reservation.showId + " " + area, k -> new ArrayList<>());
                Span held = reservation.held(area);
                Span booked = reservation.booked(area);
                add(all, reservation, held, places);
                add(all, reservation, new Span(Math.max(booked.fromUs(), held.toUs()), booked.toUs()), places);
            });
        }
        claims.forEach(this::oneOwner);
        capacities().forEach((area, capacity) -> noMoreThan(area, capacity, changes.getOrDefault(area, List.of())));
    }

    private static void add(List<Claim> claims, Reservation owner, Span span) {
        if (span.fromUs() < span.toUs()) {
            claims.add(new Claim(owner, span));
        }
    }

    private static void add(List<Change> changes, Reservation owner, Span span, int places) {
        if (span.fromUs() < span.toUs()) {
            changes.add(new Change(span.fromUs(), places, owner));
            changes.add(new Change(span.toUs(), -places, owner));
        }
    }

    private void oneOwner(String seat, List<Claim> claims) {
        for (Claim one : claims) {
            for (Claim other : claims) {
                if (one.owner == other.owner || one.span == null) {
                    continue;
                }
                Operation hold = other.owner.hold;
                boolean both = other.span == null
                        ? one.span.covers(hold.startUs(), hold.success().endUs())
                        : one.span.overlaps(other.span) && one.owner.id.compareTo(other.owner.id) < 0;
                if (both) {
                    history.report(
                            Promise.ONE_OWNER, "seat " + seat + " belongs to " + one.owner + " and to " + other.owner);
                }
            }
        }
    }

    private Map<String, Integer> capacities() {
        Map<String, Integer> capacities = new HashMap<>();
        for (Operation operation : history.operations()) {
            Exchange look = operation.success();
            if (look != null && operation.is("GET", "/v1/shows/\\d+/availability")) {
                for (JsonNode area : look.answer().path("areas")) {
                    capacities.put(
                            look.answer().path("showId").asText() + " "
                                    + area.path("area").asText(),
                            area.path("capacity").asInt());
                }
            }
        }
        return capacities;
    }

    private void noMoreThan(String area, int capacity, List<Change> changes) {
        int taken = 0;
        List<Change> inOrder = new ArrayList<>(changes);
        inOrder.sort(Comparator.comparingLong(Change::atUs).thenComparingInt(Change::places));
        for (Change change : inOrder) {
            taken += change.places;
            if (taken > capacity) {
                history.report(
                        Promise.ONE_OWNER,
                        "area " + area + " has " + capacity + " places, and " + taken + " owners with " + change.owner);
                return;
            }
        }
    }
}
