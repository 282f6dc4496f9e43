package io.boxoffice.services.sandbox;

import io.boxoffice.services.payment.PaymentProvider.Result;
import io.boxoffice.services.payment.PaymentProvider.Returned;
import io.boxoffice.services.payment.PaymentProvider.State;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the sandbox provider knows of each attempt. Changes are lines of text, handed to the journal as they are made and read
 * back by {@link #replay}. Not thread-safe.
 *
 * <pre>
 *   A key amount currency outcome decideAtMs    asked for; outcome: APPROVED or DECLINED from then on
 *   D key state                                 decided, voided or captured
 *   R key refundKey amount                      given back
 * </pre>
 */
final class SandboxAccounts {
    private static final class Account {
        State state = State.UNKNOWN;
        State outcome = State.DECLINED;
        long decideAtMs;
        long amount;
        long refunded;
        String currency = "XXX";
        final Map<String, Long> refunds = new HashMap<>();
    }

    private final int maxAttempts;
    private final Consumer<String> journal;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    SandboxAccounts(int maxAttempts, Consumer<String> journal) {
        this.maxAttempts = maxAttempts;
        this.journal = journal;
    }

    /**
     * @param outcome    what is decided
     * @param decideAtMs when, wall clock
     * @throws IllegalArgumentException when the key was used for another amount
     * @throws IllegalStateException    when there are too many attempts
     */
    State authorise(String key, long amount, String currency, State outcome, long decideAtMs, long nowMs) {
        Account known = accounts.get(key);
        if (known != null) {
            if (known.state != State.VOIDED && (known.amount != amount || !known.currency.equals(currency))) {
                throw new IllegalArgumentException("the key was used for another amount");
            }
            return state(key, nowMs);
        }
        makeRoom();
        record("A " + key + ' ' + amount + ' ' + currency + ' ' + outcome + ' ' + decideAtMs);
        return state(key, nowMs);
    }

    State state(String key, long nowMs) {
        Account account = accounts.get(key);
        if (account == null) {
            return State.UNKNOWN;
        }
        if (account.state == State.PENDING && nowMs >= account.decideAtMs) {
            record("D " + key + ' ' + account.outcome);
        }
        return account.state;
    }

    Result capture(String key, long nowMs) {
        State state = state(key, nowMs);
        if (state == State.APPROVED) {
            record("D " + key + ' ' + State.CAPTURED);
        }
        return state == State.APPROVED || state == State.CAPTURED ? Result.DONE : Result.REFUSED;
    }

    Result refund(String key, String refundKey, long amount, long nowMs) {
        State state = state(key, nowMs);
        switch (state) {
            case UNKNOWN -> {
                makeRoom();
                record("A " + key + " 0 XXX " + State.DECLINED + " 0");
                record("D " + key + ' ' + State.VOIDED);
            }
            case PENDING, APPROVED -> record("D " + key + ' ' + State.VOIDED);
            case CAPTURED -> {
                return giveBack(key, refundKey, amount);
            }
            case DECLINED -> {
                return Result.REFUSED;
            }
            case VOIDED -> {
                return Result.VOIDED;
            }
        }
        return Result.VOIDED;
    }

    /** Gives back what an attempt holds. */
    Returned returnAll(String key, String refundKey, long nowMs) {
        State state = state(key, nowMs);
        Account account = accounts.get(key);
        if (state == State.UNKNOWN || state == State.DECLINED) {
            return new Returned(Result.REFUSED, 0, "");
        }
        Long before = account.refunds.get(refundKey);
        long amount = before != null ? before : account.amount - account.refunded;
        Result result = amount == 0 ? Result.REFUSED : refund(key, refundKey, amount, nowMs);
        return new Returned(result, amount, account.currency);
    }

    /** Voids it, unless its money was taken. */
    Result abandon(String key, long nowMs) {
        boolean taken = state(key, nowMs) == State.CAPTURED;
        return taken || refund(key, "", 0, nowMs) == Result.REFUSED ? Result.REFUSED : Result.DONE;
    }

    private Result giveBack(String key, String refundKey, long amount) {
        Account account = accounts.get(key);
        Long before = account.refunds.get(refundKey);
        if (before != null) {
            return before == amount ? Result.DONE : Result.REFUSED;
        }
        if (amount <= 0 || account.refunded + amount > account.amount) {
            return Result.REFUSED;
        }
        record("R " + key + ' ' + refundKey + ' ' + amount);
        return Result.DONE;
    }

    /** Forgets the oldest attempt that is decided. */
    private void makeRoom() {
        if (accounts.size() < maxAttempts) {
            return;
        }
        Iterator<Account> oldestFirst = accounts.values().iterator();
        while (oldestFirst.hasNext()) {
            State state = oldestFirst.next().state;
            if (state != State.PENDING && state != State.APPROVED) {
                oldestFirst.remove();
                return;
            }
        }
        throw new IllegalStateException("the sandbox provider has no room for further attempts");
    }

    private void record(String line) {
        replay(line);
        journal.accept(line);
    }

    /** Takes a change from the journal. */
    void replay(String line) {
        String[] parts = line.split(" ");
        Account account = accounts.computeIfAbsent(parts[1], key -> new Account());
        switch (parts[0]) {
            case "A" -> {
                account.state = State.PENDING;
                account.amount = Long.parseLong(parts[2]);
                account.currency = parts[3];
                account.outcome = State.valueOf(parts[4]);
                account.decideAtMs = Long.parseLong(parts[5]);
            }
            case "D" -> account.state = State.valueOf(parts[2]);
            case "R" -> {
                account.refunds.put(parts[2], Long.parseLong(parts[3]));
                account.refunded += Long.parseLong(parts[3]);
            }
            default -> throw new IllegalArgumentException("unknown change: " + line);
        }
    }

    /** The changes that lead to what is known, in as few lines as possible. */
    void dump(Consumer<String> into) {
        accounts.forEach((key, account) -> {
            into.accept("A " + key + ' ' + account.amount + ' ' + account.currency + ' ' + account.outcome + ' '
                    + account.decideAtMs);
            if (account.state != State.PENDING) {
                into.accept("D " + key + ' ' + account.state);
            }
            account.refunds.forEach((refundKey, amount) -> into.accept("R " + key + ' ' + refundKey + ' ' + amount));
        });
    }

    int size() {
        return accounts.size();
    }
}
