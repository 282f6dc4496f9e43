package io.boxoffice.services;

import io.boxoffice.gateway.http.Response;
import java.util.List;

/** What browsers are told to refuse on every page: scripts, styles and frames of others, and guesses. */
public final class SafetyHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    private static final String POLICY_FIELD = "content-security-policy";
    private static final String FORMS = "form-action 'self'";

    /** Names and values, in turns. */
    public static final List<String> FIELDS = List.of(
            POLICY_FIELD,
            POLICY,
            "referrer-policy",
            "strict-origin-when-cross-origin",
            "permissions-policy",
            "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
            "cross-origin-opener-policy",
            "same-origin");

    private SafetyHeaders() {}

    /** Adds them to an answer. */
    public static Response add(Response response) {
        return add(response, null);
    }

    /**
     * Adds them to the answer of a page whose forms may lead to another site, by way of ours.
     *
     * @param formOrigin of that site; null: none
     */
    public static Response add(Response response, String formOrigin) {
        for (int i = 0; i < FIELDS.size(); i += 2) {
            String name = FIELDS.get(i);
            boolean isOpened = formOrigin != null && name.equals(POLICY_FIELD);
            response.header(name, isOpened ? POLICY.replace(FORMS, FORMS + ' ' + formOrigin) : FIELDS.get(i + 1));
        }
        return response;
    }
}
