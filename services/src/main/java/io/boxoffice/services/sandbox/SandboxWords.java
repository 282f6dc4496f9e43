package io.boxoffice.services.sandbox;

import io.boxoffice.services.Messages;

/** What the sandbox's pages say in one language. Immutable; any thread. */
public final class SandboxWords {
    private static final SandboxWords ENGLISH = new SandboxWords("en");
    private static final SandboxWords ARABIC = new SandboxWords("ar");

    private final Messages messages;

    private SandboxWords(String language) {
        messages = Messages.load("sandbox." + language);
    }

    /** Those of a language; English where there are none. */
    static SandboxWords of(String language) {
        return ARABIC.language().equals(language) ? ARABIC : ENGLISH;
    }

    /** The language's code. */
    public String language() {
        return messages.code();
    }

    /** {@code ltr} or {@code rtl}. */
    public String direction() {
        return this == ARABIC ? "rtl" : "ltr";
    }

    /**
     * A message.
     *
     * @throws IllegalArgumentException when there is none of this key
     */
    public String text(String key) {
        return messages.text(key);
    }

    /** A message with an amount. */
    public String text(String key, String amount) {
        return messages.text(key, "amount", amount);
    }

    /** An amount of minor units, as people write it. */
    String money(long amount, String currency) {
        return messages.money(amount, currency);
    }
}
