package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Against what Jackson writes. */
class JsonBytesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NAME = JsonBytes.prepared("name");
    private static final byte[] OTHER = JsonBytes.prepared("other");

    private static String text(Consumer<JsonBytes> writer) {
        return new String(JsonBytes.write(writer), StandardCharsets.UTF_8);
    }

    @Test
    void shouldPutCommasWhereTheyBelong() {
        String json = text(j -> {
            j.startObject();
            j.name(NAME).startArray().endArray();
            j.name(OTHER).startArray();
            j.number(1).id(2).bool(true).bool(false).string("s");
            j.startObject().name(NAME).number(-3).name(OTHER).number(0).endObject();
            j.startObject().endObject();
            j.endArray();
            j.endObject();
        });
        assertEquals("{\"name\":[],\"other\":[1,\"2\",true,false,\"s\",{\"name\":-3,\"other\":0},{}]}", json);
    }

    @Test
    void shouldWriteStringsAsJacksonDoes() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder(round == 0 ? all : "");
            for (int i = random.nextInt(40); i > 0; i--) {
                int kind = random.nextInt(10);
                text.appendCodePoint(
                        kind < 6 ? random.nextInt(' ', 0x7F) : kind < 8 ? random.nextInt(0x80) : anything(random));
            }
            String value = text.toString();
            byte[] written = JsonBytes.write(json -> json.string(value));
            assertEquals(value, JSON.readTree(written).asText());
            if (value.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
                // Jackson escapes characters beyond the basic plane; here they are UTF-8 like others.
                assertArrayEquals(Json.bytes(json -> json.writeString(value)), written, value);
            }
        }
    }

    private static int anything(SplittableRandom random) {
        int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
        boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return half ? 'x' : codePoint;
    }

    @Test
    void shouldPutAQuestionMarkForHalfAPair() {
        assertEquals("\"a?b\"", text(json -> json.string("a\ud800b")));
    }

    @Test
    void shouldWriteNumbersAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 2_000; round++) {
            long value = round == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
            assertEquals(Long.toString(value), text(json -> json.number(value)));
            assertEquals('"' + Long.toString(value) + '"', text(json -> json.id(value)));
        }
        assertEquals("9223372036854775807", text(json -> json.number(Long.MAX_VALUE)));
    }

    @Test
    void shouldWriteInstantsAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(9);
        long first = Instant.parse("-0003-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("+10003-01-01T00:00:00Z").toEpochMilli();
        for (int round = 0; round < 20_000; round++) {
            long any = random.nextLong(first, last);
            long ms = round % 3 == 0 ? any : round % 3 == 1 ? any / 1_000 * 1_000 : any / 86_400_000 * 86_400_000;
            assertEquals('"' + Instant.ofEpochMilli(ms).toString() + '"', text(json -> json.time(ms)));
        }
        for (String edge : new String[] {
            "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2000-02-29T12:00:00.001Z", "1900-03-01T00:00:00.100Z"
        }) {
            assertEquals(
                    '"' + edge + '"', text(json -> json.time(Instant.parse(edge).toEpochMilli())));
        }
    }

    @Test
    void shouldWriteLargeValuesOneAfterTheOtherWithNothingLeftOfThoseBefore() {
        for (int size : new int[] {3_000_000, 10, 200_000, 0}) {
            String value = "x".repeat(size);
            // What was said to be needed need not be true.
            byte[] written = JsonBytes.writeLarge(
                    100_000, json -> json.startArray().string(value).endArray());
            assertEquals("[\"" + value + "\"]", new String(written, StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldGrowForWhatIsLarge() {
        String large = "x".repeat(300_000) + 'é';
        assertEquals('"' + large + '"', text(json -> json.string(large)));
        assertEquals("[]", text(json -> json.startArray().endArray()));
    }

    @Test
    void shouldRefuseOneValueWithinAnotherAndGoOnAfterwards() {
        assertThrows(
                IllegalStateException.class, () -> JsonBytes.write(outer -> JsonBytes.write(inner -> inner.number(1))));
        assertEquals("1", text(json -> json.number(1)));
    }
}
