package io.boxoffice.services.catalog;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds ids that people cannot tell apart: the same but for upper and lower case, for wide, superscript or otherwise formatted
 * letters (NFKC), for dashes, or for Cyrillic, Greek and Armenian letters that are drawn like Latin ones. Other alphabets, and letters like
 * digits (O and 0), are not compared: a hall may have a row O and a row 0. For one thread.
 */
final class LookAlikes {
    private static final Map<Character, Character> UPPER = pairs(
            "\u0410\u0412\u0415\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0405\u0421\u0422\u0423\u0425\u0500\u051A\u051C",
            "ABEIJKMHOPSCTYXDQW",
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7",
            "ABEZHIKMNOPTYX",
            "\u0555\u054D\u053C",
            "OUL");
    private static final Map<Character, Character> LOWER = pairs(
            "\u0430\u0441\u0435\u0456\u0458\u043E\u0440\u0455\u0443\u0445\u0501\u04BB\u051B\u051D\u0475",
            "aceijopsyxdhqwv",
            "\u03B1\u03B9\u03BD\u03BF\u03C1\u03BA",
            "aivopk",
            "\u0585\u057D\u0578\u0581\u0131",
            "ounqi");

    private final Map<String, String> byUpper = new HashMap<>();
    private final Map<String, String> byLower = new HashMap<>();

    /**
     * Takes the next id.
     *
     * @return an id that was taken before and looks the same, or null
     */
    String add(String id) {
        String like = addTo(byUpper, id, text -> text.toUpperCase(Locale.ROOT), UPPER);
        return like != null ? like : addTo(byLower, id, text -> text.toLowerCase(Locale.ROOT), LOWER);
    }

    private static String addTo(
            Map<String, String> known, String id, UnaryOperator<String> folding, Map<Character, Character> letters) {
        String folded = folding.apply(Normalizer.normalize(id, Normalizer.Form.NFKC));
        StringBuilder drawn = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            boolean dash = Character.getType(c) == Character.DASH_PUNCTUATION || c == '\u2212';
            drawn.append(dash ? '-' : letters.getOrDefault(c, c));
        }
        return known.putIfAbsent(drawn.toString(), id);
    }

    private static Map<Character, Character> pairs(String... strangersThenLatins) {
        Map<Character, Character> pairs = new HashMap<>();
        for (int i = 0; i < strangersThenLatins.length; i += 2) {
            for (int at = 0; at < strangersThenLatins[i].length(); at++) {
                pairs.put(strangersThenLatins[i].charAt(at), strangersThenLatins[i + 1].charAt(at));
            }
        }
        return Map.copyOf(pairs);
    }
}
