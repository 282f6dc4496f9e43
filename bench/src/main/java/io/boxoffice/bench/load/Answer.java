package io.boxoffice.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * One answer, as far as it has come: status, length, and what the beginning of its body says. Read from the bytes as they come;
 * bodies longer than a hold's are counted and dropped. Reused. For one thread.
 */
public final class Answer {
    private static final int MAX_KEPT_BODY_BYTES = 4_096;
    private static final byte[] LENGTH = "\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEQUENCE = "\"sequence\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ANY_CASE = 0x20;
    private static final int STATUS_AT = 9;

    private int status;
    private long bodyLeft = -1;
    private String id;
    private long sequence;

    /** Of the last answer whose header has come; 0 before the first. */
    public int status() {
        return status;
    }

    /** Of the reservation it tells of; null when it tells of none. */
    public String id() {
        return id;
    }

    /** Of the command it answers; 0 when it does not say. */
    long sequence() {
        return sequence;
    }

    /**
     * Takes what has come of it out of the buffer.
     *
     * @return whether it is complete; else the rest is still to come
     * @throws IllegalStateException when this is no HTTP/1.1 answer with a length
     */
    public boolean take(ByteBuf in) {
        if (bodyLeft < 0) {
            int end = endOfHead(in);
            if (end < 0) {
                return false;
            }
            long length = head(in, end);
            if (length <= MAX_KEPT_BODY_BYTES && in.writerIndex() - end < length) {
                return false;
            }
            in.readerIndex(end);
            bodyLeft = length;
            if (length <= MAX_KEPT_BODY_BYTES) {
                body(in, (int) length);
            }
        }
        int here = (int) Math.min(bodyLeft, in.readableBytes());
        in.skipBytes(here);
        bodyLeft -= here;
        if (bodyLeft > 0) {
            return false;
        }
        bodyLeft = -1;
        return true;
    }

    private static int endOfHead(ByteBuf in) {
        int from = in.readerIndex();
        while (true) {
            int at = in.indexOf(from, in.writerIndex(), (byte) '\r');
            if (at < 0 || at + 4 > in.writerIndex()) {
                return -1;
            }
            if (in.getByte(at + 2) == '\r') {
                return at + 4;
            }
            from = at + 2;
        }
    }

    private long head(ByteBuf in, int end) {
        int start = in.readerIndex();
        status = (int) digits(in, start + STATUS_AT, end);
        if (status < 100 || status > 599) {
            throw new IllegalStateException("not an HTTP answer");
        }
        int at = find(in, start, end, LENGTH, ANY_CASE);
        if (at < 0 && status != 204 && status != 304) {
            throw new IllegalStateException("an answer of status " + status + " without a length");
        }
        return at < 0 ? 0 : digits(in, at + LENGTH.length, end);
    }

    private void body(ByteBuf in, int length) {
        int start = in.readerIndex();
        int end = start + length;
        id = null;
        sequence = 0;
        if (find(in, start, Math.min(end, start + ID.length), ID) == start) {
            int from = start + ID.length;
            int to = in.indexOf(from, end, (byte) '"');
            id = to < 0 ? null : in.toString(from, to - from, StandardCharsets.US_ASCII);
            int at = find(in, from, end, SEQUENCE);
            sequence = at < 0 ? 0 : digits(in, at + SEQUENCE.length, end);
        }
    }

    /** Where these bytes stand, or -1. */
    static int find(ByteBuf in, int from, int to, byte[] what) {
        return find(in, from, to, what, 0);
    }

    /**
     * @param ignored bits that do not count, after the first byte
     */
    private static int find(ByteBuf in, int from, int to, byte[] what, int ignored) {
        int at = from;
        while (true) {
            at = in.indexOf(at, to, what[0]);
            if (at < 0 || at + what.length > to) {
                return -1;
            }
            int same = 1;
            while (same < what.length && (in.getByte(at + same) | ignored) == (what[same] | ignored)) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
            at++;
        }
    }

    /** The number that stands there. */
    static long digits(ByteBuf in, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
