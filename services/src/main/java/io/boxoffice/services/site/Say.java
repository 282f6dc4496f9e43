package io.boxoffice.services.site;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** How one language says things: messages, money, days and times. Digits are the Western ones, as on seats and tickets. Any thread. */
public final class Say {
    private final String code;
    private final Locale locale;
    private final Messages messages;
    private final DateTimeFormatter day;
    private final DateTimeFormatter longDay;
    private final DateTimeFormatter time;

    Say(String code) {
        this.code = code;
        locale = locale(code);
        messages = Messages.load(code);
        day = formatter("format.day");
        longDay = formatter("format.longDay");
        time = formatter("format.time");
    }

    /** The locale of a language's code. */
    static Locale locale(String code) {
        return Locale.forLanguageTag(code + "-u-nu-latn");
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(text(key), locale);
    }

    /** The language's code, as addresses and {@code lang} have it. */
    public String code() {
        return code;
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
        return messages.get(key).format(pairs);
    }

    /**
     * A price.
     *
     * @param amount in minor units
     */
    public String money(long amount, String currency) {
        if (amount == 0) {
            return text("price.free");
        }
        Currency unit = Currency.getInstance(currency);
        DecimalFormat format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(unit);
        // The sign alone, as on the money: £, not UK£.
        DecimalFormatSymbols symbols = format.getDecimalFormatSymbols();
        symbols.setCurrencySymbol(unit.getSymbol(Locale.ENGLISH));
        format.setDecimalFormatSymbols(symbols);
        String prefix = format.getPositivePrefix();
        if (!prefix.isEmpty() && Character.isLetter(prefix.charAt(prefix.length() - 1))) {
            // A code stands apart from the number: CHF 18, but £18.
            format.setPositivePrefix(prefix + '\u00a0');
        }
        int digits = Math.max(0, unit.getDefaultFractionDigits());
        boolean whole = digits > 0 && amount % (long) Math.pow(10, digits) == 0;
        format.setMinimumFractionDigits(whole ? 0 : digits);
        format.setMaximumFractionDigits(digits);
        return format.format(amount / Math.pow(10, digits));
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
