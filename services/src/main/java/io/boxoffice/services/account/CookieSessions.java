package io.boxoffice.services.account;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.auth.Sessions;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Sessions that stand whole in one signed cookie, so that they need no PostgreSQL: which session, whose, since when, until when.
 * Any thread; never blocks.
 *
 * <p>Caveat: a cookie that was stolen counts until it ends, unless the person's tokens are revoked ({@link RevokedTokens}).
 */
final class CookieSessions implements Sessions {
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BYTES = 1 + Integer.BYTES + 4 * Long.BYTES;
    private static final int PROOF_BYTES = 16;

    private final SessionKeys keys;
    private final RevokedTokens revoked;
    private final AccountConfig.SessionLimits config;
    private final boolean secure;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * What a cookie says.
     *
     * @param keyNumber the key that made the session's proof, so that pages drawn earlier can still prove themselves
     * @param begunMs   since 1970, as is {@code endsMs}
     */
    private record Told(int keyNumber, long id, long person, long begunMs, long endsMs) {
        byte[] payload() {
            return ByteBuffer.allocate(PAYLOAD_BYTES)
                    .put(VERSION)
                    .putInt(keyNumber)
                    .putLong(id)
                    .putLong(person)
                    .putLong(begunMs)
                    .putLong(endsMs)
                    .array();
        }

        /** Null when it is of another version. */
        static Told of(ByteBuffer payload) {
            return payload.remaining() != PAYLOAD_BYTES || payload.get() != VERSION
                    ? null
                    : new Told(
                            payload.getInt(),
                            payload.getLong(),
                            payload.getLong(),
                            payload.getLong(),
                            payload.getLong());
        }
    }

    /**
     * @param secure whether the site is reached by TLS; else, as on localhost, the cookie goes over plain HTTP too
     */
    CookieSessions(
            SessionKeys keys, RevokedTokens revoked, AccountConfig.SessionLimits config, boolean secure, Clock clock) {
        this.keys = keys;
        this.revoked = revoked;
        this.config = config;
        this.secure = secure;
        this.clock = clock;
    }

    @Override
    public String cookieName() {
        return secure ? "__Host-boxoffice" : "boxoffice";
    }

    @Override
    public Session find(String cookie) {
        ByteBuffer payload = keys.read(SessionKeys.Use.COOKIE, cookie);
        Told told = payload == null ? null : Told.of(payload);
        long nowMs = clock.millis();
        if (told == null || told.endsMs <= nowMs || revoked.isRevoked(id(told), told.person, told.begunMs)) {
            return null;
        }
        boolean renewed = told.endsMs - nowMs <= config.ttlMs() / 2 && nowMs < told.begunMs + config.maxLifeMs();
        return session(
                told,
                renewed ? new Told(told.keyNumber, told.id, told.person, told.begunMs, nowMs + config.ttlMs()) : null);
    }

    @Override
    public Session begin() {
        long nowMs = clock.millis();
        Told told = new Told(keys.newest(), random.nextLong(), newPerson(), nowMs, nowMs + config.ttlMs());
        return session(told, told);
    }

    private long newPerson() {
        long person = 0;
        while (person == 0) {
            person = random.nextLong() >>> 1;
        }
        return person;
    }

    /** Null when the key of its proof is not known any more. */
    private Session session(Told told, Told sent) {
        byte[] mac = keys.mac(
                SessionKeys.Use.PROOF,
                told.keyNumber,
                ByteBuffer.allocate(Long.BYTES).putLong(told.id).array());
        if (mac == null) {
            return null;
        }
        String proof = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, PROOF_BYTES));
        return new Session(
                id(told), new Principal(told.person, Role.CUSTOMER), proof, sent == null ? null : setCookie(sent));
    }

    private static String id(Told told) {
        return HexFormat.of().toHexDigits(told.id);
    }

    private String setCookie(Told told) {
        long seconds = (told.endsMs - clock.millis()) / 1_000;
        return cookieName() + '=' + keys.sign(SessionKeys.Use.COOKIE, told.payload()) + "; Path=/; Max-Age=" + seconds
                + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
    }
}
