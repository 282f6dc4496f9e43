package io.boxoffice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With native signatures where they load, and with the JDK's. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    private final SigningKeys keys = SigningKeys.generate();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Provider signatures;
    private final TokenVerifier verifier;

    TokenVerifierTest(boolean nativeCode) {
        signatures = nativeCode ? NativeSignatures.provider() : null;
        verifier = new TokenVerifier(keys, 10, clock, signatures);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("boxoffice")
                .subject("42")
                .claim("role", "customer")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(JWSAlgorithm.ES256, new ECDSASigner(keys.key()), claims.build());
    }

    @Test
    void shouldKnowWhoATokenOfOursStandsFor() throws JOSEException {
        String token = new TokenIssuer(keys, clock).issue(42, Role.BOX_OFFICE, Duration.ofMinutes(1));
        assertEquals(new Principal(42, Role.BOX_OFFICE), verifier.verify(token));
        assertEquals(new Principal(42, Role.BOX_OFFICE), verifier.verify(token), "from the cache");
        assertEquals(new Principal(42, Role.CUSTOMER), verifier.verify(signed(claims())));
    }

    @Test
    void shouldRefuseOtherAlgorithms() throws JOSEException {
        assertNull(verifier.verify(new PlainJWT(claims().build()).serialize()), "alg none");
        byte[] publicKey = keys.key().toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertNull(verifier.verify(sign(JWSAlgorithm.HS256, new MACSigner(publicKey), claims().build())));
        JWSSigner rsa = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        assertNull(verifier.verify(sign(JWSAlgorithm.RS256, rsa, claims().build())));
    }

    @Test
    void shouldRefuseAnotherKeyAndChangedTokens() throws JOSEException {
        String other = new TokenIssuer(SigningKeys.generate(), clock).issue(42, Role.ADMIN, Duration.ofMinutes(1));
        assertNull(verifier.verify(other));
        String[] mine = signed(claims()).split("\\.");
        String[] admin = signed(claims().claim("role", "admin")).split("\\.");
        assertNull(verifier.verify(mine[0] + '.' + admin[1] + '.' + mine[2]));
        assertNull(verifier.verify(mine[0] + '.' + mine[1] + '.'));
        assertNull(verifier.verify("nonsense"));
        assertNull(verifier.verify(""));
        assertNull(verifier.verify("a".repeat(10_000)));
    }

    @Test
    void shouldRefuseJsonThatIsNoObject() throws JOSEException {
        for (String json : new String[] {"null", "\nnull[\"", "[]", "\"\"", "1", ""}) {
            JWSObject claims = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(json));
            claims.sign(new ECDSASigner(keys.key()));
            assertNull(verifier.verify(claims.serialize()), "claims " + json);
            String[] parts = claims.serialize().split("\\.");
            assertNull(verifier.verify(Base64URL.encode(json) + "." + parts[1] + "." + parts[2]), "header " + json);
        }
    }

    @Test
    void shouldRefuseExpiredAndEarlyTokensAlsoFromTheCache() throws JOSEException {
        assertNull(verifier.verify(signed(claims().expirationTime(Date.from(NOW)))));
        assertNull(verifier.verify(signed(claims().expirationTime(null))));
        assertNull(verifier.verify(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(5))))));
        Instant[] now = {NOW};
        Clock moving = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        TokenVerifier cached = new TokenVerifier(keys, 10, moving, signatures);
        String token = signed(claims());
        assertEquals(42, cached.verify(token).subject());
        now[0] = NOW.plusSeconds(61);
        assertNull(cached.verify(token));
    }

    @Test
    void shouldRefuseClaimsThatAreNotOurs() throws JOSEException {
        assertNull(verifier.verify(signed(claims().issuer("elsewhere"))));
        assertNull(verifier.verify(signed(claims().subject("ann"))));
        assertNull(verifier.verify(signed(claims().subject("-1"))));
        assertNull(verifier.verify(signed(claims().subject(null))));
        assertNull(verifier.verify(signed(claims().claim("role", "king"))));
        assertNull(verifier.verify(signed(claims().claim("role", null))));
    }

    @Test
    void shouldRefuseSignaturesThatAreNoneAsTheJdkDoes() throws JOSEException {
        String[] parts = signed(claims()).split("\\.");
        byte[] signature = new Base64URL(parts[2]).decode();
        for (int at : new int[] {0, 31, 32, 63}) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertNull(verifier.verify(parts[0] + '.' + parts[1] + '.' + Base64URL.encode(changed)), "byte " + at);
        }
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);
        for (byte[] other : new byte[][] {new byte[0], new byte[63], new byte[64], new byte[65], ones}) {
            assertNull(verifier.verify(parts[0] + '.' + parts[1] + '.' + Base64URL.encode(other)));
        }
    }

    @Test
    void shouldIssueToPositiveSubjectsOnly() {
        TokenIssuer issuer = new TokenIssuer(keys, clock);
        assertThrows(IllegalArgumentException.class, () -> issuer.issue(0, Role.ADMIN, Duration.ofMinutes(1)));
        assertThrows(IllegalArgumentException.class, () -> issuer.issue(1, Role.ADMIN, Duration.ZERO));
    }
}
