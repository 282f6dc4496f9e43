package io.boxoffice.services.organisation;

import io.boxoffice.gateway.auth.ApiKey;
import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.services.OwnerOnlyFile;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who works for which organisation, and the digests of API keys, in memory and in a file, so that no request asks PostgreSQL for them
 * and they count while it is away, after a start too. Bounded by {@link OrganisationConfig#maxKnown}, which those who add to it keep.
 *
 * <p>The questions of {@link Memberships} are for any thread and never block; {@link #refresh()} blocks.
 *
 * <p>Caveat: what was changed by another server, or while PostgreSQL is away from this one, counts here from the next refresh on.
 */
final class KnownMembers implements Memberships {
    private static final Logger LOG = LoggerFactory.getLogger(KnownMembers.class);
    private static final int ID_CHARS = 16;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARS = 43;
    private static final int KEY_CHARS = ApiKey.PREFIX.length() + ID_CHARS + 1 + SECRET_CHARS;

    private record Seat(long personId, long organisationId) {}

    private record Key(ApiKey key, long expiresAtMs, byte[] digest) {}

    private record Known(Map<Seat, Role> members, Map<Long, Key> keys, Set<Long> closed) {
        static final Known NOBODY = new Known(Map.of(), Map.of(), Set.of());
    }

    private final SqlDatabase database;
    private final Path file;
    private final Clock clock;
    private long revision = -1;
    private volatile Known known;

    /**
     * @param file read now, and written when PostgreSQL says something else
     */
    KnownMembers(SqlDatabase database, Path file, Clock clock) {
        this.database = database;
        this.file = file;
        this.clock = clock;
        known = read();
    }

    /** The text of a new key. */
    static String newKey(long id) {
        return ApiKey.PREFIX + HexFormat.of().toHexDigits(id) + '_' + Secrets.random(SECRET_BYTES);
    }

    @Override
    public Role role(long personId, long organisationId) {
        return known.members.get(new Seat(personId, organisationId));
    }

    @Override
    public boolean isClosed(long organisationId) {
        return known.closed.contains(organisationId);
    }

    @Override
    public ApiKey key(String text) {
        if (text.length() != KEY_CHARS) {
            return null;
        }
        int begin = ApiKey.PREFIX.length();
        Key found;
        try {
            found = known.keys.get(HexFormat.fromHexDigitsToLong(text, begin, begin + ID_CHARS));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
        boolean counts = found != null
                && found.expiresAtMs > clock.millis()
                && MessageDigest.isEqual(found.digest, Secrets.digest(text));
        return counts ? found.key : null;
    }

    /**
     * Reads what PostgreSQL says, if that changed.
     *
     * @throws DatabaseUnavailableException without PostgreSQL: what was known counts
     */
    synchronized void refresh() {
        long now = database.withHandle(handle ->
                // Read first: what changes meanwhile is read again.
                handle.createQuery("SELECT number FROM organisation.revision")
                        .mapTo(Long.class)
                        .one());
        if (now != revision) {
            List<String> lines = database.withHandle(KnownMembers::lines);
            known = parse(lines);
            revision = now;
            write(lines);
        }
    }

    /** A line each, as the file has them. */
    private static List<String> lines(Handle handle) {
        return handle.createQuery("""
                        SELECT 'member ' || m.organisation_id || ' ' || m.role || ' ' || m.person_id
                        FROM organisation.members m JOIN organisation.organisations o ON o.id = m.organisation_id
                        WHERE o.state = 'approved'
                        UNION ALL
                        SELECT 'key ' || k.organisation_id || ' ' || k.role || ' ' || k.id || ' ' || k.read_only || ' '
                          || CAST(floor(extract(epoch FROM k.expires_at) * 1000) AS bigint) || ' ' || encode(k.key_hash, 'hex')
                        FROM organisation.keys k JOIN organisation.organisations o ON o.id = k.organisation_id
                        WHERE o.state = 'approved'
                        UNION ALL
                        SELECT 'closed ' || id FROM organisation.organisations WHERE state <> 'approved'""").mapTo(String.class).list();
    }

    private static Known parse(List<String> lines) {
        Map<Seat, Role> members = new HashMap<>();
        Map<Long, Key> keys = new HashMap<>();
        Set<Long> closed = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            long organisation = Ids.parse(words[1]);
            switch (words[0]) {
                case "member" ->
                    members.put(
                            new Seat(Ids.parse(words[3]), organisation),
                            MemberRole.of(words[2]).inRoutes());
                case "key" -> {
                    long id = Ids.parse(words[3]);
                    Principal principal =
                            new Principal(id, MemberRole.of(words[2]).inRoutes(), organisation);
                    keys.put(
                            id,
                            new Key(
                                    new ApiKey(principal, words[4].equals("true")),
                                    Long.parseLong(words[5]),
                                    HexFormat.of().parseHex(words[6])));
                }
                case "closed" -> closed.add(organisation);
                default -> throw new IllegalArgumentException("not a member, key or organisation: " + line);
            }
        }
        return new Known(members, keys, closed);
    }

    private Known read() {
        if (!Files.exists(file)) {
            return Known.NOBODY;
        }
        try {
            return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is not readable; until PostgreSQL is there, nobody acts for an organisation", file, e);
            return Known.NOBODY;
        }
    }

    private void write(List<String> lines) {
        try {
            OwnerOnlyFile.replace(file, String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.warn("{} could not be written: {}", file, e.toString());
        }
    }

    /** How many are known, of all organisations, as PostgreSQL has them. */
    static long count(Handle handle) {
        return handle.createQuery(
                        "SELECT (SELECT count(*) FROM organisation.members) + (SELECT count(*) FROM organisation.keys)")
                .mapTo(Long.class)
                .one();
    }
}
