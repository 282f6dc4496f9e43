package io.boxoffice.gateway.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets no caller have all threads: of each, a few calls are handed to the threads, and some more wait for their turn here. Any
 * thread; nothing waits.
 */
final class CallerTurns {
    private static final class Caller {
        final Deque<Runnable> waiting = new ArrayDeque<>();
        int handedOver;
    }

    private final Executor threads;
    private final int maxHandedOver;
    private final int maxHandedOverWithoutToken;
    private final int maxUnderWay;
    private final int maxUnderWayUnnamed;
    private final int maxWaiting;
    private final Map<Long, Caller> callers = new HashMap<>();
    private int waiting;

    /**
     * @param maxHandedOver             calls of one person that the threads may have at a time
     * @param maxHandedOverWithoutToken the same for one caller without a token: an address, or 0
     * @param maxUnderWay               calls of one caller, those included
     * @param maxUnderWayUnnamed        the same for caller 0, who is everybody without a name
     * @param maxWaiting                calls of all callers that may wait here
     */
    CallerTurns(
            Executor threads,
            int maxHandedOver,
            int maxHandedOverWithoutToken,
            int maxUnderWay,
            int maxUnderWayUnnamed,
            int maxWaiting) {
        this.maxHandedOverWithoutToken = maxHandedOverWithoutToken;
        this.maxWaiting = maxWaiting;
        this.threads = threads;
        this.maxHandedOver = maxHandedOver;
        this.maxUnderWay = maxUnderWay;
        this.maxUnderWayUnnamed = maxUnderWayUnnamed;
    }

    /**
     * Runs a task in the caller's turn.
     *
     * @throws RejectedExecutionException when the caller has too many under way, or the threads have no room
     */
    synchronized void execute(long callerId, Runnable task) {
        Caller caller = callers.computeIfAbsent(callerId, id -> new Caller());
        try {
            int underWay = caller.handedOver + caller.waiting.size();
            if (underWay >= (callerId == 0 ? maxUnderWayUnnamed : maxUnderWay)) {
                throw new RejectedExecutionException("the caller has too many calls under way");
            }
            if (caller.handedOver < (callerId > 0 ? maxHandedOver : maxHandedOverWithoutToken)) {
                threads.execute(turn(callerId, task));
                caller.handedOver++;
            } else if (waiting < maxWaiting) {
                caller.waiting.add(task);
                waiting++;
            } else {
                throw new RejectedExecutionException("too many calls wait");
            }
        } finally {
            forgetIfIdle(callerId, caller);
        }
    }

    /** How many wait here. */
    synchronized int waiting() {
        return waiting;
    }

    private Runnable turn(long callerId, Runnable task) {
        return () -> {
            try {
                task.run();
            } finally {
                ended(callerId);
            }
        };
    }

    private void ended(long callerId) {
        Runnable next;
        synchronized (this) {
            Caller caller = callers.get(callerId);
            next = caller.waiting.poll();
            if (next == null) {
                caller.handedOver--;
                forgetIfIdle(callerId, caller);
            } else {
                waiting--;
            }
        }
        if (next != null) {
            goOn(callerId, next);
        }
    }

    /** Goes to the end of the threads' queue, behind others' calls; if that has no room, this thread goes on with it. */
    private void goOn(long callerId, Runnable next) {
        Runnable turn = turn(callerId, next);
        try {
            threads.execute(turn);
        } catch (RejectedExecutionException e) {
            turn.run();
        }
    }

    private void forgetIfIdle(long callerId, Caller caller) {
        if (caller.handedOver == 0 && caller.waiting.isEmpty()) {
            callers.remove(callerId);
        }
    }
}
