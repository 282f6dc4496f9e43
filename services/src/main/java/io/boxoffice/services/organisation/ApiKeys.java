package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The API keys of organisations, as digests, in PostgreSQL. Blocks; any thread. */
final class ApiKeys {
    private final SqlDatabase database;
    private final OrganisationConfig config;
    private final Clock clock;

    ApiKeys(SqlDatabase database, OrganisationConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Makes one. The key that is told is kept nowhere.
     *
     * @throws InvalidInputException when it shall count for longer than it may
     * @throws QuotaReachedException when there are so many as may be
     */
    ApiKeyInfo create(long organisationId, ApiKeyRequest request, long by) {
        if (request.expiresInDays() > config.maxKeyDays()) {
            throw new InvalidInputException(new FieldErrors()
                    .add("/expiresInDays", FieldErrors.INVALID, "must be at most " + config.maxKeyDays()));
        }
        Instant now = clock.instant();
        long id = Rows.newId();
        ApiKeyInfo made = new ApiKeyInfo(
                id,
                request.name(),
                request.role(),
                Boolean.TRUE.equals(request.readOnly()),
                KnownMembers.newKey(id),
                by,
                now,
                now.plus(Duration.ofDays(request.expiresInDays())));
        return database.inTransaction(handle -> {
            Organisations.lockAll(handle);
            Organisations.locked(handle, organisationId);
            Members.requireRoom(handle, "keys", organisationId, config.maxKeys());
            Members.requireRoomForOneMore(handle, config);
            handle.createUpdate("""
                            INSERT INTO organisation.keys
                              (id, organisation_id, name, role, read_only, key_hash, made_by, created_at, expires_at)
                            VALUES (:id, :organisation, :name, :role, :readOnly, :hash, :by, :now, :expires)""")
                    .bind("id", id)
                    .bind("organisation", organisationId)
                    .bind("name", made.name())
                    .bind("role", made.role())
                    .bind("readOnly", made.readOnly())
                    .bind("hash", Secrets.digest(made.key()))
                    .bind("by", by)
                    .bind("now", Rows.utc(now))
                    .bind("expires", Rows.utc(made.expiresAt()))
                    .execute();
            return made;
        });
    }

    /** The oldest first. */
    List<ApiKeyInfo> list(long organisationId) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM organisation.keys WHERE organisation_id = :organisation ORDER BY created_at, id")
                .bind("organisation", organisationId)
                .map((row, context) -> new ApiKeyInfo(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("role"),
                        row.getBoolean("read_only"),
                        null,
                        row.getLong("made_by"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "expires_at")))
                .list());
    }

    /**
     * Ends one.
     *
     * @throws NotFoundException when there is none
     */
    void revoke(long organisationId, long keyId) {
        int removed = database.withHandle(handle -> handle.createUpdate(
                        "DELETE FROM organisation.keys WHERE organisation_id = :organisation AND id = :id")
                .bind("organisation", organisationId)
                .bind("id", keyId)
                .execute());
        if (removed == 0) {
            throw new NotFoundException("no key " + keyId);
        }
    }
}
