package io.boxoffice.services.payment;

/**
 * The page of a provider on which people say how they pay. It makes a token of that and sends them back with it; the money is asked for
 * when they are back. So no card number reaches us. Any thread; never blocks.
 */
public interface HostedPage {
    /** The field with which people come back; without it they gave up. In the address, or in a form that is sent. */
    String TOKEN = "token";

    /** The longest token that is taken. */
    int MAX_TOKEN_CHARS = 255;

    /**
     * What is to be paid.
     *
     * @param amount     in minor units
     * @param currency   ISO 4217 code
     * @param purpose    what for, as the payer reads it
     * @param language   of the payer
     * @param returnPath where on this site they come back to, without the token
     */
    record Order(long amount, String currency, String purpose, String language, String returnPath) {}

    /** Where to send somebody who wants to pay. */
    String address(Order order);

    /** The origin of that page, such as {@code https://pay.example}; null: it stands on this site. */
    default String origin() {
        return null;
    }
}
