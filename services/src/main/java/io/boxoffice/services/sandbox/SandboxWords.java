package io.boxoffice.services.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.services.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the sandbox's pages say in one language. Immutable; any thread. */
public final class SandboxWords {
    static final SandboxWords ENGLISH = new SandboxWords("en");
    static final SandboxWords ARABIC = new SandboxWords("ar");

    private final String language;
    private final Map<String, String> texts;

    private SandboxWords(String language) {
        this.language = language;
        try (InputStream in = SandboxWords.class.getResourceAsStream("/messages/sandbox." + language + ".json")) {
            texts = Map.copyOf(new ObjectMapper().readValue(in, new TypeReference<TreeMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a language; English where there are none. */
    static SandboxWords of(String language) {
        return ARABIC.language.equals(language) ? ARABIC : ENGLISH;
    }

    /** The language's code. */
    public String language() {
        return language;
    }

    /** {@code ltr} or {@code rtl}. */
    public String direction() {
        return this == ARABIC ? "rtl" : "ltr";
    }

    /** All messages, by their keys. */
    Map<String, String> texts() {
        return texts;
    }

    /**
     * A message.
     *
     * @throws IllegalArgumentException when there is none of this key
     */
    public String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return text;
    }

    /** A message with an amount. */
    public String text(String key, String amount) {
        return text(key).replace("{amount}", amount);
    }

    /** An amount of minor units, as people write it. */
    String money(long amount, String currency) {
        return Money.words(amount, currency, Locale.forLanguageTag(language + "-u-nu-latn"));
    }
}
