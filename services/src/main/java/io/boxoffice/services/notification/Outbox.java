package io.boxoffice.services.notification;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.services.account.Mailer;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The mails that are to go out, in PostgreSQL. Blocks; any thread, and any number of servers. */
final class Outbox implements Mailer {
    private static final int ID_BYTES = 16;
    private static final TypeReference<Facts> FACTS = new TypeReference<>() {};

    private final SqlDatabase database;
    private final boolean on;
    private final String messageHost;
    private final Clock clock;
    private volatile Runnable hurry = () -> {};

    /**
     * A mail that is about to go.
     *
     * @param subjectId the reservation's; of a code, its own
     * @param tries     this one included
     */
    record Entry(
            long id,
            MailKind kind,
            long personId,
            long subjectId,
            Facts facts,
            String messageId,
            int tries,
            Instant madeAt) {}

    /**
     * Mails that are not sent yet.
     *
     * @param oldest when the oldest one was made; null: there is none
     */
    record Waiting(long mails, Instant oldest) {
        static final Waiting NONE = new Waiting(0, null);
    }

    /** How a mail ended. */
    enum End {
        SENT,
        /** The mail server will not take it. */
        REFUSED,
        GIVEN_UP,
        /** Nothing is to be said any more, or nobody is there to be told. */
        DROPPED
    }

    /**
     * @param on          whether mails go out at all
     * @param messageHost what Message-IDs end with
     */
    Outbox(SqlDatabase database, boolean on, String messageHost, Clock clock) {
        this.database = database;
        this.on = on;
        this.messageHost = messageHost;
        this.clock = clock;
    }

    /** What is told when there is a mail that should not wait. */
    void hurriesTo(Runnable postman) {
        hurry = postman;
    }

    /** Puts a mail in, in the handle's transaction, unless it is there. */
    void add(Handle handle, String eventKey, MailKind kind, long personId, long subjectId, Facts facts) {
        handle.createUpdate("""
                        INSERT INTO notification.outbox
                          (id, event_key, kind, person_id, subject_id, facts, message_id, state, made_at, due_at)
                        VALUES (:id, :key, :kind, :person, :subject, CAST(:facts AS jsonb), :message, 'waiting', :now, :now)
                        ON CONFLICT (event_key, kind, person_id) DO NOTHING""")
                .bind("id", Rows.newId())
                .bind("key", eventKey)
                .bind("kind", kind.text())
                .bind("person", personId)
                .bind("subject", subjectId)
                .bind("facts", Rows.json(facts))
                .bind("message", messageId(eventKey, kind, personId))
                .bind("now", Rows.utc(clock.instant()))
                .execute();
    }

    /** The same for the same mail, whoever makes it and whenever. */
    private String messageId(String eventKey, MailKind kind, long personId) {
        byte[] hash =
                Digests.sha256((eventKey + '\n' + kind.text() + '\n' + personId).getBytes(StandardCharsets.UTF_8));
        return '<' + HexFormat.of().formatHex(hash, 0, ID_BYTES) + '@' + messageHost + '>';
    }

    /**
     * Takes the mail that is due for longest and says, committed, that it is being sent. One of somebody who died is due again after
     * {@code lease}.
     */
    Optional<Entry> take(Duration lease) {
        Instant now = clock.instant();
        database.requireNoTransaction();
        return database.inTransaction(handle -> handle.createQuery("""
                        UPDATE notification.outbox SET state = 'sending', tries = tries + 1, due_at = :until
                        WHERE id = (
                          SELECT id FROM notification.outbox WHERE state IN ('waiting', 'sending') AND due_at <= :now
                          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, kind, person_id, subject_id, CAST(facts AS text) AS facts, message_id, tries, made_at""")
                .bind("until", Rows.utc(now.plus(lease)))
                .bind("now", Rows.utc(now))
                .map((row, context) -> entry(row))
                .findOne());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                MailKind.of(row.getString("kind")),
                row.getLong("person_id"),
                row.getLong("subject_id"),
                Rows.fromJson(row.getString("facts"), FACTS),
                row.getString("message_id"),
                row.getInt("tries"),
                Rows.instant(row, "made_at"));
    }

    /** Ends a mail. */
    void end(Entry entry, End end, String note) {
        database.withHandle(handle -> end(handle, entry, end, note));
    }

    private int end(Handle handle, Entry entry, End end, String note) {
        return handle.createUpdate("""
                        UPDATE notification.outbox SET state = :state, done_at = :now, note = :note WHERE id = :id""")
                .bind("state", end.name().toLowerCase(Locale.ROOT))
                .bind("now", Rows.utc(clock.instant()))
                .bind("note", note)
                .bind("id", entry.id())
                .execute();
    }

    /** Ends a mail whose address does not exist, and sends nothing there any more. */
    void undeliverable(Entry entry, String emailKey, String reason) {
        database.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO notification.undeliverable (email_key, reason, since) VALUES (:key, :reason, :now)
                            ON CONFLICT (email_key) DO NOTHING""")
                    .bind("key", emailKey)
                    .bind("reason", reason)
                    .bind("now", Rows.utc(clock.instant()))
                    .execute();
            return end(handle, entry, End.REFUSED, reason);
        });
    }

    /** Whether an address does not exist, as its mail server said. */
    boolean isUndeliverable(String emailKey) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) > 0 FROM notification.undeliverable WHERE email_key = :key")
                .bind("key", emailKey)
                .mapTo(Boolean.class)
                .one());
    }

    /** Puts a mail back, to be sent later. */
    void later(Entry entry, Duration pause, String note) {
        database.withHandle(handle -> handle.createUpdate("""
                        UPDATE notification.outbox SET state = 'waiting', due_at = :due, note = :note WHERE id = :id""")
                .bind("due", Rows.utc(clock.instant().plus(pause)))
                .bind("note", note)
                .bind("id", entry.id())
                .execute());
    }

    /** What is not sent yet. */
    Waiting waiting() {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) AS mails, min(made_at) AS oldest FROM notification.outbox
                        WHERE state IN ('waiting', 'sending')""")
                .map((row, context) -> new Waiting(row.getLong("mails"), Rows.instant(row, "oldest")))
                .one());
    }

    /** Forgets mails that ended so long ago. */
    void purge(Duration kept) {
        database.withHandle(handle -> handle.createUpdate("DELETE FROM notification.outbox WHERE done_at < :before")
                .bind("before", Rows.utc(clock.instant().minus(kept)))
                .execute());
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public void sendCode(Handle handle, long codeId, long personId) {
        add(handle, "code-" + codeId, MailKind.CODE, personId, codeId, Facts.NONE);
        hurry.run();
    }

    @Override
    public void forget(Handle handle, long personId) {
        for (String table : new String[] {"outbox", "bookings"}) {
            handle.createUpdate("DELETE FROM notification." + table + " WHERE person_id = :person")
                    .bind("person", personId)
                    .execute();
        }
    }
}
