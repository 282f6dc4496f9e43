package io.boxoffice.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The customers of one lane, and what each has in hand. Seats are sold by pairs of neighbours; every lane has pairs of its own,
 * so that a hold meets a taken seat when it is meant to, or when the house is nearly full. For the lane's thread.
 */
final class Crowd {
    /** Two seats somebody has; a pair of -1: seats that the server chose. */
    record Has(String reservation, int customer, int show, int pair) {}

    private static final int MAX_REMEMBERED = 200_000;

    private final List<byte[]> authorizations;
    private final RandomGenerator random;
    private final boolean hurried;
    private final int shows;
    private final int pairs;
    private final int lane;
    private final int lanes;
    private final int stride;
    private final Deque<Has> held = new ArrayDeque<>();
    private final Deque<Has> booked = new ArrayDeque<>();
    private final Deque<Has> paid = new ArrayDeque<>();
    private final Deque<Has> back = new ArrayDeque<>();
    private long taken;

    /**
     * @param authorizations the header line of each customer
     * @param hurried        whether those who go on do so at once, because holds lapse soon; else who has held longest is next
     */
    Crowd(List<byte[]> authorizations, OnSale onSale, int lane, int lanes, boolean hurried, RandomGenerator random) {
        this.authorizations = authorizations;
        this.random = random;
        this.hurried = hurried;
        this.lane = lane;
        this.lanes = lanes;
        shows = onSale.shows().size();
        pairs = onSale.pairs();
        stride = strideThrough(pairs);
    }

    int anybody() {
        return random.nextInt(authorizations.size());
    }

    int anyShow() {
        return random.nextInt(shows);
    }

    byte[] authorization(int customer) {
        return authorizations.get(customer);
    }

    /** Somebody new and a pair that is free as far as this lane knows; once all were sold, one that was sold. */
    Has wishes() {
        Has again = back.poll();
        if (again != null) {
            return new Has(null, anybody(), again.show(), again.pair());
        }
        long number = taken++ * lanes + lane;
        int show = (int) (number % shows);
        int pair = (int) (number / shows * stride % pairs);
        return new Has(null, anybody(), show, pair);
    }

    /** A step that has no divisor in common with the number of pairs, and so comes by all of them. */
    private static int strideThrough(int pairs) {
        int stride = 7_919;
        while (gcd(stride, pairs) != 1) {
            stride++;
        }
        return stride;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Seats that somebody else has, wanted by another; null when nobody has any. */
    Has wishesForTaken() {
        Has other = held.peekLast() != null ? held.peekLast() : paid.peekLast();
        return other == null || other.pair() < 0 ? null : new Has(null, anybody(), other.show(), other.pair());
    }

    /** Whoever goes on; null when nobody holds anything. They no longer count as holding. */
    Has takeHolder() {
        return hurried ? held.pollLast() : held.poll();
    }

    Has takeBooker() {
        return hurried ? booked.pollLast() : booked.poll();
    }

    Has takePayer() {
        return paid.poll();
    }

    /** Somebody who holds something and goes on doing so; null when nobody does. */
    Has anyHolder() {
        return held.peekLast();
    }

    void holds(Has who) {
        remember(held, who);
    }

    void hasBooked(Has who) {
        remember(booked, who);
    }

    void hasPaid(Has who) {
        remember(paid, who);
    }

    /** Their seats are free again. */
    void gaveBack(Has who) {
        if (who.pair() >= 0) {
            remember(back, who);
        }
    }

    private static void remember(Deque<Has> where, Has who) {
        if (where.size() < MAX_REMEMBERED) {
            where.add(who);
        }
    }
}
