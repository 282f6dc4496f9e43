package io.boxoffice.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.gateway.auth.TokenVerifier;
import io.boxoffice.gateway.booking.TicketCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/** Texts that clients send back. */
final class TextTargets {
    private TextTargets() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static final class TicketCodes implements FuzzTarget {
        @Override
        public List<byte[]> seeds() {
            return List.of(
                    bytes(new TicketCode(1, 0, 1).format()),
                    bytes(new TicketCode(999_999_999_999_999_999L, 65_534, (1L << 60) - 1).format()));
        }

        @Override
        public void decode(byte[] input) {
            TicketCode code;
            try {
                code = TicketCode.parse(new String(input, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return;
            }
            assertEquals(code, TicketCode.parse(code.format()));
        }
    }

    /**
     * Half of the inputs are whole tokens, the other half are header and claims alone, in their plain text, under a signature
     * that another key made: those reach further than what is not even JSON.
     */
    static final class Tokens implements FuzzTarget {
        private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);

        private final SigningKeys keys = SigningKeys.generate();
        private final String valid = new TokenIssuer(keys, CLOCK).issue(42, Role.CUSTOMER, Duration.ofHours(1));
        private final TokenVerifier verifier = new TokenVerifier(keys, RevokedTokens.none(), 10_000, CLOCK);
        private final String signature = valid.substring(valid.lastIndexOf('.'));

        @Override
        public List<byte[]> seeds() {
            String[] parts = valid.split("\\.");
            String header = plain(parts[0]);
            String claims = plain(parts[1]);
            return List.of(
                    bytes(valid),
                    bytes("\n" + header + "\n" + claims),
                    bytes("\n{\"alg\":\"none\"}\n" + claims),
                    bytes("\n{\"alg\":\"HS256\",\"typ\":\"JWT\"}\n" + claims),
                    bytes(
                            "\n{\"alg\":\"ES256\",\"kid\":\"../../../dev/null\",\"jku\":\"http://127.0.0.1/k\",\"crit\":[\"x\"],"
                                    + "\"x5u\":\"http://127.0.0.1\",\"zip\":\"DEF\"}\n" + claims),
                    bytes(
                            "\n{\"alg\":\"ES256\"}\n{\"exp\":1e999999999,\"nbf\":-1,\"sub\":7,\"role\":[\"admin\"],\"iss\":null}"));
        }

        private static String plain(String part) {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        }

        @Override
        public void decode(byte[] input) {
            String text = new String(input, StandardCharsets.ISO_8859_1);
            String token = text.startsWith("\n") ? enveloped(text) : text;
            TokenVerifier.Verified verified = verifier.check(token);
            Principal principal = verified == null ? null : verified.principal();
            if (principal != null) {
                assertEquals(new Principal(42, Role.CUSTOMER), principal, "a token nobody issued is taken");
            }
        }

        private String enveloped(String text) {
            String[] lines = text.split("\n", 3);
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            String header = base64.encodeToString(lines[1].getBytes(StandardCharsets.ISO_8859_1));
            String claims = lines.length < 3 ? "" : lines[2];
            return header + '.' + base64.encodeToString(claims.getBytes(StandardCharsets.ISO_8859_1)) + signature;
        }
    }
}
