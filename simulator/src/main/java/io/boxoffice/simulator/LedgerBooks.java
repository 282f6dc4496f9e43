package io.boxoffice.simulator;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.services.payment.StrayMoney;
import io.boxoffice.services.payment.StrayMoney.Given;
import io.boxoffice.services.payment.StrayMoney.Stray;
import java.util.concurrent.CompletableFuture;

/** What PostgreSQL would say of payments of the past, by the {@link Ledger}. */
record LedgerBooks(Ledger ledger) implements StrayMoney.Books {
    @Override
    public CompletableFuture<Given> seatsGiven(long reservationId, int attempt) {
        Ledger.Account account = ledger.account(reservationId);
        Ledger.Attempt paid = account == null ? null : account.attempts.get(attempt);
        if (paid == null || paid.status == PaymentStatus.STARTED || paid.status == PaymentStatus.AUTHORISED) {
            return CompletableFuture.completedFuture(Given.UNKNOWN);
        }
        return CompletableFuture.completedFuture(paid.status == PaymentStatus.CAPTURED ? Given.YES : Given.NO);
    }

    @Override
    public CompletableFuture<?> record(Stray stray) {
        return CompletableFuture.completedFuture(null);
    }
}
