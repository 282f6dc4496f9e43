package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.payment.StrayMoney.Given;
import io.boxoffice.services.payment.StrayMoney.Stray;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class StrayPaymentsTest {
    private final ServiceExecutor executor = new ServiceExecutor(2, 10, 10, 1, new SimpleMeterRegistry());
    private PostgresExtension.Database postgres;
    private SqlDatabase database;
    private StrayPayments payments;

    @BeforeEach
    void open(PostgresExtension.Database fresh) {
        postgres = fresh;
        database = new SqlDatabase(fresh.jdbcUrl(), fresh.user(), fresh.password(), CatalogConfig.DEFAULT.database());
        payments = new StrayPayments(database, executor);
    }

    @AfterEach
    void close() {
        executor.close();
        database.close();
    }

    private Given given(int attempt) {
        return payments.seatsGiven(7, attempt).join();
    }

    @Test
    void shouldRecordOnceHoweverOftenItIsSaid() {
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
        Stray stray = new Stray(7, 2, "a-7-2", 2_500, "EUR", true);
        payments.record(stray).join();
        payments.record(stray).join();
        assertEquals(List.of("a-7-2|7|2|2500|EUR|true"), database.withHandle(handle -> handle.createQuery(
                        "SELECT concat_ws('|', provider_key, reservation_id,"
                                + " attempt, amount, currency, voided::text) FROM catalog.stray_payments")
                .mapTo(String.class)
                .list()));
    }

    @Test
    void shouldFailWhilePostgresWasNotReached() {
        Stray stray = new Stray(7, 2, "a-7-2", 2_500, "EUR", true);
        assertThrows(CompletionException.class, () -> payments.record(stray).join());
        assertThrows(CompletionException.class, () -> given(1));
    }

    @Test
    void shouldKnowOfWhatWasPaidForByWhatTheWriterWrote() {
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
        assertEquals(Given.UNKNOWN, given(1));
        postgres.execute("""
                CREATE SCHEMA sales;
                CREATE TABLE sales.payments (reservation_id bigint, attempt int, status text);
                INSERT INTO sales.payments VALUES (7, 1, 'declined'), (7, 2, 'captured'), (7, 3, 'authorised'),
                    (7, 4, 'refunded'), (7, 5, 'started'), (7, 6, 'capture_failed')""");
        assertEquals(Given.NO, given(1));
        assertEquals(Given.YES, given(2));
        assertEquals(Given.UNKNOWN, given(3));
        assertEquals(Given.NO, given(4));
        assertEquals(Given.UNKNOWN, given(5));
        assertEquals(Given.NO, given(6));
        assertEquals(Given.UNKNOWN, given(9));
    }
}
