package io.boxoffice.services.account;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The addresses that people typed for their holds and bookings, with what they agreed to. They stand in PostgreSQL; while that is away
 * they wait on disk ({@link GuestSpool}), and selling goes on. Blocks; any thread.
 */
public final class Guests {
    private static final String STORE = """
            INSERT INTO account.contacts (person_id, reservation_id, email, email_key, language, typed_at)
            VALUES (:person, :reservation, :email, :key, :language, :typedAt)
            ON CONFLICT (person_id, reservation_id) DO UPDATE
            SET email = excluded.email, email_key = excluded.email_key, language = excluded.language,
              typed_at = excluded.typed_at
            WHERE contacts.typed_at <= excluded.typed_at""";
    private static final String CONSENT = """
            INSERT INTO account.consents (person_id, reservation_id, kind, said_at, given)
            VALUES (:person, :reservation, :kind, :typedAt, :given) ON CONFLICT DO NOTHING""";
    private static final String COLUMNS =
            "SELECT person_id, reservation_id, email, language, typed_at FROM account.contacts ";

    private final SqlDatabase database;
    private final GuestSpool spool;
    private final AccountConfig.GuestLimits config;
    private final LongSupplier nanoTime;
    private final Clock clock;
    /** PostgreSQL is not asked before: it was away a moment ago, and buyers would wait for it one after the other. */
    private volatile long awayUntilNs;

    /** A person's hold or booking. */
    public record Who(long personId, long reservationId) {}

    /**
     * @param nanoTime a clock in nanoseconds
     */
    Guests(
            SqlDatabase database,
            GuestSpool spool,
            AccountConfig.GuestLimits config,
            LongSupplier nanoTime,
            Clock clock) {
        this.database = database;
        this.spool = spool;
        this.config = config;
        this.nanoTime = nanoTime;
        this.clock = clock;
        awayUntilNs = nanoTime.getAsLong();
    }

    /**
     * Keeps an address, instead of an earlier one of the same hold or booking. It is on disk when this returns.
     *
     * @throws ProblemException invalid_value, when it is no address; too_many_addresses; database_unavailable, when PostgreSQL is away and there is no room to wait
     */
    public Contact put(long personId, long reservationId, ContactBody body) {
        Contact contact = new Contact(
                personId,
                reservationId,
                EmailAddress.typed(body.email()).text(),
                body.language(),
                body.consents() == null ? List.of() : body.consents(),
                Instant.ofEpochMilli(clock.millis()));
        if (nanoTime.getAsLong() - awayUntilNs >= 0) {
            try {
                database.inTransaction(handle -> {
                    requireRoom(handle, contact);
                    store(handle, contact);
                    return null;
                });
                return contact;
            } catch (DatabaseUnavailableException e) {
                awayUntilNs = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(config.retryMs());
            }
        }
        if (!spool.add(contact)) {
            throw new DatabaseUnavailableException("PostgreSQL is away, and no more addresses may wait for it", null);
        }
        return contact;
    }

    private void requireRoom(Handle handle, Contact contact) {
        long others = handle.createQuery(
                        "SELECT count(*) FROM account.contacts WHERE person_id = :person AND reservation_id <> :reservation")
                .bind("person", contact.personId())
                .bind("reservation", contact.reservationId())
                .mapTo(Long.class)
                .one();
        if (others >= config.maxPerPerson()) {
            throw new ProblemException(AccountProblem.TOO_MANY_ADDRESSES);
        }
    }

    private static void store(Handle handle, Contact contact) {
        handle.createUpdate(STORE)
                .bind("person", contact.personId())
                .bind("reservation", contact.reservationId())
                .bind("email", contact.email())
                .bind("key", new EmailAddress(contact.email()).key())
                .bind("language", contact.language())
                .bind("typedAt", Rows.utc(contact.typedAt()))
                .execute();
        for (Contact.Consent consent : contact.consents()) {
            handle.createUpdate(CONSENT)
                    .bind("person", contact.personId())
                    .bind("reservation", contact.reservationId())
                    .bind("kind", consent.kind())
                    .bind("typedAt", Rows.utc(contact.typedAt()))
                    .bind("given", consent.given())
                    .execute();
        }
    }

    /**
     * Brings what waits on disk to PostgreSQL. What was typed before a booking was made is there before anything is done about the
     * booking, if this is called first.
     *
     * @throws DatabaseUnavailableException when it is away; all waits on then
     */
    public synchronized void drain() {
        List<Contact> waiting = spool.waiting();
        if (waiting.isEmpty()) {
            return;
        }
        database.inTransaction(handle -> {
            waiting.forEach(contact -> store(handle, contact));
            return null;
        });
        awayUntilNs = nanoTime.getAsLong();
        spool.done(waiting);
    }

    /** Where mails about a hold or booking go, the consents apart; empty: nobody said. */
    public Optional<Contact> find(long personId, long reservationId) {
        Contact waiting = spool.find(personId, reservationId);
        return waiting != null
                ? Optional.of(waiting)
                : database.withHandle(handle -> handle.createQuery(
                                COLUMNS + "WHERE person_id = :person AND reservation_id = :reservation")
                        .bind("person", personId)
                        .bind("reservation", reservationId)
                        .map((row, context) -> contact(row))
                        .findOne());
    }

    /** All that was typed with an address, the newest first. */
    List<Contact> ofAddress(Handle handle, EmailAddress address, int limit) {
        return handle.createQuery(COLUMNS + "WHERE email_key = :key ORDER BY typed_at DESC LIMIT :limit")
                .bind("key", address.key())
                .bind("limit", limit)
                .map((row, context) -> contact(row))
                .list();
    }

    /** A part of all addresses, in the order of reservations: those after one. For who must look at all of them. */
    public List<Contact> after(long personId, long reservationId, int limit) {
        return database.withHandle(handle -> handle.createQuery(COLUMNS + """
                        WHERE (reservation_id, person_id) > (:reservation, :person)
                        ORDER BY reservation_id, person_id LIMIT :limit""")
                .bind("reservation", reservationId)
                .bind("person", personId)
                .bind("limit", limit)
                .map((row, context) -> contact(row))
                .list());
    }

    /** Those of these that have an address in PostgreSQL. */
    public Set<Who> having(Handle handle, List<Who> asked) {
        if (asked.isEmpty()) {
            return Set.of();
        }
        return handle.createQuery("""
                        SELECT c.person_id, c.reservation_id FROM account.contacts c
                        JOIN unnest(CAST(string_to_array(:persons, ',') AS bigint[]),
                                    CAST(string_to_array(:reservations, ',') AS bigint[])) AS a (person_id, reservation_id)
                          ON c.person_id = a.person_id AND c.reservation_id = a.reservation_id""")
                .bind("persons", joined(asked, Who::personId))
                .bind("reservations", joined(asked, Who::reservationId))
                .map((row, context) -> new Who(row.getLong("person_id"), row.getLong("reservation_id")))
                .set();
    }

    private static String joined(List<Who> asked, ToLongFunction<Who> part) {
        return asked.stream().map(who -> Long.toString(part.applyAsLong(who))).collect(Collectors.joining(","));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getLong("person_id"),
                row.getLong("reservation_id"),
                row.getString("email"),
                row.getString("language"),
                List.of(),
                Rows.instant(row, "typed_at"));
    }

    /** Everything that is kept about a person here. */
    PersonalData export(Handle handle, long personId) {
        List<ContactView> addresses = handle.createQuery(COLUMNS + "WHERE person_id = :person ORDER BY typed_at")
                .bind("person", personId)
                .map((row, context) -> ContactView.of(contact(row)))
                .list();
        List<PersonalData.ConsentView> consents = handle.createQuery("""
                        SELECT reservation_id, kind, given, said_at FROM account.consents
                        WHERE person_id = :person ORDER BY said_at, kind""")
                .bind("person", personId)
                .map((row, context) -> new PersonalData.ConsentView(
                        new Id(row.getLong("reservation_id")),
                        row.getString("kind"),
                        row.getBoolean("given"),
                        Rows.instant(row, "said_at")))
                .list();
        return new PersonalData(new Id(personId), addresses, consents);
    }

    /** Forgets a person's addresses and consents, those that wait included. */
    void erase(Handle handle, long personId) {
        for (String table : List.of("contacts", "consents", "codes")) {
            handle.createUpdate("DELETE FROM account." + table + " WHERE person_id = :person")
                    .bind("person", personId)
                    .execute();
        }
        spool.forget(personId);
    }

    /** Forgets what was typed so long ago that no link opens it any more. */
    void purge(Duration kept) {
        Instant before = clock.instant().minus(kept);
        database.withHandle(handle -> {
            handle.createUpdate("DELETE FROM account.contacts WHERE typed_at < :before")
                    .bind("before", Rows.utc(before))
                    .execute();
            return handle.createUpdate("DELETE FROM account.consents WHERE said_at < :before")
                    .bind("before", Rows.utc(before))
                    .execute();
        });
    }

    /** How many bytes wait. */
    long waitingBytes() {
        return spool.bytes();
    }
}
