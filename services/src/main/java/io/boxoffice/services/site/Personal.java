package io.boxoffice.services.site;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What the pages of one person have in common: caches keep none, and their forms prove themselves. Any thread. */
final class Personal {
    private static final String HTML = "text/html; charset=utf-8";
    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Personal() {}

    /** The language of a call, whose first path parameter it is. */
    static Say say(Call call, Languages languages) {
        Say say = languages.find(call.value(0));
        if (say == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return say;
    }

    /** What forms of this session send back; empty without a session, as with a bearer token, which needs none. */
    static String proof(Call call) {
        return call.session() == null ? "" : call.session().proof();
    }

    /** A number for one drawing of a form. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static Response page(int status, byte[] html) {
        return SafetyHeaders.add(Response.of(status, HTML, html));
    }

    static Response seeOther(String address) {
        return SafetyHeaders.add(Response.empty(303).header("location", address));
    }
}
