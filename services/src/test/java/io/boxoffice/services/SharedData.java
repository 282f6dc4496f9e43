package io.boxoffice.services;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real input beside the project; tests that need it are skipped where it is absent. */
public final class SharedData {
    private SharedData() {}

    public static Path path(String relative) {
        Path root = Path.of(System.getProperty("boxoffice.shared", "../../shared"));
        Path path = root.resolve("data").resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), path + " is not here");
        return path;
    }
}
