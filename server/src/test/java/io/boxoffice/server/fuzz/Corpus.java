package io.boxoffice.server.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Inputs that were worth keeping: test resources, {@code fuzz/NAME/…}, each a file of raw bytes. */
public final class Corpus {
    private Corpus() {}

    /** The kept inputs of a target by their names; none when nothing was kept. */
    public static Map<String, byte[]> of(String target) {
        URL directory = Corpus.class.getResource("/fuzz/" + target);
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        if (directory != null) {
            try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return inputs;
    }

    static List<byte[]> bytesOf(String target) {
        return new ArrayList<>(of(target).values());
    }
}
