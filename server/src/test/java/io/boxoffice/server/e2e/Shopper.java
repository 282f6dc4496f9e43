package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * A customer who never gives up: holds, extends, releases, books, pays, cancels and looks at things, until the server is gone;
 * and asks again, with the same keys, whatever got no answer. One thread at a time.
 */
final class Shopper implements Callable<Integer> {
    /** With {@code seconds} to live, any of these may be the last. */
    private record Request(String method, String path, String body, String key) {}

    /** A hold or booking of one's own. */
    private static final class Own {
        private final String id;
        private final List<String> seats = new ArrayList<>();
        private boolean booked;
        private boolean paid;

        private Own(Answer hold) {
            id = hold.id();
            hold.body()
                    .path("seats")
                    .forEach(seat -> seats.add(seat.path("seat").asText()));
        }
    }

    private static final int MAX_OWN = 12;
    private static final int MAX_REMEMBERED = 300;

    private final Customer customer;
    private final OnSale show;
    private final Random random;
    private final List<Own> own = new ArrayList<>();
    private final List<Request> unanswered = new ArrayList<>();
    private final List<Request> answered = new ArrayList<>();

    Shopper(Customer customer, OnSale show, Random random) {
        this.customer = customer;
        this.show = show;
        this.random = random;
    }

    /** Shops until there is no answer; returns how many there were. */
    @Override
    public Integer call() {
        int answers = 0;
        try {
            while (true) {
                act();
                answers++;
            }
        } catch (UncheckedIOException e) {
            return answers;
        }
    }

    /** After a restart: asks again what got no answer, until it gets one, and some of what got one; looks at what is there. */
    void makeSure(int repeats) {
        for (Iterator<Request> requests = List.copyOf(unanswered).iterator(); requests.hasNext(); ) {
            Request request = requests.next();
            Answer[] answer = {null};
            Await.until(() -> request + ": " + answer[0], () -> {
                answer[0] = customer.api().send(request.method, request.path, request.body, request.key);
                return isDecided(answer[0]);
            });
            unanswered.remove(request);
            take(request, answer[0]);
        }
        for (int i = 0; i < Math.min(repeats, answered.size()); i++) {
            Request request = answered.get(random.nextInt(answered.size()));
            customer.api().send(request.method, request.path, request.body, request.key);
        }
        for (Own reservation : own) {
            look(reservation);
        }
    }

    private static boolean isDecided(Answer answer) {
        return answer.status() < 500
                && answer.status() != 202
                && answer.status() != 429
                && !answer.code().equals("request_in_progress");
    }

    private void act() {
        Own some = own.isEmpty() ? null : own.get(random.nextInt(own.size()));
        int mood = random.nextInt(100);
        if (some == null || (mood < 35 && own.size() < MAX_OWN)) {
            hold();
        } else if (mood < 42) {
            customer.api().get(show.path("/availability"));
        } else if (mood < 47) {
            look(some);
        } else if (mood < 48) {
            customer.bookings();
        } else if (mood < 53 && !answered.isEmpty()) {
            Request request = answered.get(random.nextInt(answered.size()));
            customer.api().send(request.method, request.path, request.body, request.key);
        } else if (some.paid) {
            cancel(some);
        } else if (mood < 58) {
            ask("POST", "/v1/holds/" + some.id + "/extend", "{}");
        } else if (mood < 70) {
            ask("DELETE", "/v1/holds/" + some.id, null);
            own.remove(some);
        } else if (!some.booked) {
            some.booked = ask("POST", "/v1/bookings", "{\"holdId\":\"" + some.id + "\"}")
                            .status()
                    == 201;
            if (!some.booked) {
                own.remove(some);
            }
        } else {
            pay(some);
        }
    }

    private void hold() {
        int quantity = 1 + random.nextInt(3);
        String wish =
                switch (random.nextInt(4)) {
                    case 0 -> "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":" + quantity + "}]}";
                    case 1 -> "{\"bestAvailable\":{\"quantity\":" + quantity + "}}";
                    default -> seats(quantity);
                };
        ask("POST", show.path("/holds"), wish);
    }

    private String seats(int quantity) {
        int first = random.nextInt(show.map().seatCount() - quantity);
        String[] seats = new String[quantity];
        for (int i = 0; i < quantity; i++) {
            seats[i] = show.map().seatId(first + i);
        }
        return Customer.seats(seats);
    }

    private void pay(Own booking) {
        int mood = random.nextInt(10);
        String token = mood < 2 ? Customer.DECLINE : mood < 3 ? Customer.LATE_APPROVE : Customer.APPROVE;
        Answer answer = ask("POST", "/v1/bookings/" + booking.id + "/payments", Customer.payment(token));
        booking.paid = answer.status() == 201;
        if (answer.status() == 202 || answer.status() == 409) {
            own.remove(booking);
        }
    }

    private void cancel(Own booking) {
        boolean whole = booking.seats.size() < 2 || random.nextBoolean();
        ask(
                "POST",
                "/v1/bookings/" + booking.id + "/cancel",
                whole ? Customer.ALL : Customer.seats(booking.seats.remove(0)));
        if (whole) {
            own.remove(booking);
        }
    }

    private void look(Own reservation) {
        customer.api().get((reservation.booked ? "/v1/bookings/" : "/v1/holds/") + reservation.id);
    }

    private Answer ask(String method, String path, String body) {
        String key = method.equals("POST") ? Long.toHexString(random.nextLong()) : null;
        Request request = new Request(method, path, body, key);
        unanswered.add(request);
        Answer answer = customer.api().send(method, path, body, key);
        if (isDecided(answer)) {
            unanswered.remove(request);
            take(request, answer);
        }
        return answer;
    }

    private void take(Request request, Answer answer) {
        if (answer.status() == 201 && request.path.endsWith("/holds")) {
            own.add(new Own(answer));
        }
        JsonNode code = answer.body().path("code");
        if (request.key != null && !code.asText().equals("hold_expired")) {
            answered.add(request);
            if (answered.size() > MAX_REMEMBERED) {
                answered.remove(random.nextInt(MAX_REMEMBERED));
            }
        }
    }
}
