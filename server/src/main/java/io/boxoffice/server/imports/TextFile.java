package io.boxoffice.server.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text that people send: UTF-8, or UTF-16 with a byte-order mark, and nothing that is neither. Any thread. */
public final class TextFile {
    private static final long MAX_BYTES = 64L << 20;

    private TextFile() {}

    /**
     * All of a file, without its byte-order mark.
     *
     * @throws ImportException when it cannot be read, is too large, or is no such text
     */
    public static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ImportException(file + " is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            byte[] bytes = Files.readAllBytes(file);
            Charset charset = charset(bytes);
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ImportException(file + " is not UTF-8: save it as that", e);
        } catch (IOException e) {
            throw new ImportException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        boolean little = bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE;
        return little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }
}
