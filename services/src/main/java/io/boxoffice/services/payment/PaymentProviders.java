package io.boxoffice.services.payment;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Which providers take payments. None unless somebody asks for one.
 *
 * @param sandbox whether the sandbox does, which moves no money
 */
public record PaymentProviders(boolean sandbox) {
    /** Reads it from {@code payment.providers}. */
    public static final ConfigPart<PaymentProviders> PART =
            new ConfigPart<>("payment", PaymentProviders.class, PaymentProviders::read);

    private static final String SANDBOX = "sandbox";

    private static PaymentProviders read(Section s) {
        for (String provider : s.texts("providers")) {
            if (!provider.equals(SANDBOX)) {
                throw s.refused("providers", "may name " + SANDBOX + " and nothing else, has \"" + provider + "\"");
            }
        }
        return new PaymentProviders(!s.texts("providers").isEmpty());
    }
}
