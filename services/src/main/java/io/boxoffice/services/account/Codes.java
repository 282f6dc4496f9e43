package io.boxoffice.services.account;

import io.boxoffice.gateway.auth.RequestRates;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Codes that prove an address: sent there by mail, good once, for a short time, and only for the session that asked. Nobody learns by them
 * whether an address has bookings: one that has none gets no mail, and the answer is the same. Blocks; any thread.
 *
 * <p>A code is kept nowhere. It follows from its id by a key that the database does not have, so that a mail sent twice says the same.
 */
public final class Codes {
    private static final int NETWORKS = 100_000;
    private static final long THIS_SERVER = 0;
    private static final long CODES = 100_000_000;
    private static final int MAX_FOUND = 50;

    private final SqlDatabase database;
    private final SessionKeys keys;
    private final Guests guests;
    private final Mailer mailer;
    private final AccountConfig.CodeLimits config;
    private final Clock clock;
    private final RequestRates networks;
    private final RequestRates server;

    /** A code as a mail tells it. */
    public record CodeMail(String email, String language, String code, Instant expiresAt) {}

    private record Row(long id, int keyNumber) {}

    Codes(
            SqlDatabase database,
            SessionKeys keys,
            Guests guests,
            Mailer mailer,
            AccountConfig.CodeLimits config,
            LongSupplier nanoTime,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.guests = guests;
        this.mailer = mailer;
        this.config = config;
        this.clock = clock;
        networks = new RequestRates(config.network(), NETWORKS, nanoTime);
        server = new RequestRates(config.server(), 1, nanoTime);
    }

    /**
     * Sends a code to an address, if it has bookings.
     *
     * @param network where the request comes from
     * @throws ProblemException too_many_requests, by address, network or server; mail_off; invalid_value, when it is no address
     */
    public void ask(long personId, CodeRequest request, long network) {
        EmailAddress address = EmailAddress.typed(request.email());
        if (!mailer.isOn()) {
            throw new ProblemException(AccountProblem.MAIL_OFF);
        }
        if (network != ClientAddresses.UNKNOWN && !networks.tryTake(network, 1) || !server.tryTake(THIS_SERVER, 1)) {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        }
        Instant now = clock.instant();
        database.inTransaction(handle -> {
            requireRoom(handle, address, now);
            long id = Rows.newId();
            handle.createUpdate("""
                            INSERT INTO account.codes
                              (id, person_id, email, email_key, language, key_number, made_at, expires_at)
                            VALUES (:id, :person, :email, :key, :language, :keyNumber, :now, :expires)""")
                    .bind("id", id)
                    .bind("person", personId)
                    .bind("email", address.text())
                    .bind("key", address.key())
                    .bind("language", request.language())
                    .bind("keyNumber", keys.newest())
                    .bind("now", Rows.utc(now))
                    .bind("expires", Rows.utc(now.plusMillis(config.ttlMs())))
                    .execute();
            if (!guests.ofAddress(handle, address, 1).isEmpty()) {
                mailer.sendCode(handle, id, personId);
            }
            return null;
        });
    }

    private void requireRoom(Handle handle, EmailAddress address, Instant now) {
        // One after the other, so that two at once do not pass the limit.
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", "codes for " + address.key())
                .mapTo(String.class)
                .one();
        long sent = handle.createQuery("SELECT count(*) FROM account.codes WHERE email_key = :key AND made_at > :since")
                .bind("key", address.key())
                .bind("since", Rows.utc(now.minusMillis(config.windowMs())))
                .mapTo(Long.class)
                .one();
        if (sent >= config.maxPerAddress()) {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        }
    }

    /**
     * Takes a code, once.
     *
     * @return what was typed with the address that it proves, the newest first
     * @throws ProblemException code_not_valid
     */
    public List<Contact> use(long personId, CodeUse used) {
        EmailAddress address;
        try {
            address = EmailAddress.of(used.email());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(AccountProblem.CODE_NOT_VALID);
        }
        // A wrong try is committed before it is refused.
        Optional<List<Contact>> found = database.inTransaction(handle -> {
            Row row = newest(handle, personId, address.key());
            return row != null && isRight(handle, row, used.code())
                    ? Optional.of(guests.ofAddress(handle, address, MAX_FOUND))
                    : Optional.empty();
        });
        return found.orElseThrow(() -> new ProblemException(AccountProblem.CODE_NOT_VALID));
    }

    /**
     * Takes a code of the address that a session asked for last: {@link #proved} then knows the address. The same code again, while it
     * counts, is right again, so that a form may be sent twice.
     *
     * @throws ProblemException code_not_valid
     */
    public void prove(long personId, String code) {
        boolean right = database.inTransaction(handle -> {
            Row row = newest(handle, personId, null);
            return row != null && isRight(handle, row, code);
        });
        if (!right) {
            throw new ProblemException(AccountProblem.CODE_NOT_VALID);
        }
    }

    /** What was typed with the addresses that a session has proved, each for as long as a code counts; the newest of each first. */
    public List<Contact> proved(long personId) {
        return database.withHandle(handle -> handle
                .createQuery(
                        "SELECT DISTINCT email_key FROM account.codes WHERE person_id = :person AND used_at > :since")
                .bind("person", personId)
                .bind("since", Rows.utc(clock.instant().minusMillis(config.ttlMs())))
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(key -> guests.ofAddress(handle, new EmailAddress(key), MAX_FOUND).stream())
                .toList());
    }

    /** Whether it is this code; each look is a try. */
    private boolean isRight(Handle handle, Row row, String code) {
        boolean right = MessageDigest.isEqual(
                code(row.id, row.keyNumber).getBytes(StandardCharsets.US_ASCII),
                code.getBytes(StandardCharsets.US_ASCII));
        handle.createUpdate("""
                        UPDATE account.codes SET tries = tries + 1, used_at = coalesce(used_at, CASE WHEN :right THEN :now END)
                        WHERE id = :id""")
                .bind("right", right)
                .bind("now", Rows.utc(clock.instant()))
                .bind("id", row.id)
                .execute();
        return right;
    }

    /**
     * The last code that was sent for a session; null when none counts.
     *
     * @param unusedFor an address, to which it was sent and that it has not proved yet; null: any, and whether or not
     */
    private Row newest(Handle handle, long personId, String unusedFor) {
        return handle.createQuery("""
                        SELECT id, key_number FROM account.codes
                        WHERE person_id = :person AND expires_at > :now AND tries < :tries
                          AND (CAST(:key AS text) IS NULL OR email_key = :key AND used_at IS NULL)
                        ORDER BY made_at DESC LIMIT 1 FOR UPDATE""")
                .bind("person", personId)
                .bind("key", unusedFor)
                .bind("now", Rows.utc(clock.instant()))
                .bind("tries", config.maxTries())
                .map((row, context) -> new Row(row.getLong("id"), row.getInt("key_number")))
                .findOne()
                .orElse(null);
    }

    /** What the mail of a code says; empty when the code is over, or forgotten. */
    public Optional<CodeMail> mail(long codeId) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT email, language, key_number, expires_at FROM account.codes
                        WHERE id = :id AND used_at IS NULL AND expires_at > :now""")
                .bind("id", codeId)
                .bind("now", Rows.utc(clock.instant()))
                .map((row, context) -> new CodeMail(
                        row.getString("email"),
                        row.getString("language"),
                        code(codeId, row.getInt("key_number")),
                        Rows.instant(row, "expires_at")))
                .findOne());
    }

    private String code(long id, int keyNumber) {
        byte[] mac = keys.mac(
                SessionKeys.Use.CODE,
                keyNumber,
                ByteBuffer.allocate(Long.BYTES).putLong(id).array());
        if (mac == null) {
            throw new IllegalStateException("the key of a code is gone before the code is over");
        }
        return String.format("%08d", Long.remainderUnsigned(ByteBuffer.wrap(mac).getLong(), CODES));
    }

    /** Forgets codes that are over and count for no limit any more. */
    void purge() {
        Duration kept = Duration.ofMillis(Math.max(config.windowMs(), config.ttlMs()));
        database.withHandle(handle -> handle.createUpdate("DELETE FROM account.codes WHERE made_at < :before")
                .bind("before", Rows.utc(clock.instant().minus(kept)))
                .execute());
    }
}
