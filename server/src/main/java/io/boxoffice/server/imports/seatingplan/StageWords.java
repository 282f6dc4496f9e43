package io.boxoffice.server.imports.seatingplan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a text calls what it stands on the stage, the screen or the pitch. Every word of it must be such a word, or one that says
 * which ("main stage", "Bühne 2"): "stage door" and "food court" are neither. Letters drawn apart ("S T A G E") are one word; case,
 * accents and width do not count. No regular expression takes part: what they call a word differs between JDKs.
 */
final class StageWords {
    /** Words that are it wherever they end another, as in compounds of German, Dutch, Chinese, Japanese and Korean. */
    private static final Set<String> ENDINGS = folded(
            "bühne",
            "podium",
            "toneel",
            "leinwand",
            "spielfeld",
            "scenen",
            "舞台",
            "舞臺",
            "ステージ",
            "スクリーン",
            "銀幕",
            "银幕",
            "屏幕",
            "무대",
            "스크린",
            "เวที");

    private static final Set<String> WORDS = folded(
            "stage",
            "screen",
            "court",
            "pitch",
            "podium",
            "scène",
            "écran",
            "escenario",
            "pantalla",
            "palco",
            "palcoscenico",
            "schermo",
            "tela",
            "scena",
            "scenă",
            "scen",
            "scene",
            "ekran",
            "jeviště",
            "pódium",
            "színpad",
            "näyttämö",
            "lava",
            "sahne",
            "panggung",
            "sân khấu",
            "màn hình",
            "сцена",
            "экран",
            "σκηνή",
            "במה",
            "מסך",
            "المسرح",
            "مسرح",
            "خشبة المسرح",
            "الشاشة",
            "شاشة",
            "मंच",
            "स्टेज",
            "पर्दा");

    /** Words that may go with one of those. */
    private static final Set<String> WHICH = folded(
            "main",
            "centre",
            "center",
            "central",
            "thrust",
            "big",
            "large",
            "small",
            "the",
            "tennis",
            "basketball",
            "principale",
            "principal",
            "centrale",
            "große",
            "kleine",
            "главная",
            "la",
            "le",
            "el",
            "il",
            "die");

    /** Words that say it is the one of several. */
    private static final Set<String> FIRST =
            folded("main", "haupt", "principale", "principal", "главная", "主舞台", "主舞臺", "メイン");

    private StageWords() {}

    /** Whether the text means the stage. */
    static boolean isStage(String text) {
        List<String> words = words(text);
        String all = String.join(" ", words);
        if (WORDS.contains(all)) {
            return true;
        }
        boolean found = false;
        for (String word : words) {
            if (WORDS.contains(word) || ENDINGS.stream().anyMatch(word::endsWith)) {
                found = true;
            } else if (!WHICH.contains(word) && !isNumberOrLetter(word)) {
                return false;
            }
        }
        return found;
    }

    /** Whether, of several that are called so, this is the main one. */
    static boolean isMain(String text) {
        String folded = fold(text);
        return FIRST.stream().anyMatch(folded::contains);
    }

    /** Runs of letters and digits; letters that stand alone, one after the other, are one word. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        StringBuilder apart = new StringBuilder();
        (fold(text) + " ").codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK) {
                word.appendCodePoint(c);
                return;
            }
            if (word.isEmpty()) {
                return;
            }
            boolean single = word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
            if (single) {
                apart.append(word);
            } else {
                take(words, apart);
                words.add(word.toString());
            }
            word.setLength(0);
        });
        take(words, apart);
        return words;
    }

    private static void take(List<String> words, StringBuilder apart) {
        if (!apart.isEmpty()) {
            words.add(apart.toString());
            apart.setLength(0);
        }
    }

    private static boolean isNumberOrLetter(String word) {
        return word.length() == 1 || word.codePoints().allMatch(Character::isDigit);
    }

    /** One form for what reads the same: width, case, accents. */
    static String fold(String text) {
        String open = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder();
        open.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        // Back together what is one letter in its script, such as Korean syllables.
        return Normalizer.normalize(kept, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static Set<String> folded(String... words) {
        return Stream.of(words).map(StageWords::fold).collect(Collectors.toUnmodifiableSet());
    }
}
