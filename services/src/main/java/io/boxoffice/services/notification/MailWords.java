package io.boxoffice.services.notification;

import io.boxoffice.services.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** How one language says what mails say. Immutable; any thread. */
final class MailWords {
    /** The languages that there are, the first for who asks for none of them. */
    static final List<String> LANGUAGES = List.of("en", "ar");

    private final Messages messages;
    private final DateTimeFormatter dayTime;

    MailWords(String language) {
        messages = Messages.load("mail." + language);
        dayTime = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .withLocale(messages.locale());
    }

    String language() {
        return messages.code();
    }

    /** Whether there is a message. */
    boolean has(String key) {
        return messages.keys().contains(key);
    }

    /**
     * A message.
     *
     * @param pairs names and values of its arguments, in turns
     * @throws IllegalArgumentException when there is no such message, or an argument has no value
     */
    String text(String key, Object... pairs) {
        return messages.text(key, pairs);
    }

    /** An amount of minor units. */
    String money(long amount, String currency) {
        return messages.money(amount, currency);
    }

    /** Day and time on the clocks of a zone. */
    String dayTime(Instant instant, ZoneId zone) {
        return dayTime.format(instant.atZone(zone));
    }
}
