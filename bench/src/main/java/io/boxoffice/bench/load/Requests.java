package io.boxoffice.bench.load;

import io.boxoffice.bench.load.Crowd.Has;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Writes requests as bytes. For one thread, apart from the numbers of the Idempotency-Keys. */
final class Requests {
    /** Unlike those of other runs on the same server. */
    private static final AtomicLong NEXT_KEY = new AtomicLong(System.currentTimeMillis() << 20);

    private static final byte[] HTTP = ascii(" HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    private static final byte[] GZIP = ascii("accept-encoding: gzip\r\n");
    /** As browsers ask; a visitor who has been nowhere has no cookie. */
    private static final byte[] BROWSER = ascii("accept: text/html\r\naccept-encoding: gzip, deflate, br\r\n\r\n");

    private static final byte[] JSON = ascii("content-type: application/json\r\ncontent-length: ");
    private static final byte[] KEY = ascii("idempotency-key: ");
    private static final byte[] END_OF_LINE = ascii("\r\n");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] PAYMENT = ascii("{\"method\":\"card\",\"token\":\"tok_approve\"}");
    private static final byte[] ALL = ascii("{\"all\":true}");

    private final OnSale onSale;
    private final byte[][] showPaths;

    Requests(OnSale onSale) {
        this.onSale = onSale;
        showPaths = onSale.shows().stream().map(id -> ascii("/v1/shows/" + id)).toArray(byte[][]::new);
    }

    /** The header line of somebody with a token. */
    static byte[] authorization(String token) {
        return ascii("authorization: Bearer " + token + "\r\n");
    }

    /** Asks for a live stream. */
    static byte[] stream(String show) {
        return ascii("GET /v1/shows/" + show + "/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
    }

    /**
     * @param quantity of {@link Kind#BEST_AVAILABLE}
     */
    void write(ByteBuf out, Kind kind, Has who, byte[] authorization, int quantity) {
        switch (kind) {
            case BROWSE -> get(out, who.show(), "", authorization);
            case CITY_PAGE -> page(out, onSale.cityPath(), "");
            case SEARCH_PAGE -> page(out, "/en/search", "?q=load+" + who.show());
            case EVENT_PAGE -> page(out, onSale.events().get(who.show()), "");
            case VENUE_PAGE -> page(out, onSale.venuePath(), "");
            case AVAILABILITY -> {
                line(out, "GET ", showPaths[who.show()], "/availability");
                out.writeBytes(GZIP).writeBytes(END_OF_LINE);
            }
            case HOLD, CONFLICT -> post(out, authorization, seats(who.pair()), showPaths[who.show()], "/holds");
            case BEST_AVAILABLE ->
                post(
                        out,
                        authorization,
                        ascii("{\"bestAvailable\":{\"quantity\":" + quantity + "}}"),
                        showPaths[who.show()],
                        "/holds");
            case BOOK ->
                post(
                        out,
                        authorization,
                        ascii("{\"holdId\":\"" + who.reservation() + "\"}"),
                        ascii("/v1/bookings"),
                        "");
            case PAY -> post(out, authorization, PAYMENT, ascii("/v1/bookings/" + who.reservation()), "/payments");
            case CANCEL -> post(out, authorization, ALL, ascii("/v1/bookings/" + who.reservation()), "/cancel");
            case RELEASE -> {
                line(out, "DELETE ", ascii("/v1/holds/" + who.reservation()), "");
                out.writeBytes(authorization).writeBytes(END_OF_LINE);
            }
            case READ -> {
                line(out, "GET ", ascii("/v1/holds/" + who.reservation()), "");
                out.writeBytes(authorization).writeBytes(END_OF_LINE);
            }
            case STREAM -> throw new IllegalArgumentException("a stream is not a request of a mix");
        }
    }

    private static void page(ByteBuf out, String path, String query) {
        line(out, "GET ", ascii(path), query);
        out.writeBytes(BROWSER);
    }

    private void get(ByteBuf out, int show, String rest, byte[] authorization) {
        line(out, "GET ", showPaths[show], rest);
        out.writeBytes(authorization).writeBytes(END_OF_LINE);
    }

    private byte[] seats(int pair) {
        String first = onSale.hall().seatId(2 * pair);
        String second = onSale.hall().seatId(2 * pair + 1);
        return ascii("{\"seats\":[\"" + first + "\",\"" + second + "\"]}");
    }

    private static void post(ByteBuf out, byte[] authorization, byte[] body, byte[] path, String rest) {
        line(out, "POST ", path, rest);
        out.writeBytes(authorization).writeBytes(KEY);
        text(out, Long.toString(NEXT_KEY.getAndIncrement(), Character.MAX_RADIX));
        out.writeBytes(END_OF_LINE).writeBytes(JSON);
        text(out, Integer.toString(body.length));
        out.writeBytes(END_OF_HEAD).writeBytes(body);
    }

    private static void line(ByteBuf out, String method, byte[] path, String rest) {
        text(out, method);
        out.writeBytes(path);
        text(out, rest);
        out.writeBytes(HTTP);
    }

    private static void text(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
