package io.boxoffice.server.imports.listings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a performance costs: the least of its offers; nothing, if it is free.
 *
 * @param amount   minor units; -1: the listing does not say
 * @param currency null with an amount of -1
 */
record ListingPrice(long amount, String currency) {
    private static final ListingPrice UNSAID = new ListingPrice(-1, null);
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}([.,][0-9]{1,3})?");

    /**
     * Of an event.
     *
     * @param one finds what a node stands for
     * @throws RefusedListingException when an amount cannot be read
     */
    static ListingPrice of(JsonNode event, UnaryOperator<JsonNode> one, ListingsOptions options, ListingSink sink)
            throws RefusedListingException {
        ListingPrice least = UNSAID;
        int amounts = 0;
        JsonNode offers = event.path("offers");
        for (JsonNode each : offers.isArray() ? offers : List.of(offers)) {
            ListingPrice price = offer(one.apply(each), options);
            amounts += price.amount >= 0 ? 1 : 0;
            if (price.amount >= 0 && (least.amount < 0 || price.amount < least.amount)) {
                least = price;
            }
        }
        if (amounts > 1) {
            sink.note(
                    "of several prices the least was taken", event.path("name").asText());
        }
        boolean free = event.path("isAccessibleForFree").asText().equalsIgnoreCase("true");
        return least.amount < 0 && free ? new ListingPrice(0, options.currency()) : least;
    }

    private static ListingPrice offer(JsonNode offer, ListingsOptions options) throws RefusedListingException {
        JsonNode stated = offer.has("price") ? offer.path("price") : offer.path("lowPrice");
        if (stated.isMissingNode() || stated.isNull() || stated.asText().isBlank()) {
            return UNSAID;
        }
        String text = stated.asText().strip();
        String code = offer.path("priceCurrency").asText(options.currency());
        try {
            if (!AMOUNT.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
            int digits = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
            long amount = new BigDecimal(text.replace(',', '.'))
                    .movePointRight(digits)
                    .longValueExact();
            return new ListingPrice(amount, code);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RefusedListingException(
                    "has a price that cannot be read",
                    text.substring(0, Math.min(20, text.length()))
                            + ' '
                            + code.substring(0, Math.min(3, code.length())));
        }
    }
}
