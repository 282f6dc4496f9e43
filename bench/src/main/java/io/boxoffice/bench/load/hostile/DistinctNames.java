package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Requests that cost much to read for what they are. */
final class DistinctNames {
    private static final int CONNECTIONS = 32;
    private static final int LARGE_CONNECTIONS = 2;
    private static final int BODY_BYTES = 262_144;
    private static final int SMALL_BODY_BYTES = 8_192;
    private static final int LARGE_BODY_BYTES = 33_000_000;
    private static final int QUERY_BYTES = 3_900;
    /** Names of so many bodies are more than any parser remembers. */
    private static final int BODIES = 24;

    private static final String HOLD = "\"seats\":[\"1-1\"]";

    private DistinctNames() {}

    static List<Variant> variants() {
        return List.of(
                Variant.of(
                        "holds",
                        "holds of one customer with 256 KiB of distinct names",
                        CONNECTIONS,
                        holds(BODY_BYTES)),
                Variant.of("holds-small", "the same with 8 KiB", CONNECTIONS, holds(SMALL_BODY_BYTES)),
                Variant.of(
                        "bookings",
                        "bookings of one customer with 256 KiB of distinct names",
                        CONNECTIONS,
                        posts(
                                s -> "/v1/bookings",
                                Scenery::customer,
                                n -> NamedBodies.distinctNames("\"holdId\":\"1\"", BODY_BYTES, n),
                                BODIES)),
                Variant.of(
                        "payments",
                        "payments of one customer with 256 KiB of distinct names",
                        CONNECTIONS,
                        posts(
                                s -> "/v1/bookings/1/payments",
                                Scenery::customer,
                                n -> NamedBodies.distinctNames(
                                        "\"method\":\"card\",\"token\":\"tok_approve\"", BODY_BYTES, n),
                                BODIES)),
                Variant.of(
                        "catalog",
                        "venues of one organizer with 256 KiB of distinct names",
                        CONNECTIONS,
                        posts(
                                s -> "/v1/venues",
                                Scenery::organizer,
                                n -> NamedBodies.distinctNames("\"name\":\"\"", BODY_BYTES, n),
                                BODIES)),
                Variant.of(
                        "catalog-large",
                        "seat maps of one organizer with 31 MiB of distinct names",
                        LARGE_CONNECTIONS,
                        posts(
                                s -> "/v1/halls/" + s.small().hallId() + "/seat-maps",
                                Scenery::organizer,
                                n -> NamedBodies.distinctNames("\"name\":\"m\"", LARGE_BODY_BYTES, n),
                                1)),
                Variant.of(
                        "nesting",
                        "holds of one customer with 256 KiB of arrays in arrays",
                        CONNECTIONS,
                        posts(DistinctNames::hold, Scenery::customer, n -> NamedBodies.nested(HOLD, BODY_BYTES), 1)),
                Variant.of(
                        "numbers",
                        "holds of one customer with 256 KiB of long numbers",
                        CONNECTIONS,
                        posts(
                                DistinctNames::hold,
                                Scenery::customer,
                                n -> NamedBodies.longNumbers(HOLD, BODY_BYTES),
                                1)),
                Variant.of(
                        "parameters",
                        "searches with 4 KB of distinct parameters, anonymous",
                        CONNECTIONS,
                        Variant.conversations(4, s -> new Queries())));
    }

    private static String hold(Scenery scenery) {
        return scenery.small().path("/holds");
    }

    private static Variant.Opening holds(int bytes) {
        return posts(DistinctNames::hold, Scenery::customer, n -> NamedBodies.distinctNames(HOLD, bytes, n), BODIES);
    }

    /** Closed loops of requests that are made beforehand, so that they cost the attacker little. */
    private static Variant.Opening posts(
            Function<Scenery, String> target, Function<Scenery, String> token, IntFunction<String> body, int bodies) {
        return (assault, scenery, connections, pace) -> {
            List<ByteBuf> requests = new ArrayList<>();
            for (int i = 0; i < bodies; i++) {
                requests.add(HttpText.shared(HttpText.json(
                        "POST", target.apply(scenery), HttpText.bearer(token.apply(scenery)), body.apply(i))));
            }
            Pace shared = new Pace(pace, System.nanoTime());
            InTurn turns = new InTurn(requests);
            assault.open(connections, () -> new Conversation(assault, turns, 1, shared));
        };
    }

    private static final class InTurn implements Dialogue {
        private final List<ByteBuf> requests;
        private int next;

        InTurn(List<ByteBuf> requests) {
            this.requests = requests;
        }

        @Override
        public void ask(ByteBuf out) {
            out.writeBytes(requests.get(next++ % requests.size()).duplicate());
        }
    }

    private static final class Queries implements Dialogue {
        private int number;

        @Override
        public void ask(ByteBuf out) {
            HttpText.write(out, HttpText.bodiless("GET", "/v1/events?" + NamedBodies.query(QUERY_BYTES, number++), ""));
        }
    }
}
