package io.boxoffice.bench.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where Boxoffice is installed. */
public final class Installation {
    private Installation() {}

    /** As the launcher says; without it, the directory that has {@code bench/target} with these classes in it. */
    public static Path home() {
        String told = System.getProperty("boxoffice.home");
        if (told != null) {
            return Path.of(told);
        }
        try {
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent().getParent().toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
