package io.boxoffice.services.catalog;

import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The Idempotency-Keys of shows' steps, in PostgreSQL as long as the show. Blocks; any thread. */
final class StepKeys {
    private final SqlDatabase database;
    private final Quotas quotas;

    StepKeys(SqlDatabase database, Quotas quotas) {
        this.database = database;
        this.quotas = quotas;
    }

    private record Kept(long showId, String step, long bodyHash, StepAnswer answer) {}

    /**
     * The first answer of a key, if it has one.
     *
     * @throws IdempotencyKeys.KeyReusedException when the key was used for another step of the show, or with another body
     */
    Optional<StepAnswer> firstAnswer(long showId, ShowStep step, StepRequest.Key key) {
        return Optional.ofNullable(firstAnswers(List.of(showId), step, key).get(showId));
    }

    /**
     * The first answers of a key of several shows, by show id.
     *
     * @throws IdempotencyKeys.KeyReusedException when the key was used for another step of one of them, or with another body
     */
    Map<Long, StepAnswer> firstAnswers(Collection<Long> showIds, ShowStep step, StepRequest.Key key) {
        Map<Long, StepAnswer> answers = new HashMap<>();
        database.withHandle(handle -> handle.createQuery("""
                        SELECT show_id, step, body_hash, version, answer FROM catalog.step_keys
                        WHERE show_id = ANY(:shows) AND caller_id = :caller AND key = :key""")
                        .bindArray("shows", Long.class, showIds)
                        .bind("caller", key.callerId())
                        .bind("key", key.text())
                        .map((row, context) -> new Kept(
                                row.getLong("show_id"),
                                row.getString("step"),
                                row.getLong("body_hash"),
                                new StepAnswer(row.getLong("version"), row.getBytes("answer"))))
                        .list())
                .forEach(kept -> {
                    if (kept.bodyHash() != key.bodyHash() || !kept.step().equals(name(step.intent()))) {
                        throw new IdempotencyKeys.KeyReusedException();
                    }
                    answers.put(kept.showId(), kept.answer());
                });
        return answers;
    }

    /** Of these shows, those that have as many keys as a show may have. */
    Set<Long> withoutRoom(Collection<Long> showIds) {
        return Set.copyOf(database.withHandle(handle -> handle.createQuery("""
                        SELECT show_id FROM catalog.step_keys WHERE show_id = ANY(:shows)
                        GROUP BY show_id HAVING count(*) >= :most""")
                .bindArray("shows", Long.class, showIds)
                .bind("most", quotas.stepKeysPerShow())
                .mapTo(Long.class)
                .list()));
    }

    /**
     * @throws QuotaReachedException when a show has as many keys as it may have
     */
    void requireRoom(long showId) {
        database.withHandle(handle -> {
            quotas.requireStepKeys(handle, showId);
            return null;
        });
    }

    /** Keeps a key with its first answer, in the transaction that ends the step. */
    static void keep(Handle handle, long showId, ShowIntent.Kind step, StepRequest.Key key, StepAnswer answer) {
        handle.createUpdate("""
                        INSERT INTO catalog.step_keys (show_id, caller_id, key, step, body_hash, version, answer)
                        VALUES (:show, :caller, :key, :step, :bodyHash, :version, :answer)""")
                .bind("show", showId)
                .bind("caller", key.callerId())
                .bind("key", key.text())
                .bind("step", name(step))
                .bind("bodyHash", key.bodyHash())
                .bind("version", answer.version())
                .bind("answer", answer.body())
                .execute();
    }

    private static String name(ShowIntent.Kind step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
