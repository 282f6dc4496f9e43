package io.boxoffice.services.payment;

import io.boxoffice.services.payment.StrayMoney.Given;
import io.boxoffice.services.payment.StrayMoney.Stray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Books that say what the test says, and may be away. */
final class FakeBooks implements StrayMoney.Books {
    final List<Stray> recorded = new ArrayList<>();
    Given given = Given.UNKNOWN;

    /** So many calls fail, of all that come next. */
    int failures;

    int asked;

    @Override
    public synchronized CompletableFuture<Given> seatsGiven(long reservationId, int attempt) {
        asked++;
        return failures > 0 && failures-- > 0
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(given);
    }

    @Override
    public synchronized CompletableFuture<?> record(Stray stray) {
        asked++;
        if (failures > 0 && failures-- > 0) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        recorded.add(stray);
        return CompletableFuture.completedFuture(null);
    }
}
