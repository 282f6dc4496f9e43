package io.boxoffice.services.site;

import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.services.SafetyHeaders;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What the pages of one person have in common: caches keep none, and their forms prove themselves. Any thread. */
final class Personal {
    private static final String HTML = "text/html; charset=utf-8";
    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Personal() {}

    /**
     * What a form sends along: the session's proof, empty with a bearer token, which needs none; and a number for one drawing of the form.
     *
     * @param action where it is sent
     */
    static View.Sending sending(Call call, String action) {
        return new View.Sending(
                action, call.session() == null ? "" : call.session().proof(), nonce());
    }

    /** A number for one drawing of a form. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static Response page(int status, byte[] html) {
        return page(status, html, null);
    }

    /**
     * A page whose forms may lead to another site.
     *
     * @param formsTo that site's origin; null: to ours alone
     */
    static Response page(int status, byte[] html, String formsTo) {
        return SafetyHeaders.add(Response.of(status, HTML, html), formsTo);
    }

    /** Leads on, by GET. */
    static Response seeOther(String address) {
        return SafetyHeaders.add(Response.empty(303).header("location", address));
    }
}
