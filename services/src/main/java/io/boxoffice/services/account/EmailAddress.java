package io.boxoffice.services.account;

import io.boxoffice.gateway.http.InvalidInputException;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address that mails may go to: ASCII before the at sign, and a domain with a dot behind it, in ASCII too. Nothing in it ends a line
 * of a mail's header.
 *
 * @param text as it is written to
 */
record EmailAddress(String text) {
    private static final int MAX_CHARS = 254;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    /**
     * Of what somebody typed, spaces around it and a domain in any script included.
     *
     * @throws IllegalArgumentException when it is no address
     */
    static EmailAddress of(String typed) {
        String trimmed = typed.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1 || at > 64 || trimmed.length() > MAX_CHARS) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
        String local = trimmed.substring(0, at);
        String domain;
        try {
            domain = IDN.toASCII(trimmed.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an e-mail address", e);
        }
        if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
        return new EmailAddress(local + '@' + domain);
    }

    /**
     * The same of a field {@code email}.
     *
     * @throws InvalidInputException when it is no address
     */
    static EmailAddress typed(String email) {
        try {
            return of(email);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("email", e.getMessage());
        }
    }

    /** By which addresses are compared. */
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }
}
