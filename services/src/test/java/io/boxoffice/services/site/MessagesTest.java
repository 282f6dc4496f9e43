package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
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
    private static final Set<String> MADE = Set.of("trouble.", "text.");

    private static final Pattern KEY = Pattern.compile("\"([a-z]+\\.[a-zA-Z.]+)\"");

    private static List<String> languages() throws IOException {
        try (Stream<Path> files = Files.list(MAIN.resolve("resources/messages"))) {
            // Mails have catalogues of their own: mail.en.json.
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(Messages::exists)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldHaveEveryMessageInEveryLanguageWithTheSameArguments() throws IOException {
        Messages english = Messages.load("en");
        assertTrue(languages().size() >= 2);
        for (String language : languages()) {
            Messages other = Messages.load(language);
            assertEquals(english.all().keySet(), other.all().keySet(), language);
            english.all()
                    .forEach((key, message) ->
                            assertEquals(message.arguments(), other.get(key).arguments(), language + ' ' + key));
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
        Set<String> known = Messages.load("en").all().keySet();
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
        for (String language : languages()) {
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

    /** Else "Block 101, rows A to T" would be read from its end in a language that is read from the right, and the other way round. */
    @Test
    void shouldKeepNamesOfTheOtherDirectionToThemselves() {
        Message arabic = new Message("{section}، الصفوف {first} إلى {last}", Say.locale("ar"));
        assertEquals(
                "\u2068Block 101\u2069، الصفوف \u2068A\u2069 إلى 20",
                arabic.format("section", "Block 101", "first", "A", "last", "20"));
        Message english = new Message("{section}, {count} free", Say.locale("en"));
        assertEquals("Block 101, 3 free", english.format("section", "Block 101", "count", 3));
        assertEquals("\u2068سينما\u2069, 3 free", english.format("section", "سينما", "count", 3));
    }

    @Test
    void shouldRefuseWhatItDoesNotCompile() {
        assertThrows(IllegalArgumentException.class, () -> new Message("{when, date}", Say.locale("en")));
        assertThrows(IllegalArgumentException.class, () -> new Message("{open", Say.locale("en")));
        Message message = new Message("It''s {name}''s {kind, select, a {A} other {'{'none'}'}}", Say.locale("en"));
        assertEquals("It's Ann's A", message.format("name", "Ann", "kind", "a"));
        assertEquals("It's Ben's {none}", message.format("name", "Ben", "kind", "z"));
        assertThrows(IllegalArgumentException.class, () -> message.format("name", "Ann"));
    }
}
