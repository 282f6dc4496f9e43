package io.boxoffice.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What is compiled of ICU's syntax, and how names stand in sentences. */
class MessageTest {
    /** Else "Block 101, rows A to T" would be read from its end in a language that is read from the right, and the other way round. */
    @Test
    void shouldKeepNamesOfTheOtherDirectionToThemselves() {
        Message arabic = new Message("{section}، الصفوف {first} إلى {last}", Messages.locale("ar"));
        assertEquals(
                "\u2068Block 101\u2069، الصفوف \u2068A\u2069 إلى 20",
                arabic.format("section", "Block 101", "first", "A", "last", "20"));
        Message english = new Message("{section}, {count} free", Messages.locale("en"));
        assertEquals("Block 101, 3 free", english.format("section", "Block 101", "count", 3));
        assertEquals("\u2068سينما\u2069, 3 free", english.format("section", "سينما", "count", 3));
        String kept = arabic.format("section", "القسم \u2068B\u2069", "first", 1, "last", 2);
        assertEquals("القسم \u2068B\u2069، الصفوف 1 إلى 2", kept, "what keeps to itself already");
    }

    @Test
    void shouldRefuseWhatItDoesNotCompile() {
        assertThrows(IllegalArgumentException.class, () -> new Message("{when, date}", Messages.locale("en")));
        assertThrows(IllegalArgumentException.class, () -> new Message("{open", Messages.locale("en")));
        Message message =
                new Message("It''s {name}''s {kind, select, a {A} other {'{'none'}'}}", Messages.locale("en"));
        assertEquals("It's Ann's A", message.format("name", "Ann", "kind", "a"));
        assertEquals("It's Ben's {none}", message.format("name", "Ben", "kind", "z"));
        assertThrows(IllegalArgumentException.class, () -> message.format("name", "Ann"));
    }
}
