package io.boxoffice.services.site;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All messages of one language, compiled. Immutable; any thread. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Message> messages = new TreeMap<>();

    private Messages(Map<String, String> texts, Locale locale) {
        texts.forEach((key, text) -> {
            try {
                messages.put(key, new Message(text, locale));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(locale + ", " + key + ": " + e.getMessage(), e);
            }
        });
    }

    /** Whether there is a catalogue of a language. */
    static boolean exists(String code) {
        return code.matches("[a-z]{2,3}") && Messages.class.getResource(path(code)) != null;
    }

    /**
     * The catalogue of a language.
     *
     * @throws IllegalArgumentException when a message is not in ICU's syntax
     */
    static Messages load(String code) {
        try (InputStream in = Messages.class.getResourceAsStream(path(code))) {
            return new Messages(JSON.readValue(in, new TypeReference<TreeMap<String, String>>() {}), Say.locale(code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String code) {
        return "/messages/" + code + ".json";
    }

    /**
     * A message.
     *
     * @throws IllegalArgumentException when there is none of this key
     */
    Message get(String key) {
        Message message = messages.get(key);
        if (message == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return message;
    }

    /** All of them, by their keys. */
    Map<String, Message> all() {
        return messages;
    }
}
