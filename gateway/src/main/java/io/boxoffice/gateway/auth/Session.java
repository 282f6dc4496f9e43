package io.boxoffice.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A browser's session, as its cookie tells it.
 *
 * @param id        of the session itself, visible ASCII
 * @param principal whose it is
 * @param proof     what pages of this session send along with what they change: nobody else's page can know it
 * @param setCookie the Set-Cookie header with which it begins or goes on; null: its cookie still does
 */
public record Session(String id, Principal principal, String proof, String setCookie) {
    /** Whether this is the session's proof. Takes equally long for all that are wrong. */
    public boolean isProvedBy(String sent) {
        return sent != null
                && MessageDigest.isEqual(proof.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
