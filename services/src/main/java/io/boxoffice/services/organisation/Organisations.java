package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Organisations, in PostgreSQL. Blocks; any thread.
 *
 * <p>An owner of something in the catalog is an organisation, also when nobody made it: an operator's token may name any number. Its row
 * is made when it is first asked for.
 */
final class Organisations {
    private static final RowMapper<Organisation> ORGANISATION = ConstructorMapper.of(Organisation.class);
    private static final String LIST = "organisations";

    private final SqlDatabase database;
    private final OrganisationConfig config;

    Organisations(SqlDatabase database, OrganisationConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Makes one, which waits to be approved.
     *
     * @throws QuotaReachedException when there are as many as there may be
     */
    Organisation create(OrganisationRequest stated) {
        return database.inTransaction(handle -> {
            lockAll(handle);
            long count = handle.createQuery("SELECT count(*) FROM organisation.organisations")
                    .mapTo(Long.class)
                    .one();
            if (count >= config.maxOrganisations()) {
                throw new QuotaReachedException("organisations", config.maxOrganisations());
            }
            long id = Rows.newId();
            bind(handle.createUpdate("""
                                    INSERT INTO organisation.organisations
                                      (id, name, legal_name, email, phone, country, website, state)
                                    VALUES (:id, :name, :legalName, :email, :phone, :country, :website, 'pending')"""), stated).bind("id", id).execute();
            return find(handle, id);
        });
    }

    /**
     * @throws NotFoundException when there is none
     */
    Organisation organisation(long id) {
        return database.inTransaction(handle -> find(handle, id));
    }

    /** By name. */
    Page<Organisation> list(String cursor, int limit) {
        Cursor after = Cursor.decode(LIST, cursor);
        List<Organisation> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM organisation.organisations
                        WHERE :first OR (lower(name), id) > (lower(:name), :id)
                        ORDER BY lower(name), id LIMIT :limit""")
                .bind("first", after == null)
                .bind("name", after == null ? "" : after.key())
                .bind("id", after == null ? 0 : after.id())
                .bind("limit", limit + 1)
                .map(ORGANISATION)
                .list());
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        Organisation last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit), new Cursor(LIST, last.stated().name(), last.id()).encode());
    }

    /**
     * Changes what is said about it.
     *
     * @param expected the versions the caller knows
     * @param change   may be asked more than once
     * @throws NotFoundException        when there is none
     * @throws VersionMismatchException when it has another version
     */
    Organisation update(long id, Versions expected, UnaryOperator<OrganisationRequest> change) {
        return database.inTransaction(handle -> {
            Organisation before = locked(handle, id);
            expected.require(before.version());
            bind(handle.createUpdate("""
                                    UPDATE organisation.organisations SET name = :name, legal_name = :legalName, email = :email,
                                      phone = :phone, country = :country, website = :website, version = version + 1
                                    WHERE id = :id"""), change.apply(before.stated()))
                    .bind("id", id)
                    .execute();
            return find(handle, id);
        });
    }

    /**
     * Makes it approved, suspended or closed. Throws as {@link #update}.
     *
     * @throws ProblemException organisation_closed, when it is closed and shall be something else
     */
    Organisation become(long id, Versions expected, OrganisationState now) {
        return database.inTransaction(handle -> {
            Organisation before = locked(handle, id);
            expected.require(before.version());
            if (before.state().equals(Organisation.State.CLOSED) && !now.state().equals(Organisation.State.CLOSED)) {
                throw new ProblemException(OrganisationProblem.ORGANISATION_CLOSED);
            }
            handle.execute(
                    "UPDATE organisation.organisations SET state = ?, reason = ?, version = version + 1 WHERE id = ?",
                    now.state(),
                    now.reason(),
                    id);
            return find(handle, id);
        });
    }

    /** Nobody else adds to what is counted over all organisations until the transaction ends. */
    static void lockAll(Handle handle) {
        handle.createQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended('organisations', 0)) AS text)")
                .mapTo(String.class)
                .one();
    }

    /** One, whose members, invitations and keys nobody else changes until the transaction ends. */
    static Organisation locked(Handle handle, long id) {
        find(handle, id);
        return handle.createQuery("SELECT * FROM organisation.organisations WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(ORGANISATION)
                .one();
    }

    private static Organisation find(Handle handle, long id) {
        return select(handle, id)
                .or(() -> adopted(handle, id))
                .orElseThrow(() -> new NotFoundException("no organisation " + id));
    }

    private static Optional<Organisation> select(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM organisation.organisations WHERE id = :id")
                .bind("id", id)
                .map(ORGANISATION)
                .findOne();
    }

    private static Optional<Organisation> adopted(Handle handle, long id) {
        handle.createUpdate("""
                        INSERT INTO organisation.organisations (id, name, state)
                        SELECT :id, 'Organisation ' || :id, 'approved'
                        WHERE EXISTS (SELECT FROM catalog.venues WHERE owner_id = :id)
                          OR EXISTS (SELECT FROM catalog.events WHERE owner_id = :id)
                        ON CONFLICT DO NOTHING""").bind("id", id).execute();
        return select(handle, id);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, OrganisationRequest stated) {
        return statement
                .bind("name", stated.name())
                .bind("legalName", stated.legalName())
                .bind("email", stated.email())
                .bind("phone", stated.phone())
                .bind("country", stated.country())
                .bind("website", stated.website());
    }
}
