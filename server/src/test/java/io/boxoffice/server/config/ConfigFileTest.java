package io.boxoffice.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The file that people edit is made from what the parts of the configuration say of their keys. */
class ConfigFileTest {
    private static final Path FILE = Path.of("../config/boxoffice.conf");
    private static final String WRITE = "boxoffice.config.write";

    @Test
    void shouldBeWhatIsMadeFromTheTextsOfTheParts() throws IOException {
        String made = new ConfigTexts(ConfigParts.ALL).forEditing();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, made);
        }
        assertEquals(
                made,
                Files.readString(FILE),
                "change config/SECTION.conf in the module of the record, then: mvn test -pl server -am"
                        + " -Dtest=ConfigFileTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true");
    }
}
