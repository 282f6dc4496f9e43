package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/** One of the crowd: takes what is free, in every way there is, changes their mind, and goes on until all is sold. */
final class Buyer implements Callable<Void> {
    /** What a hold may be refused for, when others are faster or a seat would be left alone. */
    private static final Set<String> REFUSALS =
            Set.of("seat_unavailable", "no_adjacent_block", "area_full", "stranded_seat");

    private static final int MAX_SECOND_THOUGHTS = 4;
    private static final int FEW = 12;

    private final Customer customer;
    private final OnSale show;
    private final Crowd crowd;
    private final Random random;
    private int secondThoughts = MAX_SECOND_THOUGHTS;

    Buyer(Customer customer, OnSale show, Crowd crowd, long seed) {
        this.customer = customer;
        this.show = show;
        this.crowd = crowd;
        random = new Random(seed);
    }

    @Override
    public Void call() {
        while (!crowd.soldOut()) {
            Answer hold = tryToHold();
            if (hold == null) {
                Await.pause();
            } else if (hold.status() == 201) {
                decide(hold);
            } else {
                hold.expect(409);
                if (!REFUSALS.contains(hold.code())) {
                    throw new AssertionError(hold.body().toString());
                }
                crowd.conflicts.increment();
            }
        }
        return null;
    }

    /** Null when nothing is free at the moment. */
    private Answer tryToHold() {
        JsonNode now =
                customer.api().get(show.path("/availability")).expect(200).body();
        int freeSeats = now.at("/counts/free").asInt();
        int freePlaces = now.at("/areas/0/free").asInt();
        if (freeSeats + freePlaces == 0) {
            return null;
        }
        int quantity = freeSeats + freePlaces < FEW ? 1 : 1 + random.nextInt(4);
        if (random.nextInt(freeSeats + freePlaces) >= freeSeats) {
            return customer.holdPlaces(show, Organizer.PIT, Math.min(quantity, freePlaces));
        }
        if (random.nextInt(3) == 0) {
            return customer.holdBest(show, freeSeats < 4 * FEW ? 1 : quantity);
        }
        return customer.hold(show, freeSeats(now, quantity));
    }

    private String[] freeSeats(JsonNode availability, int quantity) {
        Set<String> taken = new HashSet<>();
        availability.path("held").forEach(seat -> taken.add(seat.asText()));
        availability.path("sold").forEach(seat -> taken.add(seat.asText()));
        List<String> free = new ArrayList<>();
        for (int seat = 0; seat < show.map().seatCount(); seat++) {
            if (!taken.contains(show.map().seatId(seat))) {
                free.add(show.map().seatId(seat));
            }
        }
        Collections.shuffle(free, random);
        return free.subList(0, Math.min(quantity, free.size())).toArray(new String[0]);
    }

    private void decide(Answer hold) {
        int mood = random.nextInt(100);
        if (mood < 8 && secondThoughts-- > 0) {
            crowd.lapses.increment();
        } else if (mood < 14 && secondThoughts-- > 0) {
            customer.release(hold).expect(204);
        } else if (inTime(customer.book(hold), 201)) {
            pay(hold, mood);
        }
    }

    private void pay(Answer hold, int mood) {
        if (mood < 30) {
            if (!inTime(customer.pay(hold, Customer.DECLINE), 402)) {
                return;
            }
            crowd.declines.increment();
            if (mood < 18 && secondThoughts-- > 0) {
                // Left alone it would stand for two minutes, so that another card can be tried.
                customer.release(hold).expect(204);
                return;
            }
        }
        boolean late = mood > 94;
        Answer payment = customer.pay(hold, late ? Customer.LATE_APPROVE : Customer.APPROVE);
        if (inTime(payment, late ? 202 : 201) && (!late || completed(payment.header("location")))) {
            crowd.sold(hold, payment.body().path("amount").asLong());
        }
    }

    /** Whether the answer is the expected one; on a busy machine the hold may have lapsed before it was paid for. */
    private boolean inTime(Answer answer, int expected) {
        if (answer.status() == 409 && answer.code().equals("hold_expired")) {
            crowd.lapses.increment();
            return false;
        }
        answer.expect(expected);
        return true;
    }

    /** Whether the seats were still there when the approval came. */
    private boolean completed(String location) {
        Await.until("late approval", () -> !status(location).equals("processing"));
        return status(location).equals("completed");
    }

    private String status(String location) {
        return customer.api().get(location).expect(200).text("status");
    }
}
