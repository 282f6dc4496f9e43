package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Changes of many shows by their Idempotency-Keys: plans, and what became of them. Blocks; any thread. */
final class ShowsChangeRows {
    private static final int PURGED_PER_CALL = 10_000;

    private final SqlDatabase database;
    private final Quotas quotas;

    ShowsChangeRows(SqlDatabase database, Quotas quotas) {
        this.database = database;
        this.quotas = quotas;
    }

    /**
     * What is to become of a show.
     *
     * @param version  of it when this was planned, 0: there was none
     * @param startsAt null: that stays
     * @param outcome  null: it was not come to yet
     */
    record Planned(long showId, long version, Instant startsAt, ShowsChanged.Line outcome) {
        Planned with(ShowsChanged.Line line) {
            return new Planned(showId, version, startsAt, line);
        }
    }

    private record Kept(long bodyHash, Planned planned) {}

    /**
     * The plan of a key; empty: there is none.
     *
     * @throws IdempotencyKeys.KeyReusedException when the key was used with another body
     */
    List<Planned> plan(StepRequest.Key key, Instant oldest) {
        List<Kept> kept = database.withHandle(handle -> handle.createQuery("""
                        SELECT body_hash, show_id, version, starts_at, outcome FROM catalog.show_changes
                        WHERE caller_id = :caller AND key = :key AND created_at > :oldest ORDER BY position""")
                .bind("caller", key.callerId())
                .bind("key", key.text())
                .bind("oldest", Rows.utc(oldest))
                .map((row, context) -> new Kept(
                        row.getLong("body_hash"),
                        new Planned(
                                row.getLong("show_id"),
                                row.getLong("version"),
                                Rows.instant(row, "starts_at"),
                                Rows.fromJson(row.getString("outcome"), new TypeReference<ShowsChanged.Line>() {}))))
                .list());
        if (kept.stream().anyMatch(row -> row.bodyHash() != key.bodyHash())) {
            throw new IdempotencyKeys.KeyReusedException();
        }
        return kept.stream().map(Kept::planned).toList();
    }

    /**
     * Writes a plan down.
     *
     * @throws QuotaReachedException when so many lines of the caller's are kept as may be
     */
    void keep(StepRequest.Key key, List<Planned> plan, Instant now, Instant oldest) {
        database.inTransaction(handle -> {
            handle.execute(
                    "DELETE FROM catalog.show_changes WHERE caller_id = ? AND key = ?", key.callerId(), key.text());
            PreparedBatch rows = handle.prepareBatch("""
                            INSERT INTO catalog.show_changes (caller_id, key, position, body_hash, show_id, version, starts_at, outcome,
                              created_at)
                            VALUES (:caller, :key, :position, :bodyHash, :show, :version, :startsAt, CAST(:outcome AS jsonb), :now)""");
            for (int i = 0; i < plan.size(); i++) {
                rows.bind("caller", key.callerId())
                        .bind("key", key.text())
                        .bind("position", i)
                        .bind("bodyHash", key.bodyHash())
                        .bind("show", plan.get(i).showId())
                        .bind("version", plan.get(i).version())
                        .bind("startsAt", Rows.utc(plan.get(i).startsAt()))
                        .bind("outcome", Rows.json(plan.get(i).outcome()))
                        .bind("now", Rows.utc(now))
                        .add();
            }
            rows.execute();
            quotas.requireShowChanges(handle, key.callerId(), oldest);
            return null;
        });
    }

    /** What became of a show of a plan. */
    void settle(StepRequest.Key key, int position, ShowsChanged.Line outcome) {
        database.withHandle(handle -> handle.createUpdate("""
                        UPDATE catalog.show_changes SET outcome = CAST(:outcome AS jsonb)
                        WHERE caller_id = :caller AND key = :key AND position = :position""")
                .bind("outcome", Rows.json(outcome))
                .bind("caller", key.callerId())
                .bind("key", key.text())
                .bind("position", position)
                .execute());
    }

    /** Forgets keys that are older. */
    int purge(Instant oldest) {
        return database.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM catalog.show_changes WHERE ctid = ANY(ARRAY(
                          SELECT ctid FROM catalog.show_changes WHERE created_at <= :oldest ORDER BY created_at LIMIT :limit))""")
                .bind("oldest", Rows.utc(oldest))
                .bind("limit", PURGED_PER_CALL)
                .execute());
    }
}
