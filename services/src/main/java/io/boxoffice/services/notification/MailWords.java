package io.boxoffice.services.notification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.services.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one language says what mails say. Digits are the Western ones, as on seats and tickets. Immutable; any thread. */
final class MailWords {
    /** The languages that there are, the first for who asks for none of them. */
    static final List<String> LANGUAGES = List.of("en", "ar");

    static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String language;
    private final Locale locale;
    private final Map<String, String> texts;
    private final DateTimeFormatter dayTime;

    MailWords(String language) {
        this.language = language;
        locale = Locale.forLanguageTag(language + "-u-nu-latn");
        dayTime = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .withLocale(locale);
        try (InputStream in = MailWords.class.getResourceAsStream("/messages/mail." + language + ".json")) {
            texts = Map.copyOf(JSON.readValue(in, new TypeReference<TreeMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String language() {
        return language;
    }

    /** All messages, by their keys. */
    Map<String, String> texts() {
        return texts;
    }

    /** Whether there is a message. */
    boolean has(String key) {
        return texts.containsKey(key);
    }

    /**
     * A message.
     *
     * @param pairs names and values of its arguments, in turns
     * @throws IllegalArgumentException when there is no such message, or an argument has no value
     */
    String text(String key, Object... pairs) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return ARGUMENT.matcher(text)
                .replaceAll(argument -> Matcher.quoteReplacement(value(key, argument.group(1), pairs)));
    }

    private static String value(String key, String name, Object[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return String.valueOf(pairs[i + 1]);
            }
        }
        throw new IllegalArgumentException(key + " has no value for " + name);
    }

    /** An amount of minor units. */
    String money(long amount, String currency) {
        return Money.words(amount, currency, locale);
    }

    /** Day and time on the clocks of a zone. */
    String dayTime(Instant instant, ZoneId zone) {
        return dayTime.format(instant.atZone(zone));
    }
}
