package io.boxoffice.services.site;

import io.boxoffice.services.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How one language says things: messages, money, days and times. Digits are the Western ones, as on seats and tickets. Any thread. */
public final class Say {
    private final Messages messages;
    private final DateTimeFormatter day;
    private final DateTimeFormatter longDay;
    private final DateTimeFormatter time;

    Say(String code) {
        messages = Messages.load(code);
        day = formatter("format.day");
        longDay = formatter("format.longDay");
        time = formatter("format.time");
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(text(key), messages.locale());
    }

    /** The language's code, as addresses and {@code lang} have it. */
    public String code() {
        return messages.code();
    }

    /** {@code ltr} or {@code rtl}. */
    public String direction() {
        return text("language.direction");
    }

    /**
     * A message.
     *
     * @param pairs names and values of its arguments, in turns
     * @throws IllegalArgumentException when there is no such message, or an argument has no value
     */
    public String text(String key, Object... pairs) {
        return messages.text(key, pairs);
    }

    /**
     * A price.
     *
     * @param amount in minor units
     */
    public String money(long amount, String currency) {
        return amount == 0 ? text("price.free") : messages.money(amount, currency);
    }

    /** One of a currency, for scripts to put another number in its place. */
    String one(String currency) {
        return messages.one(currency);
    }

    /** What a language is called. */
    public String language(String tag) {
        String name = Locale.forLanguageTag(tag).getDisplayLanguage(messages.locale());
        return name.isEmpty() ? tag : name;
    }

    /** What a country is called. */
    public String country(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(messages.locale());
    }

    /** A day, short. */
    public String day(LocalDate date) {
        return day.format(date);
    }

    /** A day with its year. */
    public String longDay(LocalDate date) {
        return longDay.format(date);
    }

    /** A day as people near it call it: today, tomorrow, or its date. */
    public String nearDay(LocalDate date, LocalDate today) {
        if (date.equals(today)) {
            return text("day.today");
        }
        return date.equals(today.plusDays(1)) ? text("day.tomorrow") : day(date);
    }

    /** The time on the clocks of a zone. */
    public String time(Instant instant, ZoneId zone) {
        return time.format(instant.atZone(zone));
    }

    /** Day and time on the clocks of a zone. */
    public String dayTime(Instant instant, ZoneId zone) {
        return text("format.dayTime", "day", day(LocalDate.ofInstant(instant, zone)), "time", time(instant, zone));
    }
}
