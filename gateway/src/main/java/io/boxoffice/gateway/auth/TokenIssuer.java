package io.boxoffice.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Makes bearer tokens. Any thread. */
public final class TokenIssuer {
    private static final int ID_BYTES = 16;

    private final SigningKeys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TokenIssuer(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token of one who acts for no organisation but the platform. */
    public String issue(long subject, Role role, Duration ttl) {
        return issue(new Principal(subject, role), ttl);
    }

    /**
     * @param principal its subject is a positive number
     * @param ttl       at least a second
     * @return the token in its compact form
     * @throws IllegalArgumentException when a number is out of range
     */
    public String issue(Principal principal, Duration ttl) {
        long subject = principal.subject();
        if (subject <= 0 || principal.organisationId() < 0 || ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "a token needs a positive subject, no negative organisation, and a time to live");
        }
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(TokenVerifier.ISSUER)
                .audience(TokenVerifier.AUDIENCE)
                .subject(Long.toString(subject))
                .jwtID(newId())
                .claim(TokenVerifier.ROLE_CLAIM, principal.role().text())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ttl)));
        if (principal.organisationId() != 0) {
            claims.claim(TokenVerifier.ORGANISATION_CLAIM, Long.toString(principal.organisationId()));
        }
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(keys.key().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(keys.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
                + '.'
                + CompactToken.low(token.getSignature());
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64URL.encode(id).toString();
    }
}
