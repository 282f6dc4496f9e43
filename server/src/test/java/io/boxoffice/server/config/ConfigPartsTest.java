package io.boxoffice.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each part of the configuration, so that a new one is tried too. */
class ConfigPartsTest {
    /** What a key stands for that is read only beside others. */
    private static final Map<String, String> WITH_TLS =
            Map.of("http.tls.certificate-file", "c.pem", "http.tls.key-file", "k.pem");

    @TempDir
    Path directory;

    /** A feature as somebody may add it: this record, its resource, and its place in the list. */
    record TicketOffice(int desks, long patienceMs) {
        static final ConfigPart<TicketOffice> PART =
                new ConfigPart<>("ticket-office", TicketOffice.class, TicketOffice::read);

        private static TicketOffice read(Section s) {
            return new TicketOffice(s.integer("desks", 1, 9), s.whole("patience-ms", 0, Section.DAY_MS));
        }
    }

    @Test
    void shouldHaveEachTypeOnce() {
        Set<Class<?>> types = new HashSet<>();
        ConfigParts.ALL.forEach(part -> assertTrue(types.add(part.type()), part.toString()));
    }

    @Test
    void shouldHaveOneSectionInEachResource() {
        new ConfigTexts(ConfigParts.ALL)
                .bySection()
                .forEach((section, text) -> assertEquals(
                        Set.of(section), ConfigFactory.parseString(text).root().keySet()));
    }

    @Test
    void shouldReadEveryKeyThatThereIs() {
        Notes notes = notes();
        Set<String> keys = new TreeSet<>();
        new ConfigTexts(ConfigParts.ALL).defaults().entrySet().forEach(entry -> keys.add(entry.getKey()));
        assertEquals(keys, notes.keys);
    }

    @Test
    void shouldRefuseEveryNumberBeyondItsRange() {
        Notes notes = notes();
        assertTrue(notes.ranges.size() > 100);
        for (Range range : notes.ranges) {
            if (range.max < Long.MAX_VALUE) {
                assertRefused(range, range.max + 1);
            }
            assertRefused(range, range.min - 1);
        }
    }

    @Test
    void shouldTakeAFeatureByItsPartAlone() throws IOException {
        List<ConfigPart<?>> parts = with(TicketOffice.PART);
        assertEquals(new TicketOffice(2, 60_000), new ConfigLoader(parts).load().of(TicketOffice.class));
        Path file = Files.writeString(directory.resolve("boxoffice.conf"), "ticket-office.desks = 3");
        ServerConfig config = new ConfigLoader(parts)
                .withFile(file)
                .withEnvironment(Map.of("BOXOFFICE_TICKET_OFFICE_PATIENCE_MS", "5"))
                .load();
        assertEquals(new TicketOffice(3, 5), config.of(TicketOffice.class));
        assertThrows(ConfigException.class, () -> new ConfigLoader().withFile(file));
        String edited = new ConfigTexts(parts).forEditing();
        assertTrue(edited.startsWith(new ConfigTexts(ConfigParts.ALL).forEditing()), edited);
        assertTrue(edited.endsWith("\nticket-office {\n  # Desks that are open, 1 to 9.\n  #desks = 2\n"
                + "  # How long a customer may think.\n  #patience-ms = 60000\n}\n"));
    }

    @Test
    void shouldRefuseAPartWithoutItsResource() {
        List<ConfigPart<?>> parts = with(new ConfigPart<>("nowhere", TicketOffice.class, TicketOffice::read));
        String message = assertThrows(IllegalStateException.class, () -> new ConfigLoader(parts))
                .getMessage();
        assertTrue(message.endsWith("TicketOffice has no resource config/nowhere.conf"), message);
    }

    @Test
    void shouldSayWhichPartIsMissing() {
        ServerConfig config = new ConfigLoader().load();
        String message = assertThrows(IllegalArgumentException.class, () -> config.of(TicketOffice.class))
                .getMessage();
        assertTrue(message.endsWith("TicketOffice is missing in ConfigParts"), message);
    }

    private static List<ConfigPart<?>> with(ConfigPart<?> another) {
        List<ConfigPart<?>> parts = new ArrayList<>(ConfigParts.ALL);
        parts.add(another);
        return parts;
    }

    private static void assertRefused(Range range, long value) {
        ConfigLoader loader = loader().withFlag("--it", range.key, value);
        String message = assertThrows(ConfigException.class, loader::load, range.key + " = " + value)
                .getMessage();
        assertEquals(
                "--it: " + range.key + " must be from " + range.min + " to " + range.max + ", is " + value, message);
    }

    private static ConfigLoader loader() {
        ConfigLoader loader = new ConfigLoader();
        WITH_TLS.forEach((key, value) -> loader.withFlag("--tls", key, value));
        return loader;
    }

    /** What all readers ask for. */
    private static Notes notes() {
        Config config = ConfigFactory.parseMap(WITH_TLS).withFallback(new ConfigTexts(ConfigParts.ALL).defaults());
        Notes notes = new Notes();
        Section root = new Noting(new HoconSection(config, ""), "", notes);
        ConfigParts.ALL.forEach(part -> part.read(root));
        return notes;
    }

    private record Range(String key, long min, long max) {}

    private static final class Notes {
        final Set<String> keys = new TreeSet<>();
        final List<Range> ranges = new ArrayList<>();
    }

    /** Reads from another section, and notes what is read. */
    private record Noting(Section section, String path, Notes notes) implements Section {
        @Override
        public Section root() {
            return new Noting(section.root(), "", notes);
        }

        @Override
        public Section section(String key) {
            return new Noting(section.section(key), path + key + ".", notes);
        }

        @Override
        public String text(String key) {
            notes.keys.add(path + key);
            return section.text(key);
        }

        @Override
        public List<String> texts(String key) {
            notes.keys.add(path + key);
            return section.texts(key);
        }

        @Override
        public boolean flag(String key) {
            notes.keys.add(path + key);
            return section.flag(key);
        }

        @Override
        public int integer(String key, int min, int max) {
            if (min != Integer.MIN_VALUE) {
                notes.keys.add(path + key);
                notes.ranges.add(new Range(path + key, min, max));
            }
            return section.integer(key, min, max);
        }

        @Override
        public long whole(String key, long min, long max) {
            if (min != Long.MIN_VALUE) {
                notes.keys.add(path + key);
                notes.ranges.add(new Range(path + key, min, max));
            }
            return section.whole(key, min, max);
        }

        @Override
        public <E extends Enum<E>> E choice(String key, Class<E> type) {
            notes.keys.add(path + key);
            return section.choice(key, type);
        }

        @Override
        public RuntimeException refused(String key, String why) {
            return section.refused(key, why);
        }
    }
}
