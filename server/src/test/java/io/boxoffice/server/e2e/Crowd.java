package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What all buyers together were told: who has which seat, and what they paid. Any thread. */
final class Crowd {
    final LongAdder conflicts = new LongAdder();
    final LongAdder declines = new LongAdder();
    final LongAdder lapses = new LongAdder();
    final LongAdder paid = new LongAdder();

    private final Map<String, String> ownerOfSeat = new ConcurrentHashMap<>();
    private final AtomicInteger unsold;

    Crowd(int units) {
        unsold = new AtomicInteger(units);
    }

    /** Notes what was paid for; nobody may have it yet. */
    void sold(Answer hold, long amount) {
        int units = 0;
        for (JsonNode seat : hold.body().path("seats")) {
            String before = ownerOfSeat.putIfAbsent(seat.path("seat").asText(), hold.id());
            if (before != null) {
                throw new AssertionError(seat + " was sold to " + before + " and to " + hold.id());
            }
            units++;
        }
        for (JsonNode area : hold.body().path("areas")) {
            units += area.path("quantity").asInt();
        }
        paid.add(amount);
        unsold.addAndGet(-units);
    }

    int seatsSold() {
        return ownerOfSeat.size();
    }

    int unsold() {
        return unsold.get();
    }

    boolean soldOut() {
        return unsold.get() <= 0;
    }

    @Override
    public String toString() {
        return "unsold " + unsold + ", conflicts " + conflicts + ", declines " + declines + ", lapses " + lapses;
    }
}
