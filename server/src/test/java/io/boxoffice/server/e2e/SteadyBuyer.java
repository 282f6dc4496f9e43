package io.boxoffice.server.e2e;

import io.boxoffice.server.e2e.Api.Answer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Holds, books and pays, again and again, until told to stop. */
final class SteadyBuyer implements Runnable {
    private final Customer customer;
    private final OnSale show;
    private final Random random;
    private final BooleanSupplier goesOn;
    private final AtomicInteger answers;

    /**
     * @param answers counts them
     */
    SteadyBuyer(Customer customer, OnSale show, long seed, BooleanSupplier goesOn, AtomicInteger answers) {
        this.customer = customer;
        this.show = show;
        this.goesOn = goesOn;
        this.answers = answers;
        random = new Random(seed);
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            Answer hold = counted(customer.api().post(show.path("/holds"), wish()));
            if (hold.status() == 201 && random.nextInt(10) > 0) {
                pay(hold);
            }
        }
    }

    private void pay(Answer hold) {
        counted(customer.book(hold)).expect(201);
        if (random.nextInt(5) == 0) {
            counted(customer.pay(hold, Customer.DECLINE)).expect(402);
        }
        counted(customer.pay(hold, Customer.APPROVE)).expect(201);
    }

    private Answer counted(Answer answer) {
        answers.incrementAndGet();
        return answer;
    }

    private String wish() {
        if (random.nextBoolean()) {
            return "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":" + (1 + random.nextInt(3)) + "}]}";
        }
        return Customer.seats(show.map().seatId(random.nextInt(show.map().seatCount())));
    }
}
