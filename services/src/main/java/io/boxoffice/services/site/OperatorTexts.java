package io.boxoffice.services.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Texts that an operator edits: paragraphs with empty lines between; a line that begins with # is a heading. Read anew each time. Blocks;
 * any thread.
 */
final class OperatorTexts {
    private static final long MAX_BYTES = 262_144;

    private final String directory;

    /**
     * @param directory empty: those that come along
     */
    OperatorTexts(String directory) {
        this.directory = directory;
    }

    /**
     * A text.
     *
     * @param kind {@code privacy} or {@code terms}
     */
    List<View.Paragraph> read(String kind, String language) {
        return Arrays.stream(text(kind + '.' + language + ".txt").split("\\R\\s*\\R"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith("#")
                        ? new View.Paragraph(part.replaceFirst("^#+\\s*", ""), true)
                        : new View.Paragraph(part, false))
                .toList();
    }

    private String text(String name) {
        try {
            if (!directory.isEmpty()) {
                Path file = Path.of(directory).resolve(name);
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                    return Files.readString(file);
                }
            }
            try (InputStream in = OperatorTexts.class.getResourceAsStream("/texts/" + name)) {
                return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text for the site cannot be read", e);
        }
    }
}
