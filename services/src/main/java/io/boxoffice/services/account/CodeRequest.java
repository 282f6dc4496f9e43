package io.boxoffice.services.account;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where a code shall be sent.
 *
 * @param language of the mail: {@code en} or {@code ar}
 */
public record CodeRequest(
        @NotNull @Size(min = 3, max = 254) String email,
        @NotNull @Pattern(regexp = "en|ar") String language) implements Checked {
    @Override
    public void check(FieldErrors errors) {
        new ContactBody(email, language, null).check(errors);
    }
}
