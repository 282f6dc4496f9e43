package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What all buyers together were told: how much is sold, and what they paid. Any thread. */
final class Crowd {
    final LongAdder conflicts = new LongAdder();
    final LongAdder declines = new LongAdder();
    final LongAdder lapses = new LongAdder();
    final LongAdder paid = new LongAdder();

    private final AtomicInteger unsold;

    Crowd(int units) {
        unsold = new AtomicInteger(units);
    }

    /** Notes what was paid for. */
    void sold(Answer hold, long amount) {
        int units = hold.body().path("seats").size();
        for (JsonNode area : hold.body().path("areas")) {
            units += area.path("quantity").asInt();
        }
        paid.add(amount);
        unsold.addAndGet(-units);
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
