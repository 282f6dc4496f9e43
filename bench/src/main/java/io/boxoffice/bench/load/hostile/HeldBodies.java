package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Requests that are begun and not ended. */
final class HeldBodies {
    private static final int CONNECTIONS = 400;
    private static final int MANY_CONNECTIONS = 2_000;
    private static final int LARGE_CONNECTIONS = 8;
    private static final int BODY_BYTES = 262_144;
    private static final int SMALL_BODY_BYTES = 8_192;
    private static final int LARGE_BODY_BYTES = 33_554_432;
    private static final int HEADER_BYTES = 16_000;
    private static final int ROOM_FOR_DROPS = 1_024;
    private static final int[] FILLERS = {8_192, 256, 8};
    private static final int EACH_FILLER = 32;
    private static final int FILLERS_A_SECOND = 200;
    private static final int AT_ONCE = 150;
    private static final int A_SECOND = 90;
    private static final String CHUNK_OF_ONE = "1\r\n \r\n";

    private HeldBodies() {}

    static List<Variant> variants() {
        return List.of(
                Variant.of(
                        "get",
                        "GET with 256 KiB of body but for its last byte, anonymous",
                        CONNECTIONS,
                        body("GET", s -> "/v1/shows", s -> "", BODY_BYTES)),
                Variant.of(
                        "options",
                        "OPTIONS with 256 KiB of body but for its last byte, anonymous",
                        CONNECTIONS,
                        body("OPTIONS", s -> "/v1/shows", s -> "", BODY_BYTES)),
                Variant.of(
                        "holds",
                        "holds of one customer with 256 KiB of body but for its last byte",
                        CONNECTIONS,
                        body("POST", HeldBodies::holds, HeldBodies::customer, BODY_BYTES)),
                Variant.of(
                        "holds-small",
                        "holds of one customer with 8 KiB of body but for its last byte",
                        CONNECTIONS,
                        body("POST", HeldBodies::holds, HeldBodies::customer, SMALL_BODY_BYTES)),
                Variant.of("chunked", "holds of one customer in chunks, then a byte a second", CONNECTIONS, chunked()),
                Variant.of(
                        "large",
                        "seat maps of one organizer with 32 MiB of body but for its last byte",
                        LARGE_CONNECTIONS,
                        body(
                                "POST",
                                s -> "/v1/halls/" + s.small().hallId() + "/seat-maps",
                                s -> HttpText.bearer(s.organizer()),
                                LARGE_BODY_BYTES)),
                Variant.of(
                        "headers", "16 KB of headers, then a byte a second, anonymous", MANY_CONNECTIONS, headers()));
    }

    private static String holds(Scenery scenery) {
        return scenery.small().path("/holds");
    }

    private static String customer(Scenery scenery) {
        return HttpText.bearer(scenery.customer());
    }

    private static Variant.Opening body(
            String method, Function<Scenery, String> target, Function<Scenery, String> headers, int bytes) {
        return (assault, scenery, connections, pace) -> {
            String path = target.apply(scenery);
            String lines = headers.apply(scenery);
            IntFunction<ByteBuf> begun =
                    size -> HttpText.shared(HttpText.head(method, path, lines, size) + begunJson(size - 1));
            fill(assault, connections, bytes, begun, Unpooled.EMPTY_BUFFER, !lines.isEmpty());
        };
    }

    private static Variant.Opening chunked() {
        return (assault, scenery, connections, pace) -> {
            String head = HttpText.chunkedHead("POST", holds(scenery), customer(scenery));
            IntFunction<ByteBuf> begun =
                    size -> HttpText.shared(head + Integer.toHexString(size) + "\r\n" + begunJson(size) + "\r\n");
            fill(assault, connections, BODY_BYTES - ROOM_FOR_DROPS, begun, HttpText.shared(CHUNK_OF_ONE), true);
        };
    }

    /**
     * Bodies of the size first, then smaller and smaller ones, so that of a budget not even a byte is left. A customer may begin
     * so many requests at once, and so many a second.
     */
    private static void fill(
            Assault assault, int connections, int bytes, IntFunction<ByteBuf> begun, ByteBuf drop, boolean isCustomer) {
        ByteBuf beginning = begun.apply(bytes);
        int atOnce = isCustomer ? Math.min(connections, AT_ONCE) : connections;
        int perSecond = isCustomer ? A_SECOND : FILLERS_A_SECOND;
        assault.open(atOnce, () -> new HeldBack(assault, beginning, drop));
        if (connections > atOnce) {
            assault.open(connections - atOnce, perSecond, () -> new HeldBack(assault, beginning, drop));
        }
        for (int size : FILLERS) {
            if (size < bytes) {
                ByteBuf filler = begun.apply(size);
                assault.open(EACH_FILLER, perSecond, () -> new HeldBack(assault, filler, drop));
            }
        }
    }

    private static Variant.Opening headers() {
        return (assault, scenery, connections, pace) -> {
            String begun = HttpText.bodiless("GET", "/v1/shows", "");
            StringBuilder text = new StringBuilder(begun.substring(0, begun.length() - 2));
            for (int i = 0; text.length() < HEADER_BYTES - 100; i++) {
                text.append("x-").append(i).append(": ").append("y".repeat(50)).append("\r\n");
            }
            ByteBuf beginning = HttpText.shared(text + "x-last: ");
            ByteBuf drop = HttpText.shared("z");
            assault.open(connections, () -> new HeldBack(assault, beginning, drop));
        };
    }

    private static String begunJson(int bytes) {
        return "{" + " ".repeat(bytes - 1);
    }
}
