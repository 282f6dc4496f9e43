package io.boxoffice.server.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.history.Violation.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was looked at shows what was acknowledged before, and nothing that nobody did. */
final class ViewRules {
    private final HistoryChecker history;
    private final Map<String, List<Reservation>> bySeat = new HashMap<>();
    private final Map<String, List<Operation>> unknownHolds = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    ViewRules(HistoryChecker history) {
        this.history = history;
    }

    void check() {
        for (Reservation reservation : history.reservations()) {
            for (String seat : reservation.seats.keySet()) {
                bySeat.computeIfAbsent(reservation.showId + " " + seat, k -> new ArrayList<>())
                        .add(reservation);
            }
        }
        List<Operation> looks = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (HistoryChecker.isHold(operation) && operation.success() == null && operation.mayHaveHappened()) {
                unknownHolds
                        .computeIfAbsent(operation.path().replaceAll("\\D+(\\d+)\\D+.*", "$1"), k -> new ArrayList<>())
                        .add(operation);
            }
            boolean ofShow = operation.is("GET", "/v1/shows/\\d+/availability");
            if (ofShow && operation.success() != null && operation.success().status() == 200) {
                looks.add(operation);
                house(operation.success());
            } else if (operation.is("GET", "/v1/(holds|bookings)/\\d+")) {
                reservation(operation);
            } else if (operation.is("GET", "/v1/bookings") && operation.success() != null) {
                list(operation.success());
            }
        }
        versionsGrow(looks);
    }

    private void house(Exchange look) {
        JsonNode view = look.answer();
        String showId = view.path("showId").asText();
        Set<String> held = names(view.path("held"));
        Set<String> sold = names(view.path("sold"));
        JsonNode counts = view.path("counts");
        int size = counts.path("free").asInt()
                + held.size()
                + sold.size()
                + counts.path("blocked").asInt();
        Integer before = sizes.putIfAbsent(showId, size);
        boolean listed = counts.path("held").asInt() == held.size()
                && counts.path("sold").asInt() == sold.size();
        if (!listed || (before != null && before != size)) {
            history.report(Promise.CONSERVED, "the house has " + before + " seats: " + look);
        }
        for (Reservation reservation : history.reservations()) {
            if (reservation.showId.equals(showId)) {
                shows(reservation, look, held, sold);
            }
        }
        held.forEach(seat -> explained(showId, seat, look, false));
        sold.forEach(seat -> explained(showId, seat, look, true));
        areas(showId, look);
    }

    private void shows(Reservation reservation, Exchange look, Set<String> held, Set<String> sold) {
        for (String seat : reservation.seats.keySet()) {
            boolean booked = reservation.booked(seat).covers(look.startUs(), look.endUs());
            boolean holds = reservation.held(seat).covers(look.startUs(), look.endUs());
            if (booked && !sold.contains(seat) || holds && !sold.contains(seat) && !held.contains(seat)) {
                history.report(
                        Promise.ACKNOWLEDGED_IS_PRESENT,
                        "seat " + seat + " of " + reservation + " is not in " + look.startUs() + ".." + look.endUs()
                                + " " + look.answer());
            }
        }
    }

    private void explained(String showId, String seat, Exchange look, boolean isSold) {
        for (Reservation reservation : bySeat.getOrDefault(showId + " " + seat, List.of())) {
            Reservation.Span possible = reservation.possible(seat);
            boolean then = possible.fromUs() <= look.endUs() && possible.toUs() >= look.startUs();
            if (then && (!isSold || reservation.paidBefore(look.endUs()))) {
                return;
            }
        }
        for (Operation unknown : unknownHolds.getOrDefault(showId, List.of())) {
            JsonNode asked = unknown.first().body();
            boolean may =
                    asked.has("bestAvailable") || names(asked.path("seats")).contains(seat);
            if (may && unknown.startUs() <= look.endUs() && !isSold) {
                return;
            }
        }
        history.report(
                Promise.NOTHING_FROM_NOWHERE,
                "nobody can have " + (isSold ? "paid for " : "taken ") + seat + " of show " + showId + " at "
                        + look.startUs() + ".." + look.endUs());
    }

    private void areas(String showId, Exchange look) {
        for (JsonNode area : look.answer().path("areas")) {
            String name = area.path("area").asText();
            int certain = 0;
            for (Reservation reservation : history.reservations()) {
                boolean there = reservation.held(name).covers(look.startUs(), look.endUs())
                        || reservation.booked(name).covers(look.startUs(), look.endUs());
                certain += reservation.showId.equals(showId) && there ? reservation.places.getOrDefault(name, 0) : 0;
            }
            int taken = area.path("capacity").asInt() - area.path("free").asInt();
            if (taken < certain || area.path("free").asInt() < 0) {
                history.report(
                        Promise.ACKNOWLEDGED_IS_PRESENT,
                        certain + " places of area " + name + " are taken, not " + taken + ": " + look);
            }
        }
    }

    private void reservation(Operation operation) {
        Exchange look = operation.first();
        Reservation known = history.about(operation);
        if (known == null || known.client != operation.client() || look.unknown() || look.status() == 429) {
            return;
        }
        boolean asBooking = look.path().startsWith("/v1/bookings/");
        boolean there = known.hold.success().endUs() < look.startUs();
        if (!look.succeeded()) {
            boolean booked = known.payments.stream()
                    .anyMatch(payment ->
                            payment.success() != null && payment.success().endUs() < look.startUs());
            if (there && (booked || !asBooking)) {
                history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " is not there: " + look);
            }
            return;
        }
        Set<String> seats = new HashSet<>();
        look.answer().path("seats").forEach(seat -> seats.add(seat.path("seat").asText()));
        if (!seats.equals(known.seats.keySet())) {
            history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " has other seats: " + look);
        }
        String status = look.answer().path("status").asText();
        boolean certain = known.confirmed().covers(look.startUs(), look.endUs());
        if (certain && !status.equals("confirmed") && !status.equals("booked")) {
            history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " was confirmed: " + look);
        }
        boolean cancelled = known.cancellations.stream()
                .anyMatch(cancellation -> cancellation.success() != null
                        && cancellation
                                .success()
                                .answer()
                                .path("status")
                                .asText()
                                .equals("cancelled")
                        && cancellation.success().endUs() < look.startUs());
        if (cancelled && status.equals("confirmed")) {
            history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " was cancelled: " + look);
        }
        boolean holds = !known.seats.isEmpty()
                && known.held(known.seats.keySet().iterator().next()).covers(look.startUs(), look.endUs());
        if (holds && known.cancellations.isEmpty() && (status.equals("expired") || status.equals("released"))) {
            history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " was still held: " + look);
        }
    }

    /** A customer's own list has what was confirmed before it was asked for, unless it says that it is older. */
    private void list(Exchange look) {
        if (look.answer().has("asOf") || !look.answer().path("next").asText("").isEmpty() && !isNull(look)) {
            return;
        }
        Map<String, String> statusOf = new HashMap<>();
        look.answer()
                .path("items")
                .forEach(item -> statusOf.put(
                        item.path("id").asText(), item.path("status").asText()));
        for (Reservation known : history.reservations()) {
            boolean certain = known.client == look.client() && known.confirmed().covers(look.startUs(), look.endUs());
            if (certain && !"confirmed".equals(statusOf.get(known.id))) {
                history.report(Promise.ACKNOWLEDGED_IS_PRESENT, known + " is not in the list: " + look);
            }
        }
    }

    private static boolean isNull(Exchange look) {
        return look.answer().path("next").isNull();
    }

    /** Of two looks one after the other the second is no older, and each is no older than the holds before it. */
    private void versionsGrow(List<Operation> looks) {
        Map<String, List<long[]>> ended = new HashMap<>();
        for (Operation look : looks) {
            note(ended, look.success());
        }
        for (Reservation reservation : history.reservations()) {
            note(ended, reservation.hold.success());
        }
        ended.values().forEach(all -> all.sort(Comparator.comparingLong(end -> end[0])));
        Map<String, Integer> next = new HashMap<>();
        Map<String, Long> highest = new HashMap<>();
        looks.sort(Comparator.comparingLong(Operation::startUs));
        for (Operation look : looks) {
            String showId = look.success().answer().path("showId").asText();
            List<long[]> all = ended.get(showId);
            int i = next.getOrDefault(showId, 0);
            long least = highest.getOrDefault(showId, 0L);
            for (; i < all.size() && all.get(i)[0] < look.startUs(); i++) {
                least = Math.max(least, all.get(i)[1]);
            }
            next.put(showId, i);
            highest.put(showId, least);
            if (look.success().answer().path("sequence").asLong() < least) {
                history.report(
                        Promise.SEQUENCES_GROW,
                        "sequence " + least + " was known before " + look.startUs() + ", which shows "
                                + look.success().answer().path("sequence"));
            }
        }
    }

    private static void note(Map<String, List<long[]>> ended, Exchange exchange) {
        ended.computeIfAbsent(exchange.answer().path("showId").asText(), k -> new ArrayList<>())
                .add(new long[] {
                    exchange.endUs(), exchange.answer().path("sequence").asLong()
                });
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new HashSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }
}
