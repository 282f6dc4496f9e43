package io.boxoffice.bench.load;

import io.boxoffice.bench.load.Crowd.Has;
import io.boxoffice.bench.load.LoadConnection.Underway;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One event loop's part of a run. At each request's instant it decides what the request is, and sends it over a connection that
 * has room; when none has, the request waits for one, and its latency counts from its instant all the same. What was not sent
 * when the run ends is not sent any more, and counted.
 *
 * <p>Built and started from outside; everything else happens on the event loop. {@link #ended()} completes on it.
 */
final class Lane implements LoadConnection.Listener, Watcher.Listener {
    private static final int MAX_REMEMBERED_ANSWERS = 4_096;
    private static final int MAX_BEST_QUANTITY = 6;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long DRAIN_LOOK_MS = 20;
    private static final long NO_ROOM_NS = 1_000_000;

    private final EventLoop loop;
    private final LoadPlan plan;
    private final long planned;
    private final long warmUpRequests;
    private final Requests requests;
    private final Crowd crowd;
    private final RandomGenerator random;
    private final Tally tally = new Tally();
    private final CompletableFuture<Tally> ended = new CompletableFuture<>();
    private final List<LoadConnection> open = new ArrayList<>();
    private final ArrayDeque<LoadConnection> withRoom = new ArrayDeque<>();
    private final ArrayDeque<LoadConnection> unflushed = new ArrayDeque<>();
    private final AnsweredSequences[] answered;
    private long startNs;
    private long countFromNs;
    private long endNs;
    private long taken;
    private long underway;
    private boolean closing;

    /** The sequences that answers told of one show, and when: the newest few thousand. */
    private static final class AnsweredSequences {
        final long[] sequences = new long[MAX_REMEMBERED_ANSWERS];
        final long[] atNs = new long[MAX_REMEMBERED_ANSWERS];
        long count;

        void add(long sequence, long ns) {
            int at = (int) (count++ % MAX_REMEMBERED_ANSWERS);
            sequences[at] = sequence;
            atNs[at] = ns;
        }

        /** When the first of those after one sequence and through another was answered; 0 when none is remembered. */
        long firstAfter(long after, long through) {
            long first = 0;
            long oldest = Math.max(0, count - MAX_REMEMBERED_ANSWERS);
            for (long i = count - 1; i >= oldest; i--) {
                int at = (int) (i % MAX_REMEMBERED_ANSWERS);
                if (sequences[at] <= after) {
                    break;
                }
                if (sequences[at] <= through) {
                    first = atNs[at];
                }
            }
            return first;
        }
    }

    Lane(EventLoop loop, LoadPlan plan, int number, OnSale onSale, Crowd crowd, RandomGenerator random) {
        this.loop = loop;
        this.plan = plan;
        this.crowd = crowd;
        this.random = random;
        planned = plan.requestsOfLane(number);
        warmUpRequests = planned * plan.warmUpSeconds() / (plan.warmUpSeconds() + plan.seconds());
        requests = new Requests(onSale);
        answered = new AnsweredSequences[onSale.shows().size()];
        for (int show = 0; show < answered.length; show++) {
            answered[show] = new AnsweredSequences();
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** Begins when the connections are open. */
    void start(long atNs) {
        loop.execute(() -> {
            startNs = atNs;
            countFromNs = startNs + TimeUnit.SECONDS.toNanos(plan.warmUpSeconds());
            endNs = countFromNs + TimeUnit.SECONDS.toNanos(plan.seconds());
            tally.planned(planned - warmUpRequests);
            pump();
        });
    }

    /** What became of its requests, when all are answered or given up. */
    CompletableFuture<Tally> ended() {
        return ended;
    }

    private void pump() {
        try {
            sendInTime();
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void sendInTime() {
        long nowNs = System.nanoTime();
        sendWhatIsDue(nowNs);
        onAnswersRead();
        if (nowNs - endNs >= 0) {
            drain();
        } else {
            long nextNs = taken < planned ? intendedNs(taken) : endNs;
            // Without room, an answer makes some, and sends what is due: no need to look before.
            long waitNs = Math.max(withRoom.isEmpty() ? NO_ROOM_NS : 0, nextNs - System.nanoTime());
            loop.schedule(this::pump, Math.max(0, waitNs), TimeUnit.NANOSECONDS);
        }
    }

    private long intendedNs(long number) {
        if (number < warmUpRequests) {
            return startNs + (long) ((double) number / warmUpRequests * (countFromNs - startNs));
        }
        return countFromNs
                + plan.scenario().startsAfterNs(number - warmUpRequests, planned - warmUpRequests, endNs - countFromNs);
    }

    private void sendWhatIsDue(long nowNs) {
        while (!closing && taken < planned && intendedNs(taken) - nowNs <= 0) {
            LoadConnection connection = withRoom.poll();
            if (connection == null) {
                return;
            }
            send(connection, intendedNs(taken++));
        }
    }

    private void send(LoadConnection connection, long intendedNs) {
        Kind kind = plan.scenario().next(random);
        Has who = whoFor(kind);
        if (who == null) {
            // Nobody is that far yet: somebody new comes instead.
            kind = Kind.HOLD;
            who = crowd.wishes();
        }
        ByteBuf bytes = connection.buffer();
        int quantity = 1 + random.nextInt(MAX_BEST_QUANTITY);
        requests.write(bytes, kind, who, crowd.authorization(who.customer()), quantity);
        long sentNs = System.nanoTime();
        connection.write(new Underway(kind, who, intendedNs, sentNs), bytes);
        underway++;
        if (intendedNs - countFromNs >= 0) {
            tally.sent();
        }
        if (!connection.isReading()) {
            unflushed.add(connection);
        }
    }

    /** Null when nobody can do that now. */
    private Has whoFor(Kind kind) {
        return switch (kind) {
            case HOLD -> crowd.wishes();
            case CONFLICT -> crowd.wishesForTaken();
            case BOOK, RELEASE -> crowd.takeHolder();
            case PAY -> crowd.takeBooker();
            case CANCEL -> crowd.takePayer();
            case READ -> crowd.anyHolder();
            case BROWSE, CITY_PAGE, SEARCH_PAGE, EVENT_PAGE, VENUE_PAGE, AVAILABILITY, BEST_AVAILABLE, STREAM ->
                new Has(null, crowd.anybody(), crowd.anyShow(), -1);
        };
    }

    @Override
    public void onOpen(LoadConnection connection) {
        open.add(connection);
        for (int i = 0; i < plan.pipelined(); i++) {
            withRoom.add(connection);
        }
    }

    @Override
    public void onAnswer(LoadConnection connection, Underway request, Answer answer) {
        long nowNs = System.nanoTime();
        underway--;
        if (request.intendedNs() - countFromNs >= 0) {
            tally.answered(
                    request.kind(),
                    answer.status(),
                    nowNs - request.intendedNs(),
                    nowNs - request.sentNs(),
                    nowNs - endNs <= 0);
        }
        remember(request, answer, nowNs);
        withRoom.addLast(connection);
        sendWhatIsDue(nowNs);
    }

    /** Sends what was written meanwhile, maybe on other connections. */
    @Override
    public void onAnswersRead() {
        for (LoadConnection connection = unflushed.poll(); connection != null; connection = unflushed.poll()) {
            connection.flush();
        }
    }

    private void remember(Underway request, Answer answer, long nowNs) {
        Has who = request.who();
        if (answer.status() / 100 != 2) {
            return;
        }
        switch (request.kind()) {
            case HOLD, BEST_AVAILABLE -> {
                crowd.holds(new Has(answer.id(), who.customer(), who.show(), who.pair()));
                if (plan.watchers() > 0) {
                    answered[who.show()].add(answer.sequence(), nowNs);
                }
            }
            case BOOK -> crowd.hasBooked(who);
            case PAY -> crowd.hasPaid(who);
            case RELEASE, CANCEL -> crowd.gaveBack(who);
            case BROWSE, CITY_PAGE, SEARCH_PAGE, EVENT_PAGE, VENUE_PAGE, AVAILABILITY, CONFLICT, READ, STREAM -> {
                // Nobody has more or less than before.
            }
        }
    }

    @Override
    public void onLost(LoadConnection connection, Underway request) {
        underway--;
        if (request.intendedNs() - countFromNs >= 0) {
            tally.lost();
        }
    }

    @Override
    public void onClosed(LoadConnection connection) {
        open.remove(connection);
        while (withRoom.remove(connection)) {
            // It was there once for each request it had room for.
        }
        if (open.isEmpty() && !closing && startNs != 0) {
            ended.completeExceptionally(new LoadFailedException("the server closed every connection"));
        }
    }

    private void drain() {
        if (underway > 0 && System.nanoTime() - endNs < DRAIN_NS) {
            loop.schedule(this::drain, DRAIN_LOOK_MS, TimeUnit.MILLISECONDS);
            taken = planned;
            return;
        }
        closing = true;
        List.copyOf(open).forEach(LoadConnection::close);
        ended.complete(tally);
    }

    @Override
    public void onStream(boolean streamOpen) {
        tally.stream(streamOpen);
    }

    @Override
    public void onEvent(int show, long lastSequence, long sequence) {
        long nowNs = System.nanoTime();
        if (nowNs - countFromNs < 0 || nowNs - endNs > 0) {
            return;
        }
        tally.streamEvent();
        long firstNs = answered[show].firstAfter(lastSequence, sequence);
        if (firstNs != 0) {
            tally.seenOnStream(nowNs - firstNs);
        }
    }

    @Override
    public void onStreamClosed() {
        if (!closing) {
            tally.streamClosed();
        }
    }
}
