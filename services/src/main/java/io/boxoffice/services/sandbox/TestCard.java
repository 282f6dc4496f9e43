package io.boxoffice.services.sandbox;

import java.util.Locale;

/**
 * The cards that the sandbox knows, each for an outcome. Their numbers begin with zeros, which no card scheme issues, and have valid check
 * digits.
 */
enum TestCard {
    APPROVE("0000000000000018", "tok_approve"),
    DECLINE("0000000000000026", "tok_decline"),
    LATE("0000000000000034", "tok_late_approve"),
    TIMEOUT("0000000000000042", "tok_timeout");

    private final String number;
    private final String token;

    TestCard(String number, String token) {
        this.number = number;
        this.token = token;
    }

    /** The card of a number, however it is grouped; null: none of them. */
    static TestCard ofNumber(String typed) {
        String digits = typed.replaceAll("[ -]", "");
        for (TestCard card : values()) {
            if (card.number.equals(digits)) {
                return card;
            }
        }
        return null;
    }

    /** The card of a key; null: none of them. */
    static TestCard ofKey(String key) {
        for (TestCard card : values()) {
            if (card.key().equals(key)) {
                return card;
            }
        }
        return null;
    }

    /** What forms and messages call it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its number in groups of four. */
    String grouped() {
        return number.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** What stands for it in a payment. */
    String token() {
        return token;
    }
}
