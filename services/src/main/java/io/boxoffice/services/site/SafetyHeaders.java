package io.boxoffice.services.site;

import io.boxoffice.gateway.http.Response;
import java.util.List;

/** What browsers are told to refuse on every page: scripts, styles and frames of others, and guesses. */
final class SafetyHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /** Names and values, in turns. */
    static final List<String> FIELDS = List.of(
            "content-security-policy", POLICY,
            "referrer-policy", "strict-origin-when-cross-origin",
            "permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
            "cross-origin-opener-policy", "same-origin");

    private SafetyHeaders() {}

    /** Adds them to an answer. */
    static Response add(Response response) {
        for (int i = 0; i < FIELDS.size(); i += 2) {
            response.header(FIELDS.get(i), FIELDS.get(i + 1));
        }
        return response;
    }
}
