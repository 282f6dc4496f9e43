package io.boxoffice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With native signatures where they load, and with the JDK's. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    /** The order of P-256. */
    private static final BigInteger ORDER =
            new BigInteger("115792089210356248762697446949407573529996955224135760342422259061068512044369");

    private final SigningKeys keys = SigningKeys.generate();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Provider signatures;
    private final TokenVerifier verifier;

    TokenVerifierTest(boolean nativeCode) {
        signatures = nativeCode ? NativeSignatures.provider() : null;
        verifier = new TokenVerifier(keys, RevokedTokens.none(), 10_000, clock, signatures);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("boxoffice")
                .audience("boxoffice-api")
                .subject("42")
                .jwtID("of-a-test")
                .issueTime(Date.from(NOW))
                .claim("role", "customer")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    /** As callers do it: what is known is not verified again, and what was verified is remembered. */
    private static Principal verify(TokenVerifier verifier, String token) {
        TokenVerifier.Verified known = verifier.known(token);
        TokenVerifier.Verified verified = known != null ? known : verifier.check(token);
        if (verified == null || verifier.isExpired(verified)) {
            return null;
        }
        verifier.remember(token, verified);
        return verified.principal();
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(signer);
        String token = jwt.serialize();
        // Others than ES256 are as long as they are.
        return algorithm.equals(JWSAlgorithm.ES256)
                ? token.substring(0, token.lastIndexOf('.') + 1) + CompactToken.low(jwt.getSignature())
                : token;
    }

    private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(JWSAlgorithm.ES256, new ECDSASigner(keys.key()), claims.build());
    }

    @Test
    void shouldKnowWhoATokenOfOursStandsFor() throws JOSEException {
        String token = new TokenIssuer(keys, clock).issue(42, Role.BOX_OFFICE, Duration.ofMinutes(1));
        assertEquals(new Principal(42, Role.BOX_OFFICE), verify(verifier, token));
        assertEquals(new Principal(42, Role.BOX_OFFICE), verify(verifier, token), "from the cache");
        assertEquals(new Principal(42, Role.CUSTOMER), verify(verifier, signed(claims())));
        Principal ofSeven = new Principal(42, Role.BOX_OFFICE, 7);
        assertEquals(ofSeven, verify(verifier, new TokenIssuer(keys, clock).issue(ofSeven, Duration.ofMinutes(1))));
    }

    @Test
    void shouldRefuseATokenWhoseOrganisationIsNone() throws JOSEException {
        assertEquals(7, verify(verifier, signed(claims().claim("org", "7"))).organisationId());
        for (Object none : new Object[] {"0", "-1", "07", "x", "", "9223372036854775808", 7, true, List.of("7")}) {
            assertNull(verify(verifier, signed(claims().claim("org", none))), none.toString());
        }
    }

    @Test
    void shouldRefuseOtherAlgorithms() throws JOSEException {
        assertNull(verify(verifier, new PlainJWT(claims().build()).serialize()), "alg none");
        byte[] publicKey = keys.key().toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertNull(verify(verifier, sign(JWSAlgorithm.HS256, new MACSigner(publicKey), claims().build())));
        JWSSigner rsa = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        assertNull(verify(verifier, sign(JWSAlgorithm.RS256, rsa, claims().build())));
    }

    @Test
    void shouldRefuseAnotherKeyAndChangedTokens() throws JOSEException {
        String other = new TokenIssuer(SigningKeys.generate(), clock).issue(42, Role.ADMIN, Duration.ofMinutes(1));
        assertNull(verify(verifier, other));
        String[] mine = signed(claims()).split("\\.");
        String[] admin = signed(claims().claim("role", "admin")).split("\\.");
        assertNull(verify(verifier, mine[0] + '.' + admin[1] + '.' + mine[2]));
        assertNull(verify(verifier, mine[0] + '.' + mine[1] + '.'));
        assertNull(verify(verifier, "nonsense"));
        assertNull(verify(verifier, ""));
        assertNull(verify(verifier, "a".repeat(10_000)));
    }

    @Test
    void shouldRefuseJsonThatIsNoObject() throws JOSEException {
        for (String json : new String[] {"null", "\nnull[\"", "[]", "\"\"", "1", ""}) {
            JWSObject claims = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(json));
            claims.sign(new ECDSASigner(keys.key()));
            assertNull(verify(verifier, claims.serialize()), "claims " + json);
            String[] parts = claims.serialize().split("\\.");
            assertNull(verify(verifier, Base64URL.encode(json) + "." + parts[1] + "." + parts[2]), "header " + json);
        }
    }

    @Test
    void shouldRefuseExpiredAndEarlyTokensAlsoFromTheCache() throws JOSEException {
        assertNull(verify(verifier, signed(claims().expirationTime(Date.from(NOW)))));
        assertNull(verify(verifier, signed(claims().expirationTime(null))));
        assertNull(verify(verifier, signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(5))))));
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
        TokenVerifier cached = new TokenVerifier(keys, RevokedTokens.none(), 10_000, moving, signatures);
        String token = signed(claims());
        assertEquals(42, verify(cached, token).subject());
        now[0] = NOW.plusSeconds(61);
        assertNull(verify(cached, token));
        assertEquals(1, cached.remembered());
        assertNotNull(verify(cached, signed(claims().expirationTime(Date.from(NOW.plusSeconds(120))))));
        assertEquals(1, cached.remembered(), "the one that expired is forgotten");
    }

    @Test
    void shouldRefuseClaimsThatAreNotOurs() throws JOSEException {
        assertNull(verify(verifier, signed(claims().issuer("elsewhere"))));
        assertNull(verify(verifier, signed(claims().subject("ann"))));
        assertNull(verify(verifier, signed(claims().subject("-1"))));
        assertNull(verify(verifier, signed(claims().subject(null))));
        assertNull(verify(verifier, signed(claims().audience("another-api"))));
        assertNull(verify(verifier, signed(claims().audience((String) null))));
        assertNull(verify(verifier, signed(claims().jwtID(null))));
        assertNull(verify(verifier, signed(claims().issueTime(null))));
        assertNull(verify(verifier, signed(claims().claim("role", "king"))));
        assertNull(verify(verifier, signed(claims().claim("role", null))));
    }

    @Test
    void shouldRefuseSignaturesThatAreNoneAsTheJdkDoes() throws JOSEException {
        String[] parts = signed(claims()).split("\\.");
        byte[] signature = new Base64URL(parts[2]).decode();
        for (int at : new int[] {0, 31, 32, 63}) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertNull(verify(verifier, parts[0] + '.' + parts[1] + '.' + Base64URL.encode(changed)), "byte " + at);
        }
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xFF);
        for (byte[] other : new byte[][] {new byte[0], new byte[63], new byte[64], new byte[65], ones}) {
            assertNull(verify(verifier, parts[0] + '.' + parts[1] + '.' + Base64URL.encode(other)));
        }
    }

    @Test
    void shouldKnowATokenInOneSpellingOnly() {
        TokenIssuer issuer = new TokenIssuer(keys, clock);
        for (int i = 0; i < 50; i++) {
            String token = issuer.issue(42, Role.CUSTOMER, Duration.ofMinutes(1));
            String[] parts = token.split("\\.");
            assertNotNull(verify(verifier, token), "s is low, whichever the signer came to");
            assertNull(verify(verifier, parts[0] + '.' + parts[1] + '.' + withOtherS(parts[2])));
        }
        String token = issuer.issue(42, Role.CUSTOMER, Duration.ofMinutes(1));
        for (char strange : "=+/ \n*~\u00e9".toCharArray()) {
            for (int at :
                    new int[] {0, 5, token.indexOf('.'), token.indexOf('.') + 3, token.length() - 1, token.length()}) {
                assertNull(
                        verify(verifier, token.substring(0, at) + strange + token.substring(at)),
                        strange + " at " + at);
            }
        }
        assertNull(verify(verifier, token + "."));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        for (int spare = 1; spare < 16; spare++) {
            String other = token.substring(0, token.length() - 1) + alphabet.charAt(last ^ spare);
            assertNull(verify(verifier, other), "spare bits " + spare);
        }
        assertTrue(verifier.remembered() <= 51, "no spelling but the one is remembered");
    }

    private static String withOtherS(String signature) {
        byte[] bytes = new Base64URL(signature).decode();
        byte[] s = ORDER.subtract(new BigInteger(1, bytes, 32, 32)).toByteArray();
        Arrays.fill(bytes, 32, 64, (byte) 0);
        int length = Math.min(32, s.length);
        System.arraycopy(s, s.length - length, bytes, 64 - length, length);
        return Base64URL.encode(bytes).toString();
    }

    @Test
    void shouldRememberNoMoreThanItHasRoomFor() {
        TokenVerifier small = new TokenVerifier(keys, RevokedTokens.none(), 5_000, clock, signatures);
        TokenIssuer issuer = new TokenIssuer(keys, clock);
        for (int i = 0; i < 100; i++) {
            assertNotNull(verify(small, issuer.issue(42, Role.CUSTOMER, Duration.ofMinutes(1))));
        }
        assertTrue(small.remembered() <= 8, () -> small.remembered() + " of some 700 bytes each");
        assertTrue(small.remembered() > 2);
    }

    @Test
    void shouldRefuseRevokedTokensAlsoFromTheCache(@TempDir Path directory) throws IOException {
        RevokedTokens revoked = new RevokedTokens(directory);
        TokenVerifier checking = new TokenVerifier(keys, revoked, 10_000, clock, signatures);
        TokenIssuer issuer = new TokenIssuer(keys, clock);
        String one = issuer.issue(42, Role.CUSTOMER, Duration.ofDays(1_000));
        String other = issuer.issue(42, Role.CUSTOMER, Duration.ofDays(1_000));
        String staff = issuer.issue(7, Role.ADMIN, Duration.ofDays(1_000));
        TokenVerifier.Verified verified = checking.check(one);
        checking.remember(one, verified);
        assertEquals(verified.id(), revoked.revokeToken(one));
        revoked.refresh();
        assertNull(verify(checking, one));
        assertNotNull(verify(checking, other));
        revoked.revokeSubject(42, NOW.plusSeconds(1));
        new RevokedTokens(directory).revokeSubject(42, NOW.minusSeconds(1));
        revoked.refresh();
        assertNull(verify(checking, other));
        assertNotNull(verify(checking, staff));
        Files.writeString(
                directory.resolve(RevokedTokens.FILE_NAME), "\nnonsense\ntoken cut-off", StandardOpenOption.APPEND);
        RevokedTokens again = new RevokedTokens(directory);
        again.refresh();
        assertNull(
                verify(new TokenVerifier(keys, again, 10_000, clock, signatures), other),
                "a line that was cut off makes no other count less");
    }

    @Test
    void shouldIssueToPositiveSubjectsOnly() {
        TokenIssuer issuer = new TokenIssuer(keys, clock);
        assertThrows(IllegalArgumentException.class, () -> issuer.issue(0, Role.ADMIN, Duration.ofMinutes(1)));
        assertThrows(IllegalArgumentException.class, () -> issuer.issue(1, Role.ADMIN, Duration.ZERO));
        Principal ofNone = new Principal(1, Role.ADMIN, -1);
        assertThrows(IllegalArgumentException.class, () -> issuer.issue(ofNone, Duration.ofMinutes(1)));
    }
}
