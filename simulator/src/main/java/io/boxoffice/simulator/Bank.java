package io.boxoffice.simulator;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.services.payment.PaymentProvider;
import io.boxoffice.services.payment.PaymentProvider.Result;
import io.boxoffice.services.payment.PaymentProvider.Returned;
import io.boxoffice.services.payment.PaymentProvider.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The payment provider, which is outside of the server and goes on when that dies. It approves, declines, takes its time, or never
 * makes up its mind; whatever is asked twice under one key is done once. The network between them loses, delays and reorders
 * what is said: also what a process said that is dead by the time it arrives.
 *
 * <p>What it is asked is compared with the {@link Ledger} at once, before anything is lost.
 */
final class Bank {
    /** An attempt, as the bank knows it. */
    private static final class Account {
        private State state = State.UNKNOWN;
        private long amount;
        private String terms;
        private long taken;
        private final Map<String, Long> refunds = new TreeMap<>();
        private final List<Consumer<State>> waiting = new ArrayList<>();

        private long refunded() {
            return refunds.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Something on its way. */
    private record Message(long arrivesAtNs, long order, Runnable arrival) implements Comparable<Message> {
        @Override
        public int compareTo(Message other) {
            return arrivesAtNs == other.arrivesAtNs
                    ? Long.compare(order, other.order)
                    : Long.compare(arrivesAtNs, other.arrivesAtNs);
        }
    }

    private static final long NS_PER_MS = 1_000_000;

    /** Of so many calls one is lost and one fails, on each way. */
    private static final int CALLS_A_FAILURE = 16;

    private final Random random;
    private final VirtualClock clock;
    private final Ledger ledger;
    private final Trace trace;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final PriorityQueue<Message> network = new PriorityQueue<>();
    private long sent;
    private boolean reliable;
    private Violation found;

    Bank(Random random, VirtualClock clock, Ledger ledger, Trace trace) {
        this.random = random;
        this.clock = clock;
        this.ledger = ledger;
        this.trace = trace;
    }

    /** From now on nothing is lost. */
    void calmDown() {
        reliable = true;
    }

    /** A process's line to the bank. */
    Line open() {
        return new Line();
    }

    /** Lets arrive what is due; returns how much. */
    int deliver(int limit) {
        int delivered = 0;
        while (delivered < limit && !network.isEmpty() && network.peek().arrivesAtNs - clock.monotonicNs() <= 0) {
            network.poll().arrival.run();
            delivered++;
        }
        return delivered;
    }

    boolean isQuiet() {
        return network.isEmpty();
    }

    /** What was found wrong with what it was asked: whoever asks would take it for a failure of the bank. */
    void requireNothingFound() {
        if (found != null) {
            throw found;
        }
    }

    /**
     * At rest: what was taken and not given back is the price of the seats that are owned, nothing is set aside, and what is said to
     * have gone back did, unlike what was voided.
     */
    void check() {
        Map<Long, Long> kept = new TreeMap<>();
        accounts.forEach((key, account) -> {
            Violation.unless(
                    account.state != State.APPROVED && account.state != State.PENDING,
                    "the world is at rest, and attempt " + key + " is still " + account.state + " at the bank");
            String[] parts = key.split("-");
            kept.merge(Long.parseLong(parts[1]), account.taken - account.refunded(), Long::sum);
        });
        ledger.accounts()
                .forEach((id, account) -> Violation.unless(
                        account.owed() == kept.getOrDefault(id, 0L),
                        "reservation " + id + ", " + account.status + ", has seats for " + account.owed() + ", and "
                                + kept.getOrDefault(id, 0L) + " was kept of its owner's money"));
        checkRefunds();
    }

    private void checkRefunds() {
        Set<String> wentBack = new HashSet<>();
        accounts.forEach((key, account) -> account.refunds
                .keySet()
                .forEach(refundKey -> wentBack.add(refundKey.substring(refundKey.indexOf('-') + 1))));
        ledger.accounts()
                .forEach((id, account) -> account.refunds.forEach((number, refund) -> {
                    boolean went = wentBack.contains(id + "-" + refund.attempt + "-r" + number);
                    Violation.unless(
                            went == (refund.status == RefundStatus.REFUNDED),
                            "refund " + number + " of " + id + " is " + refund.status + ", and the money "
                                    + (went ? "went back" : "did not go back"));
                }));
    }

    private void require(boolean holds, Supplier<String> message) {
        if (!holds && found == null) {
            found = new Violation(message.get());
        }
    }

    private State authorise(String key, long amount, String terms, Consumer<State> later) {
        Account account = accounts.computeIfAbsent(key, k -> new Account());
        if (account.state == State.UNKNOWN) {
            account.amount = amount;
            account.terms = terms;
            account.state = State.PENDING;
            makeUpItsMind(key, account);
        }
        require(
                account.state == State.VOIDED || account.terms.equals(terms),
                () -> "the provider's key " + key + " was used for two payments: " + account.terms + " and " + terms);
        if (account.state == State.PENDING && random.nextBoolean()) {
            account.waiting.add(later);
            return null;
        }
        return account.state;
    }

    private void makeUpItsMind(String key, Account account) {
        int fate = random.nextInt(20);
        if (fate < 11) {
            account.state = State.APPROVED;
        } else if (fate < 14) {
            account.state = State.DECLINED;
        } else if (fate < 18) {
            sendAfter(random.nextInt(random.nextBoolean() ? 1_000 : 15_000), () -> decide(key, account));
        }
    }

    private void decide(String key, Account account) {
        if (account.state == State.PENDING) {
            account.state = random.nextInt(4) == 0 ? State.DECLINED : State.APPROVED;
            trace.say(account.state.ordinal(), () -> "bank: " + key + " is " + account.state + " at last");
            account.waiting.forEach(waiting -> waiting.accept(account.state));
            account.waiting.clear();
        }
    }

    private Result capture(String key) {
        Account account = accounts.getOrDefault(key, new Account());
        if (account.state == State.APPROVED) {
            boolean refused = random.nextInt(15) == 0;
            account.state = refused ? State.VOIDED : State.CAPTURED;
            account.taken = refused ? 0 : account.amount;
        }
        return account.state == State.CAPTURED ? Result.DONE : Result.REFUSED;
    }

    private Result refund(String key, String refundKey, long amount) {
        Account account = accounts.computeIfAbsent(key, k -> new Account());
        switch (account.state) {
            case DECLINED:
                return Result.REFUSED;
            case CAPTURED:
                account.refunds.putIfAbsent(refundKey, amount);
                require(
                        account.refunded() <= account.taken,
                        () -> "more was given back of " + key + " than was taken: " + account.refunds);
                return Result.DONE;
            default:
                letGo(account);
                return Result.VOIDED;
        }
    }

    private Returned returnAll(String key, String refundKey) {
        Account account = accounts.computeIfAbsent(key, k -> new Account());
        long amount = account.refunds.getOrDefault(
                refundKey, account.taken == 0 ? account.amount : account.taken - account.refunded());
        boolean nothing = account.state == State.UNKNOWN || account.state == State.DECLINED || amount == 0;
        return new Returned(nothing ? Result.REFUSED : refund(key, refundKey, amount), amount, "EUR");
    }

    private Result abandon(String key) {
        Account account = accounts.computeIfAbsent(key, k -> new Account());
        if (account.state == State.CAPTURED || account.state == State.DECLINED) {
            return Result.REFUSED;
        }
        letGo(account);
        return Result.DONE;
    }

    private static void letGo(Account account) {
        account.state = State.VOIDED;
        account.waiting.forEach(waiting -> waiting.accept(State.VOIDED));
        account.waiting.clear();
    }

    private State status(String key) {
        return accounts.getOrDefault(key, new Account()).state;
    }

    private void sendAfter(long delayMs, Runnable arrival) {
        network.add(new Message(clock.monotonicNs() + delayMs * NS_PER_MS, sent++, arrival));
    }

    private long delayMs() {
        return switch (random.nextInt(20)) {
            case 0, 4, 5 -> random.nextInt(6_000);
            case 1, 2, 3 -> random.nextInt(300);
            default -> random.nextInt(20);
        };
    }

    /** As the process at the other end sees the bank. */
    final class Line implements PaymentProvider {
        private final List<String> neverAsked = new ArrayList<>(ledger.open());
        private boolean dead;

        private Line() {}

        /** Its process has ended: nobody hears what is answered. */
        void die() {
            dead = true;
        }

        /** Attempts that were open when the process started and that it has not asked about. */
        List<String> neverAsked() {
            return neverAsked;
        }

        @Override
        public CompletableFuture<State> authorise(
                String key, long amount, String currency, String method, String token) {
            Ledger.Attempt attempt = ledger.attempt(key);
            require(
                    attempt != null && attempt.amount == amount,
                    () -> "the provider was asked for " + amount + " under " + key
                            + ", and no such attempt is in the journal");
            String terms = amount + " " + currency + " " + method + " " + token;
            CompletableFuture<State> answer = new CompletableFuture<>();
            ask("authorise " + key, answer, () -> {
                State state = authorise(key, amount, terms, later -> answer(answer, later));
                if (state != null) {
                    answer(answer, state);
                }
            });
            return answer;
        }

        private State authorise(String key, long amount, String terms, Consumer<State> later) {
            return Bank.this.authorise(key, amount, terms, later);
        }

        @Override
        public CompletableFuture<Result> capture(String key) {
            Ledger.Attempt attempt = ledger.attempt(key);
            require(
                    attempt != null && attempt.seatsGiven,
                    () -> "the money of " + key + " is taken, and its seats were not given");
            return call("capture " + key, key, () -> Bank.this.capture(key));
        }

        @Override
        public CompletableFuture<Result> refund(String key, String refundKey, long amount) {
            require(
                    refundKey.matches(key + "-r\\d{1,9}") && isDue(key, refundKey, amount),
                    () -> "money is given back under " + refundKey + " that is not due: " + amount);
            return call("refund " + refundKey, key, () -> Bank.this.refund(key, refundKey, amount));
        }

        @Override
        public CompletableFuture<Result> abandon(String key, String voidKey) {
            Ledger.Attempt attempt = ledger.attempt(key);
            require(
                    attempt != null && !attempt.seatsGiven,
                    () -> "the money of " + key + " is let go, and its seats were given");
            return call("abandon " + voidKey, key, () -> Bank.this.abandon(key));
        }

        private boolean isDue(String key, String refundKey, long amount) {
            Ledger.Refund due = ledger.refund(key, Integer.parseInt(refundKey.substring(key.length() + 2)));
            return due != null && due.amount == amount;
        }

        @Override
        public CompletableFuture<Returned> returnAll(String key, String refundKey) {
            Ledger.Attempt attempt = ledger.attempt(key);
            require(
                    attempt != null && attempt.status != PaymentStatus.CAPTURED,
                    () -> "all the money of " + key + " is given back, and it paid for seats");
            return call("return " + refundKey, key, () -> Bank.this.returnAll(key, refundKey));
        }

        @Override
        public CompletableFuture<State> status(String key) {
            return call("status " + key, key, () -> Bank.this.status(key));
        }

        private <T> CompletableFuture<T> call(String what, String key, Supplier<T> work) {
            neverAsked.remove(key.substring(key.indexOf('-') + 1));
            CompletableFuture<T> answer = new CompletableFuture<>();
            ask(what, answer, () -> answer(answer, work.get()));
            return answer;
        }

        private void ask(String what, CompletableFuture<?> answer, Runnable arrival) {
            int fate = reliable ? 99 : random.nextInt(CALLS_A_FAILURE);
            trace.say(fate, () -> "payments: " + what + (fate == 0 ? ", which is lost" : fate == 1 ? ": no line" : ""));
            if (fate == 1) {
                answer.completeExceptionally(new IllegalStateException("simulated: no line to the bank"));
            } else if (fate != 0) {
                sendAfter(delayMs(), arrival);
            }
        }

        private <T> void answer(CompletableFuture<T> answer, T value) {
            int fate = reliable ? 99 : random.nextInt(CALLS_A_FAILURE);
            trace.say(fate, () -> "bank: answers " + value + (fate == 0 ? ", which is lost" : ""));
            if (fate == 0) {
                return;
            }
            sendAfter(delayMs(), () -> {
                if (dead) {
                    return;
                }
                if (fate == 1) {
                    answer.completeExceptionally(new IllegalStateException("simulated: the line broke"));
                } else {
                    answer.complete(value);
                }
            });
        }
    }
}
