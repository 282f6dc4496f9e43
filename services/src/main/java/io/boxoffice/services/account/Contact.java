package io.boxoffice.services.account;

import java.time.Instant;
import java.util.List;

/**
 * Where mails about a hold or booking go, as its buyer typed it.
 *
 * @param email    cleaned, see {@link EmailAddress}
 * @param language of the mails
 * @param consents what was said with it
 */
public record Contact(
        long personId, long reservationId, String email, String language, List<Consent> consents, Instant typedAt) {
    /**
     * What somebody agreed to, or did not.
     *
     * @param kind such as {@code terms}
     */
    public record Consent(String kind, boolean given) {}

    public Contact {
        consents = List.copyOf(consents);
    }
}
