package io.boxoffice.services.payment;

import io.boxoffice.gateway.route.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whoever moves money. Every call is idempotent by its keys: repeating one never moves money twice. No call blocks; any
 * thread. A future that fails says that nothing is known (the network, say): the call is repeated later.
 *
 * <p>A key names one payment attempt for ever, and is never reused.
 */
public interface PaymentProvider extends AutoCloseable {
    /** How an attempt stands with the provider. */
    enum State {
        /** Never heard of it. */
        UNKNOWN,
        /** Not decided. */
        PENDING,
        /** The money is set aside, until captured or voided. */
        APPROVED,
        /** Final. */
        DECLINED,
        /** The money was taken. */
        CAPTURED,
        /** Set aside no more, or never to be approved; final. */
        VOIDED
    }

    /** What became of a call. All are final for the keys given. */
    enum Result {
        /** It was done; of a refund: money that was taken went back. */
        DONE,
        /** Of a refund: what was set aside was let go. Nothing was ever taken. */
        VOIDED,
        REFUSED
    }

    /**
     * What {@link #returnAll} did.
     *
     * @param result   DONE or VOIDED; REFUSED: there was nothing to give back
     * @param amount   minor units that were given back, or had been set aside
     * @param currency ISO 4217 code
     */
    record Returned(Result result, long amount, String currency) {}

    /**
     * Asks for money to be set aside.
     *
     * @param key    {@link PaymentKeys#attempt}
     * @param amount minor units, more than 0
     * @param method as the customer chose, e.g. {@code card}
     * @param token  stands for the means of payment
     * @return ends with the decision, once there is one; with PENDING when it can only be had by {@link #status}
     */
    CompletableFuture<State> authorise(String key, long amount, String currency, String method, String token);

    /** Takes the money of an approved attempt. REFUSED: it will never be had. */
    CompletableFuture<Result> capture(String key);

    /**
     * Gives money of a captured attempt back, or lets go of what is set aside for one that is not.
     *
     * @param refundKey {@link PaymentKeys#refund}
     * @param amount    minor units; the whole when the attempt is not captured
     * @return REFUSED when there is nothing to be given back; VOIDED when nothing was taken
     */
    CompletableFuture<Result> refund(String key, String refundKey, long amount);

    /**
     * Voids an attempt that is not captured: one that is pending or unknown can then never be approved. Money that was taken is
     * left where it is, so that a call which a slow network brings after the seats were given does no harm.
     *
     * @param voidKey {@link PaymentKeys#abandon}
     * @return REFUSED when it is captured or declined
     */
    CompletableFuture<Result> abandon(String key, String voidKey);

    /**
     * Gives back everything that an attempt holds, whatever it is: lets go of what is set aside, or refunds what was taken and
     * did not go back yet. Repeated under the same keys it says the same again.
     *
     * @param refundKey {@link PaymentKeys#stray}
     */
    CompletableFuture<Returned> returnAll(String key, String refundKey);

    /** How an attempt stands. */
    CompletableFuture<State> status(String key);

    /** Whether there is one; without, every call fails and no payment is begun. */
    default boolean isConfigured() {
        return true;
    }

    /** Where people say how they pay; null: it has no such page. */
    default HostedPage hostedPage() {
        return null;
    }

    /** What it serves on this site; most serve nothing. */
    default List<Route> routes() {
        return List.of();
    }

    /** Ends what it does by itself; nobody asks it any more. */
    @Override
    default void close() {
        // Most do nothing by themselves.
    }
}
