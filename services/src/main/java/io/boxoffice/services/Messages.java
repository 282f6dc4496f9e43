package io.boxoffice.services;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The messages of a catalogue in one language, in ICU's syntax, compiled when they are loaded: {@code en}, of the site; {@code mail.ar},
 * of mails. Digits are the Western ones, as on seats and tickets. Immutable; any thread.
 */
public final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String code;
    private final Locale locale;
    private final Map<String, Message> messages = new TreeMap<>();

    private Messages(String code, Map<String, String> texts) {
        this.code = code;
        locale = locale(code);
        texts.forEach((key, text) -> {
            try {
                messages.put(key, new Message(text, locale));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(code + ", " + key + ": " + e.getMessage(), e);
            }
        });
    }

    /** Whether the site has a catalogue of a language. */
    public static boolean exists(String code) {
        return code.matches("[a-z]{2,3}") && Messages.class.getResource(path(code)) != null;
    }

    /**
     * Reads a catalogue.
     *
     * @param name of its file, which ends with the language's code
     * @throws IllegalArgumentException when a message is not in ICU's syntax
     */
    public static Messages load(String name) {
        try (InputStream in = Messages.class.getResourceAsStream(path(name))) {
            return new Messages(
                    name.substring(name.lastIndexOf('.') + 1),
                    JSON.readValue(in, new TypeReference<TreeMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String name) {
        return "/messages/" + name + ".json";
    }

    static Locale locale(String code) {
        return Locale.forLanguageTag(code + "-u-nu-latn");
    }

    /** The language's code, as addresses and {@code lang} have it. */
    public String code() {
        return code;
    }

    /** Says how days and times are written. */
    public Locale locale() {
        return locale;
    }

    /**
     * A message.
     *
     * @param pairs names and values of its arguments, in turns; others may be among them
     * @throws IllegalArgumentException when there is none of this key, or an argument has no value
     */
    public String text(String key, Object... pairs) {
        return get(key).format(pairs);
    }

    /** An amount of minor units, as {@link Money} says it. */
    public String money(long amount, String currency) {
        return Money.words(amount, currency, locale);
    }

    /** One of a currency, as {@link Money#one} says it. */
    public String one(String currency) {
        return Money.one(currency, locale);
    }

    /** The keys of all messages. */
    public Set<String> keys() {
        return messages.keySet();
    }

    /**
     * The names of a message's arguments.
     *
     * @throws IllegalArgumentException when there is none of this key
     */
    public SortedSet<String> arguments(String key) {
        return get(key).arguments();
    }

    private Message get(String key) {
        Message message = messages.get(key);
        if (message == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return message;
    }
}
