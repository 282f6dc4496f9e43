package io.boxoffice.services.site;

import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.services.account.PaymentReturns;
import io.boxoffice.services.payment.HostedPage;
import io.boxoffice.services.payment.PaymentProblem;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Duration;

/** Sends people to the provider's page, with what brings them back. Never blocks; any thread. */
final class ToProvider {

    private final HostedPage page;
    private final PaymentReturns returns;
    private final Duration life;

    /**
     * @param page null where payments cannot be taken on a page
     * @param life within which somebody must come back
     */
    ToProvider(HostedPage page, PaymentReturns returns, Duration life) {
        this.page = page;
        this.returns = returns;
        this.life = life;
    }

    /** Whether there is such a page. */
    boolean isThere() {
        return page != null;
    }

    /**
     * Sends somebody to pay for a booking of theirs.
     *
     * @throws ProblemException payments_unavailable, without such a page
     */
    Response send(Say say, Entry entry, Reservation booking) {
        if (page == null) {
            throw new ProblemException(PaymentProblem.PAYMENTS_UNAVAILABLE);
        }
        String state = returns.make(booking.customerId(), booking.reservationId(), booking.amount(), life);
        View.Facts facts = ChoosingPage.facts(say, entry);
        return Personal.seeOther(page.address(new HostedPage.Order(
                booking.amount(),
                booking.currency(),
                say.text("format.and", "text", facts.title(), "more", facts.when()),
                say.code(),
                ComingBack.path(say, state))));
    }

    /** A person's page, whose forms may lead there. */
    Response page(int status, byte[] html) {
        return Personal.page(status, html, page == null ? null : page.origin());
    }
}
