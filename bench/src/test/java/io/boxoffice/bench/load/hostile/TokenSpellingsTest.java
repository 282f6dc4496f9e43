package io.boxoffice.bench.load.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attack with tokens that no reader would take is none. */
final class TokenSpellingsTest {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final int LONGEST = 2_048;

    private KeyPair keys;
    private String token;

    @BeforeEach
    void sign() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        String signed = encoded("{\"alg\":\"ES256\"}") + '.' + encoded("{\"sub\":\"1\"}");
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        token = signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** As a lenient reader does it: what is not of the alphabet is skipped, and spare bits are dropped. */
    private static byte[] lenientlyDecoded(String spelt) {
        String known = spelt.replace('-', '+').replace('_', '/').replaceAll("[^A-Za-z0-9+/]", "");
        return Base64.getMimeDecoder().decode(known);
    }

    @Test
    void shouldSpellWhatALenientReaderVerifies() throws GeneralSecurityException {
        TokenSpellings spellings = new TokenSpellings(token, LONGEST, 0);
        int dot = token.lastIndexOf('.');
        for (int i = 0; i < 1_000; i++) {
            String spelt = spellings.next();

            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys.getPublic());
            signature.update(spelt.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            assertTrue(signature.verify(lenientlyDecoded(spelt.substring(dot + 1))), spelt);
        }
    }

    @Test
    void shouldSpellTwoSignaturesOfTheSameMessage() {
        TokenSpellings spellings = new TokenSpellings(token, LONGEST, 0);
        Set<String> signatures = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] decoded = lenientlyDecoded(spellings.next().substring(token.lastIndexOf('.') + 1));
            signatures.add(Base64.getEncoder().encodeToString(decoded));
        }

        assertEquals(2, signatures.size());
    }

    @Test
    void shouldNeverSpellTheTokenAsItIs() {
        TokenSpellings spellings = new TokenSpellings(token, LONGEST, 4_711);
        for (int i = 0; i < 10_000; i++) {
            assertNotEquals(token, spellings.next());
        }
    }

    @Test
    void shouldNotRepeatItself() {
        TokenSpellings spellings = new TokenSpellings(token, LONGEST, 1);
        Set<String> seen = new HashSet<>();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            seen.add(spellings.next());
        }

        assertTrue(seen.size() >= count - 10, seen.size() + " of " + count);
    }

    @Test
    void shouldFitIntoAHeaderAndIntoTheLongestToken() {
        TokenSpellings spellings = new TokenSpellings(token, LONGEST, 1L << 40);
        int longest = 0;
        for (int i = 0; i < 1_000; i++) {
            String spelt = spellings.next();
            longest = Math.max(longest, spelt.length());
            assertTrue(spelt.chars().allMatch(c -> c > ' ' && c < 0x7F), spelt);
        }

        assertEquals(LONGEST, longest);
    }
}
