package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Tokens that were never seen before. */
final class DistinctTokens {
    private static final int CONNECTIONS = 32;
    private static final int PIPELINED = 16;
    /** As long as the server reads one. */
    private static final int LONGEST = 2_048;

    private static final int SIGNATURE_BYTES = 64;
    private static final List<String> BEARERS = List.of("Bearer ", "bearer ", "BEARER ", "bEaReR ");

    private DistinctTokens() {}

    static List<Variant> variants() {
        return List.of(
                Variant.of(
                        "spellings",
                        "one customer's valid token in ever new spellings",
                        CONNECTIONS,
                        Variant.conversations(PIPELINED, s -> new Spellings(s.customer(), LONGEST))),
                Variant.of(
                        "spellings-organizer",
                        "the same with an organizer's",
                        CONNECTIONS,
                        Variant.conversations(PIPELINED, s -> new Spellings(s.organizer(), LONGEST))),
                Variant.of(
                        "invalid",
                        "ever new tokens with signatures that are none",
                        CONNECTIONS,
                        Variant.conversations(PIPELINED, s -> new Invalid(s.customer()))));
    }

    private static String ask(String bearer, String token) {
        return HttpText.bodiless("GET", "/v1/holds/1", HttpText.header("authorization", bearer + token));
    }

    private static final class Spellings implements Dialogue {
        private final TokenSpellings spellings;
        private int number;

        Spellings(String token, int maxChars) {
            // No two connections begin with the same ones.
            spellings = new TokenSpellings(
                    token, maxChars, ThreadLocalRandom.current().nextLong(1L << 40));
        }

        @Override
        public void ask(ByteBuf out) {
            String bearer = BEARERS.get(number++ % BEARERS.size());
            HttpText.write(out, DistinctTokens.ask(bearer, spellings.next()));
        }
    }

    private static final class Invalid implements Dialogue {
        private final String signed;

        Invalid(String token) {
            signed = token.substring(0, token.lastIndexOf('.') + 1);
        }

        @Override
        public void ask(ByteBuf out) {
            byte[] signature = new byte[SIGNATURE_BYTES];
            ThreadLocalRandom.current().nextBytes(signature);
            String token = signed + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            HttpText.write(out, DistinctTokens.ask(BEARERS.get(0), token));
        }
    }
}
