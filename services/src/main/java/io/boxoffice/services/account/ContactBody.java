package io.boxoffice.services.account;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Where mails about a hold or booking shall go.
 *
 * @param language of the mails: {@code en} or {@code ar}
 * @param consents what is agreed to, and what is not
 */
public record ContactBody(
        @NotNull @Size(min = 3, max = 254) String email,
        @NotNull @Pattern(regexp = "en|ar") String language,
        @Size(max = 10) List<Contact.Consent> consents)
        implements Checked {
    private static final java.util.regex.Pattern KIND = java.util.regex.Pattern.compile("[a-z_]{1,40}");

    @Override
    public void check(FieldErrors errors) {
        try {
            if (email != null) {
                EmailAddress.of(email);
            }
        } catch (IllegalArgumentException e) {
            errors.add("/email", "invalid", e.getMessage());
        }
        if (consents != null
                && consents.stream()
                        .anyMatch(consent -> consent == null
                                || consent.kind() == null
                                || !KIND.matcher(consent.kind()).matches())) {
            errors.add("/consents", "invalid", "kinds are 1 to 40 small letters and underscores");
        }
    }
}
