package io.boxoffice.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.boxoffice.gateway.http.Ids;
import java.security.Provider;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;

/**
 * Verifies bearer tokens: written in the one canonical way; signed by our key with ES256, whatever algorithm the token names;
 * issued by us, for this API; not revoked. One that has expired is known as such: what everybody may read is read with it as
 * without any. What was verified may be remembered, within so many bytes. Any thread; never blocks.
 */
public final class TokenVerifier {
    static final String ISSUER = "boxoffice";
    static final String AUDIENCE = "boxoffice-api";
    static final String ROLE_CLAIM = "role";
    /** A positive number as text; absent: the platform. */
    static final String ORGANISATION_CLAIM = "org";

    private static final int MAX_TOKEN_CHARS = 1_024;
    /** What an entry of the cache takes beside its characters: about, and rather more. */
    private static final int ENTRY_BYTES = 400;

    /** Tokens that have expired are forgotten when one is remembered, this often. */
    private static final long FORGETTING_MS = 60_000;

    private final ECDSAVerifier verifier;
    private final Clock clock;
    private final RevokedTokens revoked;
    private final Cache<String, Verified> verified;
    private volatile long forgotMs;

    /**
     * A token that was verified.
     *
     * @param id          of the token itself
     * @param expiresAtMs since 1970, as is {@code issuedAtMs}
     */
    public record Verified(Principal principal, String id, long issuedAtMs, long expiresAtMs) {}

    /**
     * @param maxCachedBytes of tokens that are remembered
     */
    public TokenVerifier(SigningKeys keys, RevokedTokens revoked, long maxCachedBytes, Clock clock) {
        this(keys, revoked, maxCachedBytes, clock, NativeSignatures.provider());
    }

    /**
     * @param signatures who does the arithmetic; null: the JDK
     */
    TokenVerifier(SigningKeys keys, RevokedTokens revoked, long maxCachedBytes, Clock clock, Provider signatures) {
        this.clock = clock;
        this.revoked = revoked;
        verified = Caffeine.newBuilder()
                .maximumWeight(maxCachedBytes)
                .weigher((String token, Verified known) -> ENTRY_BYTES + token.length())
                .executor(Runnable::run)
                .build();
        try {
            verifier = new ECDSAVerifier(keys.key().toPublicJWK());
            verifier.getJCAContext().setProvider(signatures);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot verify with this key", e);
        }
    }

    /** A token that is remembered and not revoked, expired or not; else null. Costs a look-up. */
    public Verified known(String token) {
        Verified known = verified.getIfPresent(token);
        return known != null && !isRevoked(known) ? known : null;
    }

    /** Verifies a token that is not remembered: ours and not revoked, expired or not; else null. Costs some arithmetic. */
    public Verified check(String token) {
        Verified checked = token.length() <= MAX_TOKEN_CHARS && CompactToken.isCanonical(token) ? parse(token) : null;
        return checked != null && !isRevoked(checked) ? checked : null;
    }

    /** Remembers a token that was just verified. */
    public void remember(String token, Verified checked) {
        verified.put(token, checked);
        long nowMs = clock.millis();
        if (nowMs - forgotMs >= FORGETTING_MS) {
            forgotMs = nowMs;
            forgetExpired();
        }
    }

    /** Not left to the cache: one that knows when its entries end does so much at each look-up that requests cost 3 % more. */
    private void forgetExpired() {
        long nowMs = clock.millis();
        verified.asMap().values().removeIf(known -> known.expiresAtMs <= nowMs);
    }

    /** How many are remembered. */
    long remembered() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    /** Whether its time is over. */
    public boolean isExpired(Verified token) {
        return token.expiresAtMs <= clock.millis();
    }

    private boolean isRevoked(Verified token) {
        return revoked.isRevoked(token.id, token.principal.subject(), token.issuedAtMs);
    }

    /** The organisation that a token names; 0: none; -1: what it names is none. */
    private static long organisation(JWTClaimsSet claims) throws ParseException {
        if (!claims.getClaims().containsKey(ORGANISATION_CLAIM)) {
            return 0;
        }
        return Ids.parse(claims.getStringClaim(ORGANISATION_CLAIM));
    }

    private Verified parse(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return null;
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            Date issued = claims.getIssueTime();
            Date notBefore = claims.getNotBeforeTime();
            boolean tooEarly = notBefore != null && notBefore.getTime() > clock.millis();
            if (expires == null
                    || issued == null
                    || claims.getJWTID() == null
                    || tooEarly
                    || !ISSUER.equals(claims.getIssuer())
                    || !claims.getAudience().contains(AUDIENCE)) {
                return null;
            }
            long subject = Long.parseLong(claims.getSubject());
            Role role = Role.of(claims.getStringClaim(ROLE_CLAIM));
            long organisation = organisation(claims);
            if (subject <= 0 || organisation < 0) {
                return null;
            }
            Principal principal = new Principal(subject, role, organisation);
            return new Verified(principal, claims.getJWTID(), issued.getTime(), expires.getTime());
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Of JSON that is no object (null, say) the library throws what it does not declare.
            return null;
        }
    }
}
