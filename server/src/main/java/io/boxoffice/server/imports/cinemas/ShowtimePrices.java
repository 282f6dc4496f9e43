package io.boxoffice.server.imports.cinemas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.imports.cinemas.Cinemas.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prices of one showtime said shortly: what most seats of a category cost, and the seats that cost something else. A seat
 * without a price at a showtime that has prices is not for sale: it is blocked, under the highest price.
 */
record ShowtimePrices(ObjectNode body, List<String> notPriced) {

    /**
     * @param amounts by seat id; null: every place costs the default
     */
    static ShowtimePrices of(HallPlan plan, List<Seat> seats, Map<String, Long> amounts, long defaultAmount) {
        long highest = amounts == null
                ? defaultAmount
                : amounts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Map<String, Map<Long, Integer>> frequency = new TreeMap<>();
        List<String> notPriced = new ArrayList<>();
        Map<String, Long> amountOf = new HashMap<>();
        for (Seat seat : seats) {
            Long amount = amounts == null ? Long.valueOf(defaultAmount * seat.places()) : amounts.get(seat.id());
            if (amount == null) {
                notPriced.add(plan.name(seat));
                amount = highest;
            }
            amountOf.put(seat.id(), amount);
            frequency
                    .computeIfAbsent(HallPlan.category(seat), c -> new TreeMap<>())
                    .merge(amount, 1, Integer::sum);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode categories = body.putObject("categories");
        Map<String, Long> usual = new HashMap<>();
        frequency.forEach((category, counts) -> {
            long amount = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            usual.put(category, amount);
            categories.put(category, amount);
        });
        ObjectNode exceptions = JsonNodeFactory.instance.objectNode();
        for (Seat seat : seats) {
            long amount = amountOf.get(seat.id());
            if (amount != usual.get(HallPlan.category(seat))) {
                exceptions.put(plan.name(seat), amount);
            }
        }
        if (!exceptions.isEmpty()) {
            body.set("seats", exceptions);
        }
        return new ShowtimePrices(body, notPriced);
    }
}
