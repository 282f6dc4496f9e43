package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.CharsetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** JSON as it goes over the wire, streamed in both directions. Any thread. */
public final class Json {
    /**
     * Names in bodies are strangers' words: they are not interned, nor kept in tables that all parsers share, since both cost
     * the more the more distinct names anybody sends.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(262_144)
                    .maxNameLength(256)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** Of a body that becomes a tree, whose nodes take more room than their text: a price for each seat of a map, and all else. */
    private static final int MAX_TREE_TOKENS = 300_000;

    /** What has so few bytes has too few names and other parts to matter. */
    private static final int SMALL_BODY_BYTES = 16_384;

    private Json() {}

    /** How bodies are parsed and written, for who binds them. */
    public static JsonFactory factory() {
        return FACTORY.copy();
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes into a pooled buffer, which the caller owns. */
    public static ByteBuf write(Writer writer) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(512);
        boolean done = false;
        try (OutputStream out = new ByteBufOutputStream(buffer);
                JsonGenerator json = FACTORY.createGenerator(out)) {
            writer.writeTo(json);
            json.flush();
            done = true;
            return buffer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                buffer.release();
            }
        }
    }

    /** Writes into an array: on the heap, where there is more room for what is large than off it. */
    public static byte[] bytes(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writer.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * A parser over a request body, which must be UTF-8 and is not consumed.
     *
     * @throws ProblemException malformed_json, when the body is empty or not UTF-8
     */
    public static JsonParser parser(ByteBuf body) throws IOException {
        return parser(body, Integer.MAX_VALUE);
    }

    /**
     * The same, for who makes a tree of it: a body of more than 300,000 tokens is too_large.
     *
     * @throws ProblemException malformed_json, when the body is empty or not UTF-8
     */
    public static JsonParser treeParser(ByteBuf body) throws IOException {
        return parser(body, MAX_TREE_TOKENS);
    }

    private static JsonParser parser(ByteBuf body, int maxTokens) throws IOException {
        if (!body.isReadable()) {
            throw new ProblemException(HttpProblem.MALFORMED_JSON, "the body is empty");
        }
        // The parser that keeps no names reads what is no UTF-8 as question marks.
        if (!ByteBufUtil.isText(body, CharsetUtil.UTF_8)) {
            throw new ProblemException(HttpProblem.MALFORMED_JSON, "the body is not UTF-8");
        }
        if (body.readableBytes() > SMALL_BODY_BYTES) {
            return new BoundedJsonParser(
                    FACTORY.createParser((InputStream) new ByteBufInputStream(body.duplicate())), maxTokens);
        }
        // An array of its own: of a part of an array the parser that keeps no names reads what follows the part, too.
        byte[] bytes = new byte[body.readableBytes()];
        body.getBytes(body.readerIndex(), bytes);
        return FACTORY.createParser(bytes);
    }

    /** A string's bytes, for constants. */
    public static byte[] utf8(String text) {
        return text.getBytes(CharsetUtil.UTF_8);
    }
}
