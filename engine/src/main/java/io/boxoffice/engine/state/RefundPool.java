package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import java.util.Arrays;

/** The refunds of all reservations, each reservation's a chain numbered from 1. */
final class RefundPool {
    static final int NONE = 0;

    long[] amount = new long[256];
    short[] attempt = new short[256];
    RefundStatus[] status = new RefundStatus[256];
    RefundReason[] reason = new RefundReason[256];
    int[] next = new int[256];
    private int freeHead = NONE;
    private int used = 1;
    private int size;

    /** Refunds of all reservations. */
    int size() {
        return size;
    }

    int allocate(long refundAmount, int ofAttempt, RefundReason why) {
        int f = freeHead;
        if (f == NONE) {
            f = used++;
            if (f == amount.length) {
                grow();
            }
        } else {
            freeHead = next[f];
        }
        size++;
        amount[f] = refundAmount;
        attempt[f] = (short) ofAttempt;
        status[f] = RefundStatus.DUE;
        reason[f] = why;
        next[f] = NONE;
        return f;
    }

    void freeChain(int first) {
        int f = first;
        while (f != NONE) {
            int following = next[f];
            next[f] = freeHead;
            freeHead = f;
            size--;
            f = following;
        }
    }

    private void grow() {
        int capacity = amount.length * 2;
        amount = Arrays.copyOf(amount, capacity);
        attempt = Arrays.copyOf(attempt, capacity);
        status = Arrays.copyOf(status, capacity);
        reason = Arrays.copyOf(reason, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
