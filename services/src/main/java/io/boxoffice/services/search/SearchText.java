package io.boxoffice.services.search;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one normal form of text that is stored and text that is asked: width, case, accents and dashes are folded, katakana is read as
 * hiragana and traditional characters as simplified ones, dotted abbreviations are one word. A word has several forms when people write
 * it in several ways: a number in Roman or Arabic figures, an umlaut with or without its e, a digit that stands for a letter. Text of
 * scripts that have no spaces is taken character by character and in pairs. Any thread.
 */
final class SearchText {
    /** Longer words are cut: nobody types them. */
    private static final int MAX_WORD_CHARS = 64;

    /** What one text may have; what is beyond is not found. */
    private static final int MAX_WORDS = 4_000;

    private static final Pattern DASH =
            Pattern.compile("[\\u00AD\\u02D7\\u2010-\\u2015\\u2212\\uFE31\\uFE32\\uFE58\\uFE63\\uFF0D]");

    /** Letters with one sign after each: E.T., S.W.A.T., M*A*S*H. */
    private static final Pattern DOTTED =
            Pattern.compile("(?<![\\p{L}\\p{N}\\p{M}])\\p{L}(?:[.*]\\p{L})+(?![\\p{L}\\p{N}\\p{M}])\\.?");

    private static final Map<String, String> ROMAN = roman();
    private static final String LOOKS_LIKE = "oizeasbvbg";

    /** Words that a title may have or not. */
    private static final Set<String> SMALL = Set.of(
            "the", "a", "an", "of", "and", "in", "on", "at", "to", "und", "der", "die", "das", "le", "la", "les", "l",
            "et", "de", "du", "des", "un", "une", "el", "los", "y", "ve", "ein", "eine", "im", "zu");

    /**
     * A word.
     *
     * @param forms  the ways in which it is written, the plainest first
     * @param spaced whether its script puts spaces between words
     */
    record Word(List<String> forms, boolean spaced) {
        String plain() {
            return forms.get(0);
        }

        /** Whether it is written in figures alone. */
        boolean isNumber() {
            return plain().chars().allMatch(Character::isDigit);
        }

        /** Whether a text that has all the others is as good. */
        boolean isSmall() {
            return SMALL.contains(plain());
        }
    }

    private SearchText() {}

    private static Map<String, String> roman() {
        String[] numbers = {
            "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
            "xvii", "xviii", "xix", "xx"
        };
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            map.put(numbers[i], Integer.toString(i + 1));
            map.put(Integer.toString(i + 1), numbers[i]);
        }
        return Map.copyOf(map);
    }

    /** Dashes are plain, as what excludes words. */
    static String plainDashes(String text) {
        return DASH.matcher(text).replaceAll("-");
    }

    /** Marks of Latin, Greek, Cyrillic, Hebrew and Arabic are left out; elsewhere they are part of what is written. */
    private static String withoutAccents(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            boolean isAccent =
                    c >= '\u0300' && c <= '\u036F' || c >= '\u0591' && c <= '\u05C7' || c >= '\u064B' && c <= '\u065F';
            if (!isAccent) {
                out.append(c == '\u0111' ? 'd' : c == '\u0142' ? 'l' : c == '\u00F8' ? 'o' : c);
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    /** One word without signs, in its plainest form; case, accents and width do not matter. */
    static String fold(String text) {
        String folded = withoutAccents(Normalizer2.getNFKCCasefoldInstance().normalize(text));
        StringBuilder out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= '\u30A1' && c <= '\u30F6') {
                out.append((char) (c - 0x60));
            } else if (c == '\u0131') {
                out.append('i');
            } else if (c == '\u0649') {
                out.append('\u064A');
            } else if (c == '\u0629') {
                out.append('\u0647');
            } else if (c == '\u0153') {
                out.append("oe");
            } else if (c == '\u00E6') {
                out.append("ae");
            } else if (Character.isDigit(c)) {
                out.append((char) ('0' + Character.digit(c, 10)));
            } else if (c != '\u0640') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The words of a text; of scripts without spaces a word is a character, and with the next one its other form. */
    static List<Word> stored(String text) {
        return words(text, false);
    }

    /** The words of a text that is asked; of scripts without spaces they are pairs, or the one character that there is. */
    static List<Word> asked(String text) {
        return words(text, true);
    }

    private static List<Word> words(String raw, boolean asked) {
        String text = abbreviated(Normalizer.normalize(plainDashes(raw), Normalizer.Form.NFKC))
                .replace("\u30FB", "");
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length() && words.size() < MAX_WORDS) {
            int c = text.codePointAt(at);
            if (isUnspaced(c)) {
                int end = at;
                while (end < text.length() && (isUnspaced(text.codePointAt(end)) || isMark(text.codePointAt(end)))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                addUnspaced(words, simplified(fold(text.substring(at, end))), asked);
                at = end;
            } else if (Character.isLetterOrDigit(c)) {
                int end = at;
                while (end < text.length() && isInWord(text, end)) {
                    end += Character.charCount(text.codePointAt(end));
                }
                addSpaced(words, text.substring(at, end));
                at = end;
            } else {
                at += Character.charCount(c);
            }
        }
        return words;
    }

    /** Traditional characters are read as simplified ones. */
    private static String simplified(String text) {
        boolean hasHan = text.codePoints().anyMatch(c -> UScript.getScript(c) == UScript.HAN);
        return hasHan ? Characters.SIMPLIFIED.transliterate(text) : text;
    }

    /** Made when the first of them is read: it takes some milliseconds. */
    private static final class Characters {
        static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");
    }

    private static String abbreviated(String text) {
        return DOTTED.matcher(text).replaceAll(found -> found.group().replaceAll("[.*]", ""));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isInWord(String text, int at) {
        int c = text.codePointAt(at);
        if (isApostrophe(c)) {
            return at + 1 < text.length()
                    && Character.isLetter(text.codePointAt(at + 1))
                    && !isUnspaced(text.codePointAt(at + 1));
        }
        return (Character.isLetterOrDigit(c) || isMark(c)) && !isUnspaced(c);
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019' || c == '\u02BC' || c == '\u2018';
    }

    private static boolean isUnspaced(int c) {
        if (c < 0x0E00) {
            return false;
        }
        if (c == 0x30FC) {
            return true;
        }
        int script = UScript.getScript(c);
        return (script == UScript.HAN
                        || script == UScript.HIRAGANA
                        || script == UScript.KATAKANA
                        || script == UScript.HANGUL
                        || script == UScript.THAI
                        || script == UScript.LAO
                        || script == UScript.KHMER
                        || script == UScript.MYANMAR)
                && UCharacter.isLetterOrDigit(c);
    }

    private static void addUnspaced(List<Word> words, String run, boolean asked) {
        int[] all = run.codePoints().toArray();
        for (int i = 0; i < all.length && words.size() < MAX_WORDS; i++) {
            String one = new String(all, i, 1);
            if (i + 1 < all.length) {
                String two = new String(all, i, 2);
                words.add(new Word(asked ? List.of(two) : List.of(one, two), false));
            } else if (!asked || all.length == 1) {
                words.add(new Word(List.of(one), false));
            }
        }
    }

    private static void addSpaced(List<Word> words, String word) {
        for (int i = 1; i + 1 < word.length(); i++) {
            if (isApostrophe(word.charAt(i))) {
                addElided(words, word, i);
                return;
            }
        }
        words.add(new Word(forms(word), true));
    }

    /** What stands before or behind an apostrophe is often left out: l'homme, Miller's. */
    private static void addElided(List<Word> words, String word, int at) {
        String before = word.substring(0, at);
        String after = word.substring(at + 1).replaceAll("['\u2019\u02BC\u2018]", "");
        Set<String> forms = new LinkedHashSet<>();
        if (after.length() <= 2) {
            forms.addAll(forms(before));
            forms.addAll(forms(before + after));
        } else if (before.length() <= 2) {
            forms.addAll(forms(after));
            forms.addAll(forms(before + after));
        } else {
            forms.addAll(forms(before + after));
        }
        words.add(new Word(List.copyOf(forms), true));
    }

    private static List<String> forms(String word) {
        String cut = word.length() > MAX_WORD_CHARS ? word.substring(0, MAX_WORD_CHARS) : word;
        Set<String> forms = new LinkedHashSet<>();
        String plain = fold(cut);
        forms.add(plain);
        String number = ROMAN.get(plain);
        if (number != null) {
            forms.add(number);
        }
        if (!isAscii(cut)) {
            forms.add(fold(withE(cut)));
            if (plain.startsWith("\u0627\u0644") && plain.length() > 4) {
                forms.add(plain.substring(2));
            }
        }
        String letters = lettersForDigits(plain);
        if (letters != null) {
            forms.add(letters);
        }
        forms.remove("");
        return forms.isEmpty() ? List.of(plain.isEmpty() ? cut : plain) : List.copyOf(forms);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String withE(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replace("\u00E4", "ae")
                .replace("\u00F6", "oe")
                .replace("\u00FC", "ue")
                .replace("\u00F8", "oe")
                .replace("\u00E5", "aa");
    }

    /** Se7en, M3GAN: a digit between letters is taken for the letter it looks like; null: there is none. */
    private static String lettersForDigits(String word) {
        StringBuilder letters = null;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= '0' && c <= '9') {
                boolean between = i > 0
                        && i + 1 < word.length()
                        && Character.isLetter(word.charAt(i - 1))
                        && Character.isLetter(word.charAt(i + 1));
                if (!between) {
                    return null;
                }
                if (letters == null) {
                    letters = new StringBuilder(word);
                }
                letters.setCharAt(i, LOOKS_LIKE.charAt(c - '0'));
            }
        }
        return letters == null ? null : letters.toString();
    }

    /** All words without what is between them, as one: what is left of a title when spaces and signs do not matter. */
    static String joined(List<Word> words, boolean withSmall) {
        StringBuilder all = new StringBuilder();
        for (Word word : words) {
            if (withSmall || !word.isSmall()) {
                all.append(word.plain());
            }
        }
        return all.toString();
    }

    /** A name to compare with others: all its words with a space between. */
    static String key(String text) {
        return key(stored(text), false);
    }

    private static String key(List<Word> words, boolean otherwise) {
        StringBuilder all = new StringBuilder();
        boolean spaced = false;
        for (Word word : words) {
            List<String> forms = word.forms();
            all.append(spaced && word.spaced() ? " " : "")
                    .append(word.spaced() && otherwise ? forms.get(forms.size() - 1) : forms.get(0));
            spaced = word.spaced();
        }
        return all.toString();
    }

    /** The keys of a name that may be written in several ways: Münster and Muenster have one in common. */
    static Set<String> keys(String name) {
        List<Word> words = stored(name);
        Set<String> keys = new LinkedHashSet<>();
        keys.add(key(words, false));
        keys.add(key(words, true));
        return keys;
    }

    /** What there is of a text without any word: its signs, folded; empty when there is a word. */
    static String signs(String text) {
        return stored(text).isEmpty()
                ? Normalizer.normalize(plainDashes(text), Normalizer.Form.NFKC).replaceAll("\\s+", "")
                : "";
    }

    /** The language of a tag of BCP 47; empty for null. */
    static String language(String tag) {
        return tag == null
                ? ""
                : Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage();
    }

    /** Pieces of three letters of what is joined, with its beginning and end; of what has no spaces, of two. */
    static Set<String> pieces(String joined) {
        String text = '^' + joined + '$';
        int[] all = text.codePoints().toArray();
        int size = all.length > 2 && isUnspaced(all[1]) ? 2 : 3;
        Set<String> pieces = new LinkedHashSet<>();
        for (int i = 0; i + size <= all.length; i++) {
            pieces.add(new String(all, i, size));
        }
        return pieces;
    }
}
