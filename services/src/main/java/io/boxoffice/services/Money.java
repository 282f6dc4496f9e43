package io.boxoffice.services;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them: on pages, in mails and at the test bank alike. Any thread. */
public final class Money {
    private Money() {}

    /**
     * How many decimals a currency has.
     *
     * @throws IllegalArgumentException when there is no such currency
     */
    public static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** One of a currency, as {@link #words} says it: with a 1 for scripts to put another number in its place. */
    public static String one(String currency, Locale locale) {
        return words((long) Math.pow(10, digits(currency)), currency, locale);
    }

    /**
     * An amount with its currency's sign. Whole amounts have no decimals.
     *
     * @param amount   in minor units
     * @param currency ISO 4217
     * @param locale   says in which order, and with which digits
     * @throws IllegalArgumentException when there is no such currency
     */
    public static String words(long amount, String currency, Locale locale) {
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
        int digits = digits(currency);
        boolean whole = amount % (long) Math.pow(10, digits) == 0;
        format.setMinimumFractionDigits(whole ? 0 : digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(amount, digits));
    }
}
