package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.services.Messages;
import io.boxoffice.services.catalog.Amenity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogues of messages: none is missing, none too many, and each says the same of the same. */
class MessagesTest {
    private static final Path MAIN = Path.of("src/main");
    /** Keys that are made of parts: what they begin with. */
    private static final Set<String> MADE =
            Set.of("trouble.", "text.", "amenity.", "feature.", "wider.", "facet.", "sort.");

    private static final Pattern KEY = Pattern.compile("\"([a-z]+\\.[a-zA-Z.]+)\"");

    /** The names of all catalogues, such as {@code mail.en}. */
    private static List<String> catalogues() throws IOException {
        try (Stream<Path> files = Files.list(MAIN.resolve("resources/messages"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldHaveEveryMessageInEveryLanguageWithTheSameArguments() throws IOException {
        assertTrue(catalogues().containsAll(List.of("ar", "en", "mail.ar", "sandbox.ar")));
        for (String name : catalogues()) {
            Messages english = Messages.load(name.replaceAll("[a-z]+$", "en"));
            Messages other = Messages.load(name);
            assertEquals(english.keys(), other.keys(), name);
            english.keys().forEach(key -> assertEquals(english.arguments(key), other.arguments(key), name + ' ' + key));
        }
    }

    @Test
    void shouldHaveEveryMessageThatIsSaidAndNoOther() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path file : sources()) {
            Matcher matcher = KEY.matcher(Files.readString(file));
            while (matcher.find()) {
                said.add(matcher.group(1));
            }
        }
        Set<String> known = Messages.load("en").keys();
        Set<String> unsaid = new TreeSet<>(known);
        unsaid.removeAll(said);
        unsaid.removeIf(key -> MADE.stream().anyMatch(key::startsWith));
        assertEquals(Set.of(), unsaid, "nothing says these");
        Set<String> groups = new TreeSet<>();
        known.forEach(key -> groups.add(key.substring(0, key.indexOf('.'))));
        Set<String> missing = new TreeSet<>(said);
        missing.removeAll(known);
        missing.removeIf(key -> !groups.contains(key.substring(0, key.indexOf('.'))));
        assertEquals(Set.of(), missing, "these are said, and no catalogue has them");
    }

    @Test
    void shouldNameEachThingThatVenuesAndShowsCanHave() {
        Set<String> named = new TreeSet<>();
        for (Amenity amenity : Amenity.values()) {
            named.add("amenity." + amenity.text());
        }
        for (ShowFeature feature : ShowFeature.values()) {
            named.add("feature." + feature.text());
        }
        Set<String> known = new TreeSet<>(Messages.load("en").keys());
        known.removeIf(key -> !key.startsWith("amenity.") && !key.startsWith("feature."));
        assertEquals(named, known);
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : List.of("jte", "java/io/boxoffice/services/site")) {
            try (Stream<Path> found = Files.walk(MAIN.resolve(root))) {
                found.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void shouldWriteTheSameKeyOnce() throws IOException {
        for (String language : catalogues()) {
            String text = Files.readString(MAIN.resolve("resources/messages/" + language + ".json"));
            long written = Pattern.compile("(?m)^ *\"[^\"]+\":")
                    .matcher(text)
                    .results()
                    .count();
            assertEquals(new ObjectMapper().readTree(text).size(), written, language);
        }
    }

    @Test
    void shouldCountAsTheLanguageDoes() {
        Say arabic = new Say("ar");
        assertEquals("فعالية واحدة", arabic.text("cities.events", "count", 1));
        assertEquals("فعاليتان", arabic.text("cities.events", "count", 2));
        assertEquals("3 فعاليات", arabic.text("cities.events", "count", 3L));
        assertEquals("11 فعالية", arabic.text("cities.events", "count", 11));
        assertEquals("1 event", new Say("en").text("cities.events", "count", 1));
        assertEquals("1,200 events", new Say("en").text("cities.events", "count", 1_200));
    }

    @Test
    void shouldSayMoneyAsItsCurrencyDoes() {
        Say english = new Say("en");
        assertEquals("£9.50", english.money(950, "GBP"));
        assertEquals("free", english.money(0, "GBP"));
        assertTrue(new Say("ar").money(950, "GBP").contains("9.50"), "Western digits, as on tickets");
    }
}
