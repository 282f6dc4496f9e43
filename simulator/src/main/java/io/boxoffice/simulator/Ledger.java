package io.boxoffice.simulator;

import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.simulator.Oracle.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/** Who owes whom: what the journal says of every reservation's money, by the model's events. */
final class Ledger {
    /** A payment attempt. */
    static final class Attempt {
        final long amount;
        PaymentStatus status = PaymentStatus.STARTED;
        boolean seatsGiven;
        /** Whether it ever was, though it was approved later. */
        boolean wasDeclined;
        /** Whether it was approved when there were no seats for it, though the money went back later. */
        boolean seatsWereGone;

        Attempt(long amount) {
            this.amount = amount;
        }
    }

    /** Money that goes back. */
    static final class Refund {
        final int attempt;
        final long amount;
        RefundStatus status = RefundStatus.DUE;

        Refund(int attempt, long amount) {
            this.attempt = attempt;
            this.amount = amount;
        }
    }

    /** A reservation's money. */
    static final class Account {
        final Map<Integer, Attempt> attempts = new TreeMap<>();
        final Map<Integer, Refund> refunds = new TreeMap<>();
        ReservationStatus status;
        long amount;

        /** The price of the seats that it owns. */
        long owed() {
            return status == ReservationStatus.BOOKED ? amount : 0;
        }
    }

    private static final Pattern ATTEMPT_KEY = Pattern.compile("[0-9a-f]+-(\\d+)-(\\d+)");

    private final Oracle oracle;
    private final Map<Long, Account> accounts = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();
    private long through;

    Ledger(Oracle oracle) {
        this.oracle = oracle;
    }

    /** The account of a reservation; null: it never did anything. */
    Account account(long reservationId) {
        follow();
        return accounts.get(reservationId);
    }

    /** All accounts, by reservation. */
    Map<Long, Account> accounts() {
        follow();
        return accounts;
    }

    /** The attempt that a provider's key is made of; null when it is none that is journaled. */
    Attempt attempt(String key) {
        Matcher parts = ATTEMPT_KEY.matcher(key);
        Account account = parts.matches() ? account(Long.parseLong(parts.group(1))) : null;
        return account == null ? null : account.attempts.get(Integer.parseInt(parts.group(2)));
    }

    /** The refund of a key, by its number; null when none is journaled. */
    Refund refund(String attemptKey, int number) {
        Matcher parts = ATTEMPT_KEY.matcher(attemptKey);
        Account account = parts.matches() ? account(Long.parseLong(parts.group(1))) : null;
        Refund refund = account == null ? null : account.refunds.get(number);
        return refund != null && refund.attempt == Integer.parseInt(parts.group(2)) ? refund : null;
    }

    /** The reservation and attempt, as in a provider's key, of everything that still has to be brought to its end. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        accounts().forEach((reservationId, account) -> {
            account.attempts.forEach((number, attempt) -> {
                if (attempt.status == PaymentStatus.STARTED || attempt.status == PaymentStatus.AUTHORISED) {
                    open.add(reservationId + "-" + number);
                }
            });
            account.refunds.values().forEach(refund -> {
                if (refund.status == RefundStatus.DUE && !open.contains(reservationId + "-" + refund.attempt)) {
                    open.add(reservationId + "-" + refund.attempt);
                }
            });
        });
        return open;
    }

    private void follow() {
        for (Happening happening : oracle.happenings(through, oracle.lastSequence())) {
            if (happening.isOfReservation()) {
                event.wrapAndApplyHeader(new UnsafeBuffer(happening.bytes()), 0, header);
                note();
            }
        }
        through = oracle.lastSequence();
    }

    private void note() {
        Account account = accounts.computeIfAbsent(event.reservationId(), id -> new Account());
        account.status = event.status();
        account.amount = event.amount();
        Attempt attempt = account.attempts.get(event.attempt());
        Refund refund = account.refunds.get(event.refund());
        switch (event.step()) {
            case PAYMENT_STARTED -> account.attempts.put(event.attempt(), new Attempt(event.stepAmount()));
            case PAYMENT_AUTHORISED -> attempt.status = PaymentStatus.AUTHORISED;
            case PAYMENT_DECLINED -> {
                attempt.status = PaymentStatus.DECLINED;
                attempt.wasDeclined = true;
            }
            case PAYMENT_CAPTURED -> attempt.status = PaymentStatus.CAPTURED;
            case CAPTURE_FAILED -> attempt.status = PaymentStatus.CAPTURE_FAILED;
            case BOOKING_CONFIRMED -> giveSeats(attempt);
            case REFUND_DUE -> {
                account.refunds.put(event.refund(), new Refund(event.attempt(), event.stepAmount()));
                if (event.paymentStatus() == PaymentStatus.REFUND_DUE) {
                    attempt.status = PaymentStatus.REFUND_DUE;
                    attempt.seatsWereGone = true;
                }
            }
            case REFUNDED -> refund.status = RefundStatus.REFUNDED;
            case REFUND_VOID -> refund.status = RefundStatus.VOID;
            default -> {
                // Nothing about money.
            }
        }
    }

    private static void giveSeats(Attempt attempt) {
        // Null: they cost nothing.
        if (attempt != null) {
            attempt.seatsGiven = true;
        }
    }
}
