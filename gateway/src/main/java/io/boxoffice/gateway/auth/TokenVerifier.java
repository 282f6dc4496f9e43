package io.boxoffice.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Provider;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;

/**
 * Verifies bearer tokens: signed by our key with ES256, whatever algorithm the token names; issued by us; not expired. What
 * was verified is remembered until it expires, in a bounded cache. Any thread; never blocks.
 */
public final class TokenVerifier {
    static final String ISSUER = "boxoffice";
    static final String ROLE_CLAIM = "role";

    private static final int MAX_TOKEN_CHARS = 2_048;

    private final ECDSAVerifier verifier;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    private record Verified(Principal principal, long expiresAtMs) {}

    public TokenVerifier(SigningKeys keys, int maxCachedTokens, Clock clock) {
        this(keys, maxCachedTokens, clock, NativeSignatures.provider());
    }

    /**
     * @param signatures who does the arithmetic; null: the JDK
     */
    TokenVerifier(SigningKeys keys, int maxCachedTokens, Clock clock, Provider signatures) {
        this.clock = clock;
        verified = Caffeine.newBuilder().maximumSize(maxCachedTokens).build();
        try {
            verifier = new ECDSAVerifier(keys.key().toPublicJWK());
            verifier.getJCAContext().setProvider(signatures);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot verify with this key", e);
        }
    }

    /** Who the token stands for, or null when it is not valid. */
    public Principal verify(String token) {
        if (token.length() > MAX_TOKEN_CHARS) {
            return null;
        }
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            known = check(token);
            if (known == null) {
                return null;
            }
            verified.put(token, known);
        }
        if (known.expiresAtMs <= clock.millis()) {
            verified.invalidate(token);
            return null;
        }
        return known.principal;
    }

    private Verified check(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return null;
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            Date notBefore = claims.getNotBeforeTime();
            boolean tooEarly = notBefore != null && notBefore.getTime() > clock.millis();
            if (expires == null || tooEarly || !ISSUER.equals(claims.getIssuer())) {
                return null;
            }
            long subject = Long.parseLong(claims.getSubject());
            Role role = Role.of(claims.getStringClaim(ROLE_CLAIM));
            return subject > 0 ? new Verified(new Principal(subject, role), expires.getTime()) : null;
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Of JSON that is no object (null, say) the library throws what it does not declare.
            return null;
        }
    }
}
