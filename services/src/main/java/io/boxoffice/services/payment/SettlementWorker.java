package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.services.follow.EventConsumer;
import io.boxoffice.services.follow.EventFollower;
import io.boxoffice.services.follow.EventPosition;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.FollowerConfig;
import io.boxoffice.services.payment.SettlementSteps.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures confirmed bookings, makes refunds, and finishes what a crash, a time-out or a late approval left open.
 *
 * <p>Learns what to do from events and, at start, now and then, and whenever there was more than it may keep in mind, from the
 * core's list of what is open. What fails is tried again after a pause that doubles up to a limit; nothing is ever given up.
 * Its position among the events is in memory only: what it has done is in the core's journal, and each start asks for what is open.
 * So it needs no PostgreSQL. All state belongs to the timer's thread; the methods may be called from any.
 */
public final class SettlementWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementWorker.class);
    private static final int EVENTS_PER_POLL = 512;
    private static final int MAX_QUICK_STEPS = 4;
    private static final long AGE_INTERVAL_MS = 1_000;

    private final PaymentTimer timer;
    private final PaymentConfig config;
    private final boolean hasProvider;
    private final PaymentCommands commands;
    private final CoreRetry retry;
    private final SettlementSteps steps;
    private final Map<Settlement, Task> tasks = new HashMap<>();
    private final ArrayDeque<Task> ready = new ArrayDeque<>();
    private final Map<Long, Integer> beingPaid = new ConcurrentHashMap<>();

    /** Attempts the core listed while somebody else was at their reservations: what he is at may be another one. */
    private final Map<Long, Settlement> leftAlone = new HashMap<>();

    private final MeterRegistry meters;
    private int running;
    private boolean scanning;
    private boolean rescanNeeded;
    private long scanAfter;
    private long nextScanAtMs;
    private long nextAlarmAtMs;
    private long nextStepAtMs;
    private EventFollower follower;
    private volatile int queued;
    /** Since when the oldest task should have been done, by the timer's clock; MAX_VALUE: none is late. */
    private volatile long waitingSinceMs = Long.MAX_VALUE;

    private long nextAgeAtMs;
    private volatile boolean closed;

    /**
     * @param books where money is recorded that was held for nothing
     */
    public SettlementWorker(
            BookingClient core,
            PaymentProvider provider,
            PaymentKeys keys,
            StrayMoney.Books books,
            PaymentTimer timer,
            PaymentConfig config,
            MeterRegistry meters) {
        this.timer = timer;
        this.config = config;
        this.meters = meters;
        hasProvider = provider.isConfigured();
        commands = new PaymentCommands(core);
        retry = new CoreRetry(timer, config);
        StrayMoney stray = new StrayMoney(books, timer, retry, config, meters);
        steps = new SettlementSteps(commands, retry, provider, keys, stray, timer, config);
        Gauge.builder("boxoffice.settlements.queued", () -> queued)
                .description("captures, refunds and open attempts that wait for the provider or the core")
                .register(meters);
        Gauge.builder("boxoffice.settlements.without.provider", () -> hasProvider ? 0 : queued)
                .description("captures, refunds and open attempts that wait because no payment provider is configured")
                .register(meters);
    }

    /** Begins to follow events and asks the core what is open. */
    public void start(FollowedLog log) {
        FollowerConfig following =
                new FollowerConfig(config.feedIntervalMs(), EVENTS_PER_POLL, config.retryMinMs(), config.retryMaxMs());
        follower = new EventFollower("settlement", log, new Following(), following, meters);
        timer.after(0, this::round);
    }

    /** How many settlements are known and not done. */
    public int queued() {
        return queued;
    }

    /** For how long the oldest of them is not done, though nobody waits for a customer's bank any more, in milliseconds; 0: none. */
    public long waitingMs() {
        long since = waitingSinceMs;
        return since == Long.MAX_VALUE ? 0 : Math.max(0, timer.nowMs() - since);
    }

    /**
     * Somebody else is about to begin an attempt and bring it to its end: what the core lists of it is not ours. To be said
     * before the core hears of the attempt, and taken back once by {@link #release}.
     */
    void leaveAlone(long reservationId) {
        beingPaid.merge(reservationId, 1, Integer::sum);
    }

    void release(long reservationId) {
        beingPaid.computeIfPresent(reservationId, (id, count) -> count == 1 ? null : count - 1);
        timer.after(0, () -> {
            Settlement open = beingPaid.containsKey(reservationId) ? null : leftAlone.remove(reservationId);
            if (open != null) {
                add(open, timer.nowMs() + config.attemptTimeoutMs());
            }
        });
    }

    /** Takes over an attempt that the provider has not decided. Ends with what the customer is told. */
    CompletableFuture<PaymentOutcome> settle(Payment payment, long giveUpAtMs) {
        CompletableFuture<PaymentOutcome> outcome = new CompletableFuture<>();
        Settlement settlement = Settlement.ofAttempt(payment.reservationId(), payment.attempt());
        timer.after(0, () -> {
            Task task = add(settlement, giveUpAtMs);
            if (task == null) {
                // It is STARTED in the journal, so the next look at what is open finds it.
                outcome.complete(new PaymentOutcome.Processing(payment));
                return;
            }
            task.giveUpAtMs = Math.min(task.giveUpAtMs, giveUpAtMs);
            task.outcome = outcome;
        });
        return outcome;
    }

    /** An attempt of which the provider said something unexpected; tried until there is room, as no list names it. */
    void lookInto(long reservationId, int attempt) {
        timer.after(0, () -> {
            Task task = add(Settlement.ofAttempt(reservationId, attempt), timer.nowMs());
            if (task == null && !closed) {
                timer.after(config.retryMaxMs(), () -> lookInto(reservationId, attempt));
            } else if (task != null) {
                // What it is doing may rest on what was known before.
                task.again = true;
            }
        });
    }

    private void round() {
        if (closed) {
            follower.close();
            return;
        }
        try {
            if (timer.nowMs() >= nextStepAtMs) {
                nextStepAtMs = timer.nowMs() + follow();
            }
            boolean roomAgain = rescanNeeded && tasks.size() <= config.maxQueuedSettlements() / 2;
            if (!scanning && (roomAgain || timer.nowMs() >= nextScanAtMs)) {
                scan();
            }
            raiseAlarm();
            noteAge();
        } finally {
            timer.after(config.feedIntervalMs(), this::round);
        }
    }

    /** Takes the events that are there. Returns how long to pause then, in milliseconds. */
    private long follow() {
        long pauseMs = 0;
        while (pauseMs == 0 && !closed) {
            pauseMs = follower.step();
        }
        return pauseMs;
    }

    private void noteAge() {
        if (timer.nowMs() >= nextAgeAtMs) {
            nextAgeAtMs = timer.nowMs() + AGE_INTERVAL_MS;
            waitingSinceMs = tasks.values().stream()
                    .mapToLong(task -> task.lateFromMs)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    /** Without a provider nothing is settled and nothing is lost: somebody has to know. */
    private void raiseAlarm() {
        if (!hasProvider && !tasks.isEmpty() && timer.nowMs() >= nextAlarmAtMs) {
            nextAlarmAtMs = timer.nowMs() + config.rescanIntervalMs();
            LOG.error(
                    "{} captures, refunds or open payments wait for a payment provider, and none is configured: set"
                            + " payment.providers to the one they were begun with",
                    tasks.size());
        }
    }

    private void scan() {
        scanning = true;
        rescanNeeded = false;
        nextScanAtMs = timer.nowMs() + config.rescanIntervalMs();
        scanPage();
    }

    private void scanPage() {
        retry.insist(() -> commands.openPayments(scanAfter))
                .whenComplete((reply, thrown) -> timer.after(0, () -> {
                    if (thrown != null) {
                        LOG.warn("the core does not say what is open: {}", thrown.toString());
                        scanning = false;
                    } else {
                        onPage(new OpenPaymentsDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder()));
                    }
                }));
    }

    private void onPage(OpenPaymentsDecoder page) {
        long last = page.lastReservationId();
        boolean room = true;
        for (OpenPaymentsDecoder.PaymentsDecoder open : page.payments()) {
            Settlement settlement = Settlement.ofAttempt(open.reservationId(), open.attempt());
            if (beingPaid.containsKey(open.reservationId())) {
                leftAlone.put(open.reservationId(), settlement);
            } else {
                room &= add(settlement, timer.nowMs() + config.attemptTimeoutMs()) != null;
            }
        }
        for (OpenPaymentsDecoder.RefundsDecoder due : page.refunds()) {
            room &= add(new Settlement(due.reservationId(), due.attempt(), due.refund(), due.amount()), 0) != null;
        }
        if (!room) {
            // Goes on with this page when there is room again.
            scanning = false;
        } else {
            scanAfter = last;
            scanning = last != 0;
            if (scanning) {
                scanPage();
            }
        }
    }

    /** The task for a settlement, new or not; null when there is no room. */
    private Task add(Settlement settlement, long giveUpAtMs) {
        Task known = tasks.get(settlement);
        if (known != null) {
            return known;
        }
        if (tasks.size() >= config.maxQueuedSettlements()) {
            rescanNeeded = true;
            return null;
        }
        Task task = new Task(settlement, giveUpAtMs, Math.max(timer.nowMs(), giveUpAtMs));
        tasks.put(settlement, task);
        queued = tasks.size();
        ready.add(task);
        timer.after(0, this::pump);
        return task;
    }

    private void pump() {
        while (running < config.maxConcurrentSettlements() && !ready.isEmpty() && !closed) {
            Task task = ready.remove();
            running++;
            task.again = false;
            step(task).whenComplete((progress, thrown) -> timer.after(0, () -> onStep(task, progress, thrown)));
        }
    }

    private CompletableFuture<Progress> step(Task task) {
        try {
            return steps.step(task.settlement, task.giveUpAtMs);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onStep(Task task, Progress progress, Throwable thrown) {
        running--;
        // A core that keeps refusing what the provider says must not be asked in a tight circle.
        boolean more = (progress == Progress.MORE || task.again) && task.quickSteps++ < MAX_QUICK_STEPS;
        if (thrown != null) {
            warn(task, CoreRetry.cause(thrown));
            retryLater(task);
        } else if (more) {
            answer(task);
            ready.add(task);
        } else if (progress != Progress.DONE) {
            retryLater(task);
        } else {
            answer(task);
            tasks.remove(task.settlement);
            queued = tasks.size();
        }
        pump();
    }

    private static void warn(Task task, Throwable cause) {
        // Of a provider that is not there the alarm speaks, for all together.
        if (!(cause instanceof PaymentsUnavailableException)) {
            LOG.warn("{} failed and will be tried again: {}", task.settlement, String.valueOf(cause));
        }
    }

    private void retryLater(Task task) {
        task.quickSteps = 0;
        long untilGiveUp = Math.max(0, task.giveUpAtMs - timer.nowMs());
        long pause = retry.pauseMs(task.tries++);
        timer.after(untilGiveUp > 0 ? Math.min(pause, untilGiveUp) : pause, () -> {
            ready.add(task);
            pump();
        });
    }

    /** Tells the customer who waits, if the attempt is decided. */
    private void answer(Task task) {
        CompletableFuture<PaymentOutcome> outcome = task.outcome;
        if (outcome == null) {
            return;
        }
        task.outcome = null;
        steps.outcome(task.settlement).whenComplete((told, thrown) -> {
            if (thrown == null) {
                outcome.complete(told);
            } else {
                outcome.completeExceptionally(CoreRetry.cause(thrown));
            }
        });
    }

    /** Stops. What is open is found again at the next start. */
    @Override
    public void close() {
        closed = true;
        if (follower != null) {
            timer.after(0, follower::close);
        }
    }

    /** What events say is to be done. Events that come again find their tasks known, or the core that says that they are done. */
    private final class Following implements EventConsumer {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ReservationEventDecoder event = new ReservationEventDecoder();
        private EventPosition position;

        @Override
        public EventPosition resume() {
            return position;
        }

        @Override
        public void resynchronise(EventPosition from) {
            position = from;
            rescanNeeded = true;
            scanAfter = 0;
        }

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            header.wrap(buffer, offset);
            if (header.templateId() != ReservationEventDecoder.TEMPLATE_ID) {
                return;
            }
            event.wrapAndApplyHeader(buffer, offset, header);
            boolean toCapture = event.step() == ReservationEventType.BOOKING_CONFIRMED
                    && event.paymentStatus() == PaymentStatus.AUTHORISED;
            if (toCapture) {
                add(
                        Settlement.ofAttempt(event.reservationId(), event.attempt()),
                        timer.nowMs() + config.attemptTimeoutMs());
            } else if (event.step() == ReservationEventType.REFUND_DUE) {
                add(new Settlement(event.reservationId(), event.attempt(), event.refund(), event.stepAmount()), 0);
            }
        }

        @Override
        public void commit(EventPosition through) {
            position = through;
        }
    }

    private static final class Task {
        final Settlement settlement;
        final long lateFromMs;
        long giveUpAtMs;
        int tries;
        int quickSteps;
        boolean again;
        CompletableFuture<PaymentOutcome> outcome;

        Task(Settlement settlement, long giveUpAtMs, long lateFromMs) {
            this.settlement = settlement;
            this.lateFromMs = lateFromMs;
            this.giveUpAtMs = giveUpAtMs;
        }
    }
}
