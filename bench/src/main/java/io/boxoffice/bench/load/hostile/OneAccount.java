package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.Answer;
import io.boxoffice.bench.load.Scenario;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One caller who does nothing that is forbidden, as often as it can. */
final class OneAccount {
    /** Of drafts: in the future, and not too far. */
    private static final Instant STARTS =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(365));

    private static final int LOOPS = 200;
    private static final int ORGANIZER_LOOPS = 32;
    private static final int PAYERS = 500;
    private static final int CONNECTIONS = 11_000;
    private static final int STREAMS = 6_000;
    private static final int SEATS_OF_A_MAP = 1_000;
    private static final String PAYMENT = "{\"method\":\"card\",\"token\":\"tok_timeout\"}";

    private OneAccount() {}

    static List<Variant> variants() {
        return List.of(
                Variant.of(
                        "holds",
                        "one customer holds and gives back, each with a new Idempotency-Key",
                        LOOPS,
                        Variant.conversations(1, Holds::new)),
                Variant.of(
                        "lists",
                        "one customer's longest list of bookings",
                        LOOPS,
                        Variant.conversations(
                                4,
                                s -> out -> HttpText.write(
                                        out,
                                        HttpText.bodiless(
                                                "GET", "/v1/bookings?limit=100", HttpText.bearer(s.customer()))))),
                Variant.of(
                        "searches",
                        "searches with misspelt words, from one address without a token",
                        LOOPS,
                        Variant.conversations(4, s -> new Searches())),
                new Variant(
                        "payments",
                        "one customer books and pays by what never answers, each with a new Idempotency-Key",
                        PAYERS,
                        Scenario.STEADY_EVENING,
                        Variant.conversations(1, Payments::new)),
                Variant.of(
                        "organizer",
                        "one organizer makes venues, events, drafts, seat maps and prices, each with a new Idempotency-Key",
                        ORGANIZER_LOOPS,
                        Variant.conversations(1, Drafts::new)),
                Variant.of(
                        "connections",
                        "one address opens connections until it is refused, and says nothing",
                        CONNECTIONS,
                        (assault, scenery, connections, pace) -> assault.open(
                                connections,
                                () -> new HeldBack(assault, Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER))),
                Variant.of(
                        "streams",
                        "one address opens live streams until it is refused",
                        STREAMS,
                        (assault, scenery, connections, pace) -> {
                            ByteBuf request = HttpText.shared(
                                    HttpText.bodiless("GET", scenery.small().path("/stream"), ""));
                            assault.open(connections, () -> new HeldBack(assault, request, Unpooled.EMPTY_BUFFER));
                        }));
    }

    private static String best(int quantity) {
        return "{\"bestAvailable\":{\"quantity\":" + quantity + "}}";
    }

    /** Holds, and gives back what it got. */
    private static final class Holds implements Dialogue {
        private final Scenery scenery;
        private String hold;

        Holds(Scenery scenery) {
            this.scenery = scenery;
        }

        @Override
        public void ask(ByteBuf out) {
            String bearer = HttpText.bearer(scenery.customer());
            if (hold == null) {
                HttpText.write(
                        out,
                        HttpText.json("POST", scenery.small().path("/holds"), bearer + HttpText.newKey(), best(10)));
            } else {
                HttpText.write(out, HttpText.bodiless("DELETE", "/v1/holds/" + hold, bearer));
            }
        }

        @Override
        public void hear(Answer answer) {
            if (answer.status() == 201) {
                hold = answer.id();
            } else if (answer.status() != 429 && answer.status() != 503) {
                hold = null;
            }
        }
    }

    /** Words that no title has, so that titles like them are looked for. */
    private static final class Searches implements Dialogue {
        private static final List<String> WORDS = List.of("laod", "lod", "ladd", "oad", "laad", "lorda", "roab");
        private long number;

        @Override
        public void ask(ByteBuf out) {
            String words =
                    WORDS.get((int) (number % WORDS.size())) + "+" + WORDS.get((int) (number / 7 % WORDS.size()));
            number++;
            HttpText.write(
                    out,
                    HttpText.bodiless(
                            "GET", "/v1/events?limit=100&city=loopback&near=48.2,16.4&q=" + words + number, ""));
        }
    }

    /** Holds one seat, books it, and pays with a card whose provider never answers. */
    private static final class Payments implements Dialogue {
        private final Scenery scenery;
        private String hold;
        private boolean booked;

        Payments(Scenery scenery) {
            this.scenery = scenery;
        }

        @Override
        public void ask(ByteBuf out) {
            String headers = HttpText.bearer(scenery.customer()) + HttpText.newKey();
            if (hold == null) {
                HttpText.write(out, HttpText.json("POST", scenery.small().path("/holds"), headers, best(1)));
            } else if (!booked) {
                HttpText.write(out, HttpText.json("POST", "/v1/bookings", headers, "{\"holdId\":\"" + hold + "\"}"));
            } else {
                HttpText.write(out, HttpText.json("POST", "/v1/bookings/" + hold + "/payments", headers, PAYMENT));
            }
        }

        @Override
        public void hear(Answer answer) {
            if (answer.status() == 429 || answer.status() == 503) {
                return;
            }
            if (hold == null) {
                hold = answer.status() == 201 ? answer.id() : null;
            } else if (!booked && answer.status() / 100 == 2) {
                booked = true;
            } else {
                hold = null;
                booked = false;
            }
        }
    }

    /** One thing after the other that takes room in PostgreSQL or in the core. */
    private static final class Drafts implements Dialogue {
        private static final String VENUE = "{\"name\":\"%s\",\"city\":\"Loopback\",\"timezone\":\"Europe/Vienna\"}";
        private static final int KINDS = 5;
        private final Scenery scenery;
        private long number = ThreadLocalRandom.current().nextInt(KINDS);
        private final String seats;

        Drafts(Scenery scenery) {
            this.scenery = scenery;
            StringBuilder text = new StringBuilder();
            for (int seat = 1; seat < SEATS_OF_A_MAP; seat++) {
                text.append(",{\"id\":\"A-")
                        .append(seat)
                        .append("\",\"category\":\"Stalls\",\"x\":")
                        .append(seat);
                text.append(",\"y\":1}");
            }
            seats = text.toString();
        }

        @Override
        public void ask(ByteBuf out) {
            String headers = HttpText.bearer(scenery.organizer()) + HttpText.newKey();
            String name =
                    "n" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
            number++;
            switch ((int) (number % KINDS)) {
                case 0 -> HttpText.write(out, HttpText.json("POST", "/v1/venues", headers, VENUE.formatted(name)));
                case 1 ->
                    HttpText.write(out, HttpText.json("POST", "/v1/events", headers, "{\"title\":\"" + name + "\"}"));
                case 2 ->
                    HttpText.write(
                            out,
                            HttpText.json(
                                    "POST",
                                    "/v1/halls/" + scenery.small().hallId() + "/seat-maps",
                                    headers,
                                    map(name)));
                case 3 -> HttpText.write(out, HttpText.json("POST", "/v1/shows", headers, show()));
                default ->
                    HttpText.write(
                            out,
                            HttpText.json(
                                    "PUT",
                                    scenery.small().path("/prices"),
                                    headers + HttpText.ANY_VERSION,
                                    "{\"categories\":{\"Stalls\":" + (1_000 + number % 1_000) + "}}"));
            }
        }

        private String show() {
            return "{\"eventId\":\"" + scenery.small().eventId() + "\",\"hallId\":\""
                    + scenery.small().hallId() + "\",\"seatMapId\":\""
                    + scenery.small().seatMapId()
                    + "\",\"allowOverlap\":true,\"startsAt\":\"" + STARTS + "\",\"endsAt\":\""
                    + STARTS.plus(Duration.ofHours(2))
                    + "\",\"currency\":\"EUR\","
                    + "\"prices\":{\"categories\":{\"Stalls\":1000}}}";
        }

        private String map(String seat) {
            return "{\"name\":\"m\",\"categories\":[\"Stalls\"],\"sections\":[{\"name\":\"S\",\"rows\":[{\"label\":\"1\","
                    + "\"seats\":[{\"id\":\"" + seat + "\",\"category\":\"Stalls\",\"x\":0,\"y\":1}" + seats + "]}]}]}";
        }
    }
}
