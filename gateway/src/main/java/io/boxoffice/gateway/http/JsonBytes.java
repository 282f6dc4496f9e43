package io.boxoffice.gateway.http;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes JSON straight into an array, for the answers that are given most often: no generator is set up, and names of fields
 * are bytes already. Puts commas where they belong; that objects and arrays end as they began is for the caller to see to. For
 * one thread.
 */
public final class JsonBytes {
    private static final int FIRST_CAPACITY = 1_024;
    private static final int MAX_KEPT_CAPACITY = 65_536;
    private static final int MAX_KEPT_LARGE_CAPACITY = 1 << 21;
    private static final int MAX_DIGITS = 20;
    private static final long MS_PER_DAY = 86_400_000;
    private static final long FIRST_PLAIN_MS = -62_167_219_200_000L;
    private static final long FIRST_YEAR_10000_MS = 253_402_300_800_000L;
    private static final byte[] HEX = Json.utf8("0123456789ABCDEF");

    /** From 00 to 99: half as many divisions as one digit at a time takes. */
    private static final byte[] PAIRS = pairs();

    private static final byte[] TRUE = Json.utf8("true");
    private static final byte[] FALSE = Json.utf8("false");

    private static final FastThreadLocal<JsonBytes> MINE = new OfThread();

    /** Kept apart, so that who writes one large value does not keep its room for the small ones. */
    private static final FastThreadLocal<JsonBytes> MINE_LARGE = new OfThread();

    private static final class OfThread extends FastThreadLocal<JsonBytes> {
        @Override
        protected JsonBytes initialValue() {
            return new JsonBytes();
        }
    }

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private boolean commaDue;
    private boolean busy;

    private JsonBytes() {}

    /** A field's name for {@link #name(byte[])}; plain ASCII that needs no escapes. */
    public static byte[] prepared(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes one JSON value into an array of its own. The writer must not call this again. */
    public static byte[] write(Consumer<JsonBytes> writer) {
        return MINE.get().write(FIRST_CAPACITY, MAX_KEPT_CAPACITY, writer);
    }

    /**
     * Writes one large JSON value into an array of its own; for a few threads, since each keeps room for the next. The writer must
     * not call this again.
     *
     * @param capacity about how many bytes it will have
     */
    public static byte[] writeLarge(int capacity, Consumer<JsonBytes> writer) {
        return MINE_LARGE.get().write(capacity, MAX_KEPT_LARGE_CAPACITY, writer);
    }

    private byte[] write(int capacity, int maxKeptCapacity, Consumer<JsonBytes> writer) {
        if (busy) {
            throw new IllegalStateException("one JSON value within another");
        }
        busy = true;
        length = 0;
        commaDue = false;
        try {
            room(capacity);
            writer.accept(this);
            return Arrays.copyOf(bytes, length);
        } finally {
            busy = false;
            if (bytes.length > maxKeptCapacity) {
                bytes = new byte[FIRST_CAPACITY];
            }
        }
    }

    public JsonBytes startObject() {
        return start('{');
    }

    public JsonBytes endObject() {
        return end('}');
    }

    public JsonBytes startArray() {
        return start('[');
    }

    public JsonBytes endArray() {
        return end(']');
    }

    /** The name of the next value. */
    public JsonBytes name(byte[] prepared) {
        room(prepared.length + 1);
        comma();
        System.arraycopy(prepared, 0, bytes, length, prepared.length);
        length += prepared.length;
        commaDue = false;
        return this;
    }

    public JsonBytes number(long value) {
        room(MAX_DIGITS + 1);
        comma();
        digits(value);
        return this;
    }

    public JsonBytes bool(boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    /** A number as a string, as ids are written. */
    public JsonBytes id(long value) {
        room(MAX_DIGITS + 3);
        comma();
        bytes[length++] = '"';
        digits(value);
        bytes[length++] = '"';
        return this;
    }

    /** A string; half of a surrogate pair becomes a question mark. */
    public JsonBytes string(String text) {
        int chars = text.length();
        room(3 + chars);
        comma();
        byte[] into = bytes;
        int start = length;
        into[start++] = '"';
        int at = 0;
        while (at < chars && isPlain(text.charAt(at))) {
            into[start + at] = (byte) text.charAt(at);
            at++;
        }
        length = start + at;
        if (at < chars) {
            escaped(text.substring(at));
        }
        bytes[length++] = '"';
        return this;
    }

    /** An instant as a string, as {@link Instant#toString()} writes it. */
    public JsonBytes time(long epochMs) {
        if (epochMs < FIRST_PLAIN_MS || epochMs >= FIRST_YEAR_10000_MS) {
            return string(Instant.ofEpochMilli(epochMs).toString());
        }
        room(32);
        comma();
        bytes[length++] = '"';
        date(Math.floorDiv(epochMs, MS_PER_DAY));
        int ms = (int) Math.floorMod(epochMs, MS_PER_DAY);
        bytes[length++] = 'T';
        twoDigits(ms / 3_600_000);
        bytes[length++] = ':';
        twoDigits(ms / 60_000 % 60);
        bytes[length++] = ':';
        twoDigits(ms / 1_000 % 60);
        int fraction = ms % 1_000;
        if (fraction > 0) {
            bytes[length++] = '.';
            bytes[length++] = (byte) ('0' + fraction / 100);
            twoDigits(fraction % 100);
        }
        bytes[length++] = 'Z';
        bytes[length++] = '"';
        return this;
    }

    /** Bytes that are a JSON value already. */
    public JsonBytes raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    /** Bytes that are a JSON value already, or several with commas between. */
    public JsonBytes raw(byte[] values, int offset, int count) {
        room(count + 1);
        comma();
        System.arraycopy(values, offset, bytes, length, count);
        length += count;
        return this;
    }

    private JsonBytes start(char bracket) {
        room(2);
        comma();
        bytes[length++] = (byte) bracket;
        commaDue = false;
        return this;
    }

    private JsonBytes end(char bracket) {
        room(1);
        bytes[length++] = (byte) bracket;
        commaDue = true;
        return this;
    }

    private void comma() {
        if (commaDue) {
            bytes[length++] = ',';
        }
        commaDue = true;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }

    /** What JSON escapes, the short way where there is one; the rest as UTF-8. Leaves room for the closing quote. */
    private void escaped(String text) {
        byte[] utf8 = Json.utf8(text);
        room(6 * utf8.length + 1);
        for (byte b : utf8) {
            int shorthand = "\"\\\b\t\n\f\r".indexOf(b);
            if (shorthand >= 0) {
                bytes[length++] = '\\';
                bytes[length++] = (byte) "\"\\btnfr".charAt(shorthand);
            } else if (b >= 0 && b < ' ') {
                bytes[length++] = '\\';
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 0xF];
            } else {
                bytes[length++] = b;
            }
        }
    }

    private void digits(long value) {
        if (value < 0) {
            // Rare, and the least long has no opposite.
            byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, bytes, length, text.length);
            length += text.length;
            return;
        }
        byte[] into = bytes;
        int end = length + digitsOf(value);
        int at = end;
        long rest = value;
        while (rest >= 100) {
            int pair = (int) (rest % 100) << 1;
            rest /= 100;
            into[--at] = PAIRS[pair + 1];
            into[--at] = PAIRS[pair];
        }
        int pair = (int) rest << 1;
        into[--at] = PAIRS[pair + 1];
        if (rest >= 10) {
            into[--at] = PAIRS[pair];
        }
        length = end;
    }

    /** How many digits a number has that is 0 or more. */
    private static int digitsOf(long value) {
        int count = 1;
        for (long least = 10; count < MAX_DIGITS - 1 && value >= least; least *= 10) {
            count++;
        }
        return count;
    }

    private void twoDigits(int value) {
        bytes[length++] = PAIRS[value << 1];
        bytes[length++] = PAIRS[(value << 1) + 1];
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[i << 1] = (byte) ('0' + i / 10);
            pairs[(i << 1) + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private void date(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        twoDigits(date.getYear() / 100);
        twoDigits(date.getYear() % 100);
        bytes[length++] = '-';
        twoDigits(date.getMonthValue());
        bytes[length++] = '-';
        twoDigits(date.getDayOfMonth());
    }
}
