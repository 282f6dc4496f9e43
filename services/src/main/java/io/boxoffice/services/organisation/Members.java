package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Who works for an organisation, and who is invited to, in PostgreSQL. Blocks; any thread. */
final class Members {
    private static final RowMapper<Member> MEMBER = ConstructorMapper.of(Member.class);
    private static final RowMapper<Membership> MEMBERSHIP = ConstructorMapper.of(Membership.class);
    private static final int CODE_BYTES = 18;
    private static final String OWNER = MemberRole.OWNER.text();

    private final SqlDatabase database;
    private final OrganisationConfig config;
    private final Clock clock;

    Members(SqlDatabase database, OrganisationConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Those who came first at the beginning. */
    List<Member> list(long organisationId) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT person_id, role, joined_at FROM organisation.members
                        WHERE organisation_id = :organisation ORDER BY joined_at, person_id""")
                .bind("organisation", organisationId)
                .map(MEMBER)
                .list());
    }

    /** What a person does for an organisation, whatever state that is in. */
    Optional<MemberRole> role(long organisationId, long personId) {
        return database.withHandle(handle -> find(handle, organisationId, personId))
                .map(member -> MemberRole.of(member.role()));
    }

    /** The organisations that a person works for, by name. */
    List<Membership> of(long personId) {
        return database.withHandle(handle ->
                handle.createQuery("""
                        SELECT o.id AS organisation_id, o.name, o.state, m.role, m.joined_at
                        FROM organisation.members m JOIN organisation.organisations o ON o.id = m.organisation_id
                        WHERE m.person_id = :person ORDER BY lower(o.name), o.id""").bind("person", personId).map(MEMBERSHIP).list());
    }

    /**
     * Invites somebody. The code that is told is kept nowhere.
     *
     * @throws QuotaReachedException when so many invitations are open as may be
     */
    Invitation invite(long organisationId, InvitationRequest request, long by) {
        Instant now = clock.instant();
        int hours = request.expiresInHours() == null ? config.invitationHours() : request.expiresInHours();
        Invitation made = new Invitation(
                Rows.newId(), request.role(), Secrets.random(CODE_BYTES), by, now, now.plusSeconds(hours * 3_600L));
        return database.inTransaction(handle -> {
            Organisations.locked(handle, organisationId);
            handle.createUpdate(
                            "DELETE FROM organisation.invitations WHERE organisation_id = :organisation AND expires_at <= :now")
                    .bind("organisation", organisationId)
                    .bind("now", Rows.utc(now))
                    .execute();
            requireRoom(handle, "invitations", organisationId, config.maxInvitations());
            handle.createUpdate("""
                            INSERT INTO organisation.invitations
                              (id, organisation_id, code_hash, role, invited_by, created_at, expires_at)
                            VALUES (:id, :organisation, :hash, :role, :by, :now, :expires)""")
                    .bind("id", made.id())
                    .bind("organisation", organisationId)
                    .bind("hash", Secrets.digest(made.code()))
                    .bind("role", made.role())
                    .bind("by", by)
                    .bind("now", Rows.utc(now))
                    .bind("expires", Rows.utc(made.expiresAt()))
                    .execute();
            return made;
        });
    }

    /** Those that still count, the oldest first. */
    List<Invitation> invitations(long organisationId) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT id, role, invited_by, created_at, expires_at FROM organisation.invitations
                        WHERE organisation_id = :organisation AND expires_at > :now ORDER BY created_at, id""")
                .bind("organisation", organisationId)
                .bind("now", Rows.utc(clock.instant()))
                .map((row, context) -> new Invitation(
                        row.getLong("id"),
                        row.getString("role"),
                        null,
                        row.getLong("invited_by"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "expires_at")))
                .list());
    }

    /**
     * Takes an invitation back.
     *
     * @throws NotFoundException when there is none
     */
    void revoke(long organisationId, long invitationId) {
        int removed = database.withHandle(handle -> handle.createUpdate(
                        "DELETE FROM organisation.invitations WHERE organisation_id = :organisation AND id = :id")
                .bind("organisation", organisationId)
                .bind("id", invitationId)
                .execute());
        if (removed == 0) {
            throw new NotFoundException("no invitation " + invitationId);
        }
    }

    /**
     * Makes a person a member, by the code of an invitation, which is used up.
     *
     * @throws ProblemException      invitation_not_valid or already_a_member
     * @throws QuotaReachedException when the organisation, the person or all together have so many as may be
     */
    Membership accept(long personId, String code) {
        return database.inTransaction(handle -> {
            Instant now = clock.instant();
            record Used(long organisationId, String role) {}
            Used used = handle.createQuery("""
                            DELETE FROM organisation.invitations WHERE code_hash = :hash AND expires_at > :now
                            RETURNING organisation_id, role""")
                    .bind("hash", Secrets.digest(code))
                    .bind("now", Rows.utc(now))
                    .map((row, context) -> new Used(row.getLong("organisation_id"), row.getString("role")))
                    .findOne()
                    .orElseThrow(() -> new ProblemException(OrganisationProblem.INVITATION_NOT_VALID));
            Organisations.lockAll(handle);
            Organisation organisation = Organisations.locked(handle, used.organisationId);
            if (organisation.state().equals(Organisation.State.CLOSED)) {
                throw new ProblemException(OrganisationProblem.INVITATION_NOT_VALID);
            }
            if (find(handle, used.organisationId, personId).isPresent()) {
                // The invitation stays: it may be for somebody else.
                throw new ProblemException(OrganisationProblem.ALREADY_A_MEMBER);
            }
            requireRoom(handle, "members", used.organisationId, config.maxMembers());
            requireRoomForOneMore(handle, config);
            long others = handle.createQuery("SELECT count(*) FROM organisation.members WHERE person_id = :person")
                    .bind("person", personId)
                    .mapTo(Long.class)
                    .one();
            if (others >= config.maxPerPerson()) {
                throw new QuotaReachedException("max-per-person", config.maxPerPerson());
            }
            handle.createUpdate("""
                            INSERT INTO organisation.members (organisation_id, person_id, role, joined_at)
                            VALUES (:organisation, :person, :role, :now)""")
                    .bind("organisation", used.organisationId)
                    .bind("person", personId)
                    .bind("role", used.role)
                    .bind("now", Rows.utc(now))
                    .execute();
            return new Membership(
                    used.organisationId, organisation.stated().name(), organisation.state(), used.role, now);
        });
    }

    /**
     * Lets a member do something else.
     *
     * @param mayTouch whether the caller decides about members of a role, the one they have and the one they get
     * @throws NotFoundException when there is none
     * @throws ProblemException  last_owner
     */
    Member change(long organisationId, long personId, String role, Predicate<String> mayTouch) {
        return database.inTransaction(handle -> {
            Organisations.locked(handle, organisationId);
            Member before = require(handle, organisationId, personId);
            requireTouchable(mayTouch, before.role());
            requireTouchable(mayTouch, role);
            handle.createUpdate("""
                            UPDATE organisation.members SET role = :role
                            WHERE organisation_id = :organisation AND person_id = :person""")
                    .bind("role", role)
                    .bind("organisation", organisationId)
                    .bind("person", personId)
                    .execute();
            requireOwner(handle, organisationId, before);
            return require(handle, organisationId, personId);
        });
    }

    /**
     * Removes a member. Throws as {@link #change}.
     */
    void remove(long organisationId, long personId, Predicate<String> mayTouch) {
        database.inTransaction(handle -> {
            Organisations.locked(handle, organisationId);
            Member before = require(handle, organisationId, personId);
            requireTouchable(mayTouch, before.role());
            handle.createUpdate(
                            "DELETE FROM organisation.members WHERE organisation_id = :organisation AND person_id = :person")
                    .bind("organisation", organisationId)
                    .bind("person", personId)
                    .execute();
            requireOwner(handle, organisationId, before);
            return null;
        });
    }

    private static void requireTouchable(Predicate<String> mayTouch, String role) {
        if (!mayTouch.test(role)) {
            throw Authority.refused();
        }
    }

    /** One that had an owner keeps one. */
    private static void requireOwner(Handle handle, long organisationId, Member before) {
        boolean hasNone = handle.createQuery("""
                        SELECT NOT EXISTS (SELECT FROM organisation.members
                                           WHERE organisation_id = :organisation AND role = 'owner')""")
                .bind("organisation", organisationId)
                .mapTo(Boolean.class)
                .one();
        if (before.role().equals(OWNER) && hasNone) {
            throw new ProblemException(OrganisationProblem.LAST_OWNER);
        }
    }

    private static Member require(Handle handle, long organisationId, long personId) {
        return find(handle, organisationId, personId).orElseThrow(() -> new NotFoundException("no member " + personId));
    }

    private static Optional<Member> find(Handle handle, long organisationId, long personId) {
        return handle.createQuery("""
                        SELECT person_id, role, joined_at FROM organisation.members
                        WHERE organisation_id = :organisation AND person_id = :person""")
                .bind("organisation", organisationId)
                .bind("person", personId)
                .map(MEMBER)
                .findOne();
    }

    /**
     * @param table in the schema, and what problems call its limit
     */
    static void requireRoom(Handle handle, String table, long organisationId, int max) {
        long count = handle.createQuery(
                        "SELECT count(*) FROM organisation." + table + " WHERE organisation_id = :organisation")
                .bind("organisation", organisationId)
                .mapTo(Long.class)
                .one();
        if (count >= max) {
            throw new QuotaReachedException("max-" + table, max);
        }
    }

    /** Under {@link Organisations#lockAll}. */
    static void requireRoomForOneMore(Handle handle, OrganisationConfig config) {
        if (KnownMembers.count(handle) >= config.maxKnown()) {
            throw new QuotaReachedException("max-known", config.maxKnown());
        }
    }
}
