package io.boxoffice.services.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Text that is asked and text that is stored have a form in common, however each is written. */
class SearchTextTest {
    /** All that a text is found by, its neighbouring words as one included. */
    private static Set<String> forms(List<SearchText.Word> words) {
        Set<String> forms = new HashSet<>();
        words.forEach(word -> forms.addAll(word.forms()));
        for (int i = 0; i + 1 < words.size(); i++) {
            forms.add(words.get(i).plain() + words.get(i + 1).plain());
        }
        return forms;
    }

    private static boolean isFound(String asked, String stored) {
        Set<String> there = forms(SearchText.stored(stored));
        return SearchText.asked(asked).stream().allMatch(word -> !Collections.disjoint(word.forms(), there))
                || !Collections.disjoint(
                        Set.of(SearchText.joined(SearchText.asked(asked), true)),
                        Set.of(SearchText.joined(SearchText.stored(stored), true)));
    }

    @Test
    void shouldFindWhatIsWrittenInAnotherWay() {
        String[][] pairs = {
            {"AMELIE", "Amélie"},
            {"ｇｒａｖｉｔｙ", "Gravity"},
            {"blink182", "Blink-182"},
            {"blink 182", "Blink‑182"},
            {"acdc", "AC/DC"},
            {"et", "E.T."},
            {"e.t.", "ET"},
            {"mash", "M*A*S*H"},
            {"munchen", "München"},
            {"muenchen", "München"},
            {"strasse", "Straße"},
            {"superman 2", "Superman II"},
            {"rocky iv", "Rocky 4"},
            {"seven", "Se7en"},
            {"megan", "M3GAN"},
            {"oceans", "Ocean's"},
            {"homme", "L'Homme"},
            {"coeur", "Cœur"},
            {"kobenhavn", "København"},
            {"istanbul", "İSTANBUL"},
            {"ISPARTA", "ısparta"},
            {"da nang", "Đà Nẵng"},
            {"2", "२"},
            {"3", "٣"},
            {"القاهره", "القاهرة"},
            {"قاهرة", "القاهرة"},
            {"すし", "スシ"},
            {"ｽｼ", "スシ"},
            {"風暴", "茶壶里的风暴"},
            {"风暴", "茶壺裡的風暴"},
            {"駅", "東京駅前"},
            {"달빛", "서울달빛극장"},
            {"Σίσυφος", "ΣΙΣΥΦΟΣ"},
            {"ёлка", "Елка"},
        };
        for (String[] pair : pairs) {
            assertTrue(isFound(pair[0], pair[1]), pair[0] + " and " + pair[1]);
            String apart = Normalizer.normalize(pair[1], Normalizer.Form.NFD);
            assertTrue(isFound(pair[0], apart), pair[0] + " and " + pair[1] + " decomposed");
        }
    }

    @Test
    void shouldKeepApartWhatIsDifferent() {
        assertFalse(isFound("car", "cat"));
        assertFalse(isFound("2", "3"));
        assertFalse(isFound("हिंदी", "हद"), "vowel signs are letters there");
        assertFalse(isFound("東", "京"));
    }

    @Test
    void shouldTakeTheSignsOfATitleWithoutWords() {
        assertEquals("???", SearchText.signs("? ? ?"));
        assertEquals(SearchText.signs("+ − × ÷"), SearchText.signs("+ - × ÷"));
        assertEquals("", SearchText.signs("What?"));
    }

    @Test
    void shouldReadTheLanguageOfATag() {
        assertEquals("de", SearchText.language("de-DE"));
        assertEquals("de", SearchText.language(" DE_at "));
        assertEquals("", SearchText.language(null));
    }

    @Test
    void shouldBoundWhatATextTakes() {
        List<SearchText.Word> words = SearchText.stored("word ".repeat(20_000) + "風".repeat(20_000));
        assertTrue(words.size() <= 4_000, "words: " + words.size());
        String form = SearchText.stored("x".repeat(100_000)).get(0).plain();
        assertTrue(form.length() <= 64, "letters: " + form.length());
    }
}
