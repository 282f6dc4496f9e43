package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** Answers that are asked for and not taken, anonymously. */
final class SlowReaders {
    private static final int PIPELINED = 32;
    private static final int CONNECTIONS = 160;
    private static final int MANY_CONNECTIONS = 2_000;
    private static final int STREAMS = 2_000;
    private static final int CHANGES_A_SECOND = 20;
    private static final String GZIP = HttpText.header("accept-encoding", "gzip");

    private SlowReaders() {}

    static List<Variant> variants() {
        return List.of(
                Variant.of(
                        "maps", "32 pipelined GETs of a map of 60,000 seats, never read", CONNECTIONS, maps(false, "")),
                Variant.of("maps-gzip", "the same, asked for with gzip", CONNECTIONS, maps(false, GZIP)),
                Variant.of("maps-byte", "the same as maps, read a byte a second", CONNECTIONS, maps(true, "")),
                Variant.of(
                        "mixed",
                        "maps of shows, prices, availability, the OpenAPI document and the longest lists, never read",
                        CONNECTIONS,
                        mixed()),
                Variant.of("huge", "32 pipelined GETs of a map of 100,000 seats, never read", CONNECTIONS, huge()),
                Variant.of(
                        "many", "one GET of a map of 60,000 seats a connection, never read", MANY_CONNECTIONS, one()),
                Variant.of(
                        "streams",
                        "live streams of a show of 100,000 seats that keeps changing, never read",
                        STREAMS,
                        streams()));
    }

    private static Variant.Opening maps(boolean takesOneByteASecond, String headers) {
        return (assault, scenery, connections, pace) -> {
            ByteBuf requests = HttpText.shared(map(scenery.large(), headers).repeat(PIPELINED));
            assault.open(connections, () -> new UnreadAnswers(assault, requests, PIPELINED, takesOneByteASecond));
        };
    }

    private static Variant.Opening huge() {
        return (assault, scenery, connections, pace) -> {
            ByteBuf requests = HttpText.shared(map(scenery.huge(), "").repeat(PIPELINED));
            assault.open(connections, () -> new UnreadAnswers(assault, requests, PIPELINED, false));
        };
    }

    private static Variant.Opening one() {
        return (assault, scenery, connections, pace) -> {
            ByteBuf request = HttpText.shared(map(scenery.large(), ""));
            assault.open(connections, () -> new UnreadAnswers(assault, request, 1, false));
        };
    }

    private static Variant.Opening mixed() {
        return (assault, scenery, connections, pace) -> {
            List<String> targets = List.of(
                    scenery.large().path("/seat-map"),
                    scenery.huge().path("/seat-map"),
                    scenery.huge().path("/prices"),
                    scenery.huge().path("/availability"),
                    "/openapi.json",
                    "/v1/shows?limit=100",
                    "/v1/events?limit=100",
                    "/v1/venues?limit=100");
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < PIPELINED; i++) {
                requests.append(HttpText.bodiless("GET", targets.get(i % targets.size()), i % 2 == 0 ? "" : GZIP));
            }
            ByteBuf shared = HttpText.shared(requests.toString());
            assault.open(connections, () -> new UnreadAnswers(assault, shared, PIPELINED, false));
        };
    }

    private static Variant.Opening streams() {
        return (assault, scenery, connections, pace) -> {
            ByteBuf request =
                    HttpText.shared(HttpText.bodiless("GET", scenery.huge().path("/stream"), ""));
            assault.open(connections, () -> new UnreadAnswers(assault, request, 1, false));
            Pace changes = new Pace(CHANGES_A_SECOND, System.nanoTime());
            assault.open(1, () -> new Conversation(assault, new Blocks(scenery), 1, changes));
        };
    }

    private static String map(Scenery.Show show, String headers) {
        return HttpText.bodiless("GET", "/v1/seat-maps/" + show.seatMapId(), headers);
    }

    /** Half of the seats are blocked, then the other half: each time, all seats are news. */
    private static final class Blocks implements Dialogue {
        private final ByteBuf[] requests = new ByteBuf[2];
        private int next;

        Blocks(Scenery scenery) {
            for (int half = 0; half < requests.length; half++) {
                StringBuilder blocks = new StringBuilder("{\"blocks\":{");
                for (int seat = half; seat < scenery.huge().onSale().hall().seatCount(); seat += 2) {
                    blocks.append(seat == half ? "\"" : ",\"")
                            .append(scenery.huge().onSale().hall().seatId(seat))
                            .append("\":\"house\"");
                }
                requests[half] = HttpText.shared(HttpText.json(
                        "PUT",
                        scenery.huge().path("/seat-blocks"),
                        HttpText.bearer(scenery.organizer()) + HttpText.ANY_VERSION,
                        blocks.append("}}").toString()));
            }
        }

        @Override
        public void ask(ByteBuf out) {
            next = 1 - next;
            out.writeBytes(requests[next].duplicate());
        }
    }
}
