package io.boxoffice.gateway.booking;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body that nearly every hold has, <code>{"seats":["A-1","A-2"]}</code>, without a parser. Whatever is not just
 * that, and of known seats, is left to the parser, errors too. For one thread, which may use it for one body after another.
 */
final class SeatListScanner {
    private static final int MAX_BYTES = 1_024;
    private static final byte[] SEATS = "\"seats\"".getBytes(StandardCharsets.US_ASCII);

    private static final FastThreadLocal<SeatListScanner> MINE = new FastThreadLocal<>() {
        @Override
        protected SeatListScanner initialValue() {
            return new SeatListScanner();
        }
    };

    private final byte[] bytes = new byte[MAX_BYTES];
    private int at;
    private int end;

    private SeatListScanner() {}

    /**
     * Reads a body, which is not consumed.
     *
     * @param seats takes the seats' indexes
     * @return how many; -1: this is for the parser
     */
    static int scan(ByteBuf body, SeatMap map, int[] seats) {
        int length = body.readableBytes();
        if (length > MAX_BYTES) {
            return -1;
        }
        SeatListScanner scanner = MINE.get();
        body.getBytes(body.readerIndex(), scanner.bytes, 0, length);
        scanner.at = 0;
        scanner.end = length;
        return scanner.scan(map, seats);
    }

    private int scan(SeatMap map, int[] seats) {
        if (!next('{') || !nextIsSeats() || !next(':') || !next('[')) {
            return -1;
        }
        int count = 0;
        do {
            int seat = count < seats.length && next('"') ? seat(map) : -1;
            if (seat < 0) {
                return -1;
            }
            seats[count++] = seat;
        } while (next(','));
        if (!next(']') || !next('}')) {
            return -1;
        }
        skipBlanks();
        return at == end ? count : -1;
    }

    private boolean next(char wanted) {
        skipBlanks();
        if (at == end || bytes[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private boolean nextIsSeats() {
        skipBlanks();
        if (end - at < SEATS.length) {
            return false;
        }
        for (byte wanted : SEATS) {
            if (bytes[at++] != wanted) {
                return false;
            }
        }
        return true;
    }

    /** The seat whose id follows, up to its closing quote; -1 when there is none, or its id has more than plain ASCII in it. */
    private int seat(SeatMap map) {
        int start = at;
        while (at < end && bytes[at] != '"') {
            byte b = bytes[at++];
            if (b < ' ' || b == '\\' || b == 0x7F) {
                return -1;
            }
        }
        if (at == end) {
            return -1;
        }
        return map.seatIndex(new String(bytes, start, at++ - start, StandardCharsets.US_ASCII));
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
    }
}
