package io.boxoffice.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies. Takes long: never on an event loop. */
public final class Gzip {
    /** Below this, compressing saves no packet. */
    public static final int MIN_BYTES = 1_200;

    private Gzip() {}

    private static final class Levelled extends GZIPOutputStream {
        Levelled(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }

    /**
     * Compresses a body.
     *
     * @param level as {@link Deflater} has it
     */
    public static byte[] compress(byte[] plain, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 8 + 64);
        try (GZIPOutputStream gzip = new Levelled(out, level)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
