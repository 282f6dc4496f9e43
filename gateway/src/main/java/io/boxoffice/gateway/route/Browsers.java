package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.auth.Sessions;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Forms;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.PublicUrl;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;

/**
 * Requests of browsers, which send a session's cookie whoever made them ask. So a request that changes something counts only when it
 * comes from a page of ours: by Origin or Sec-Fetch-Site, and by the session's proof, which scripts send as a header and forms as a
 * field. Every {@link Route} demands this. Any event loop.
 */
public final class Browsers {
    /** No browser has a session. */
    public static final Browsers NONE = new Browsers(Sessions.NONE, PublicUrl.NONE, false);

    /** The header in which scripts send the proof. */
    public static final String PROOF_HEADER = "session-proof";

    private static final String FETCH_SITE = "sec-fetch-site";
    private static final String SAME_ORIGIN = "same-origin";

    private final Sessions sessions;
    private final PublicUrl site;
    private final boolean tls;

    /**
     * @param tls whether requests come by TLS, where the site's address is not configured
     */
    public Browsers(Sessions sessions, PublicUrl site, boolean tls) {
        this.sessions = sessions;
        this.site = site;
        this.tls = tls;
    }

    /**
     * The session that a request's cookie tells; null when it tells none that counts.
     *
     * @param withToken whether the request has a bearer token too
     * @throws ProblemException two_credentials, when it has both
     */
    Session session(Exchange exchange, boolean withToken) {
        String cookie = cookie(exchange);
        if (cookie == null) {
            return null;
        }
        if (withToken) {
            throw new ProblemException(HttpProblem.TWO_CREDENTIALS);
        }
        return sessions.find(cookie);
    }

    /** A session for somebody who has none; null where browsers have none. */
    Session begin() {
        return sessions.begin();
    }

    private String cookie(Exchange exchange) {
        String name = sessions.cookieName();
        for (String header : exchange.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return pair.substring(equals + 1).strip();
                }
            }
        }
        return null;
    }

    /**
     * Refuses what a page of another site, or none, asks with somebody's session. A form's proof is looked at once it is here.
     *
     * @throws ProblemException foreign_page or proof_needed
     */
    void requireOwnPage(Exchange exchange, Route route, Session session) {
        if (!route.isUnsafe()) {
            return;
        }
        requireOwnOrigin(exchange);
        String proof = exchange.header(PROOF_HEADER);
        if (!session.isProvedBy(proof) && (proof != null || !route.isForm())) {
            throw new ProblemException(HttpProblem.PROOF_NEEDED);
        }
    }

    private void requireOwnOrigin(Exchange exchange) {
        String origin = exchange.header(HttpHeaderNames.ORIGIN);
        String fetchSite = exchange.header(FETCH_SITE);
        // Pages that hide where they are say "null" to their own site too.
        boolean hidden = origin == null || origin.equals("null") && fetchSite != null;
        boolean ours = (hidden || origin.equals(site.origin(exchange.header(HttpHeaderNames.HOST), tls)))
                && (fetchSite == null ? origin != null : fetchSite.equals(SAME_ORIGIN));
        if (!ours) {
            throw new ProblemException(HttpProblem.FOREIGN_PAGE);
        }
    }

    /**
     * The same of a form that has come.
     *
     * @throws ProblemException proof_needed
     */
    static void requireProofOfForm(Call call) {
        Session session = call.session();
        if (session == null || !call.route().isForm() || call.exchange().header(PROOF_HEADER) != null) {
            return;
        }
        List<String> proofs = call.form().getOrDefault(Forms.PROOF, List.of());
        if (proofs.size() != 1 || !session.isProvedBy(proofs.get(0))) {
            throw new ProblemException(HttpProblem.PROOF_NEEDED);
        }
    }
}
