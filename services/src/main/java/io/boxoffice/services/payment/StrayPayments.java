package io.boxoffice.services.payment;

import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.payment.StrayMoney.Given;
import io.boxoffice.services.payment.StrayMoney.Stray;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Stray money in PostgreSQL: recorded in {@code catalog.stray_payments}; what became of attempts is asked of the persistence
 * writer's tables, which keep them for good. Any thread; nothing blocks.
 */
public final class StrayPayments implements StrayMoney.Books {
    private static final String STATUS =
            "SELECT status FROM sales.payments WHERE reservation_id = :reservation AND attempt = :attempt";
    private static final String RECORD = """
            INSERT INTO stray_payments (provider_key, reservation_id, attempt, amount, currency, voided)
            VALUES (:key, :reservation, :attempt, :amount, :currency, :voided) ON CONFLICT (provider_key) DO NOTHING""";
    private static final long NO_CALLER = 0;

    private final SqlDatabase database;
    private final ServiceExecutor executor;

    public StrayPayments(SqlDatabase database, ServiceExecutor executor) {
        this.database = database;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Given> seatsGiven(long reservationId, int attempt) {
        return executor.call(NO_CALLER, () -> database.withHandle(handle -> given(handle, reservationId, attempt)));
    }

    /** A row that may still change, or none, tells nothing: the writer may be behind, or rows may be lost. */
    private static Given given(Handle handle, long reservationId, int attempt) {
        String status;
        try {
            status = handle.createQuery(STATUS)
                    .bind("reservation", reservationId)
                    .bind("attempt", attempt)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("");
        } catch (UnableToExecuteStatementException e) {
            if (SalesTables.areMissing(e)) {
                return Given.UNKNOWN;
            }
            throw e;
        }
        return switch (status) {
            case "captured" -> Given.YES;
            case "", "started", "authorised" -> Given.UNKNOWN;
            default -> Given.NO;
        };
    }

    @Override
    public CompletableFuture<?> record(Stray stray) {
        return executor.call(
                NO_CALLER,
                () -> database.withHandle(handle -> handle.createUpdate(RECORD)
                        .bind("key", stray.providerKey())
                        .bind("reservation", stray.reservationId())
                        .bind("attempt", stray.attempt())
                        .bind("amount", stray.amount())
                        .bind("currency", stray.currency())
                        .bind("voided", stray.voided())
                        .execute()));
    }
}
