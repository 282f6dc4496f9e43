package io.boxoffice.services.search;

import java.util.Currency;

/** Steps of prices that are counted together, in whole units of a currency. */
final class PriceBands {
    private static final long[] FROM = {0, 10, 20, 50, 100, 200};

    private PriceBands() {}

    /** Digits of minor units. */
    static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** The step that has a price: currency, least and, but for the last, most, in minor units. */
    static String of(String currency, long price) {
        long unit = Math.round(Math.pow(10, digits(currency)));
        int step = FROM.length - 1;
        while (step > 0 && price < FROM[step] * unit) {
            step--;
        }
        String most = step + 1 < FROM.length ? Long.toString(FROM[step + 1] * unit - 1) : "";
        return currency + " " + FROM[step] * unit + "-" + most;
    }
}
