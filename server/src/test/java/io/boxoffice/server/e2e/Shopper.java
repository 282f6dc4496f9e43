package io.boxoffice.server.e2e;

import io.boxoffice.server.e2e.Api.Answer;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Holds, books and pays, and has all of it written down, until told to stop or the server is gone. */
final class Shopper implements Runnable {
    private final Customer customer;
    private final OnSale show;
    private final Ledger ledger;
    private final Random random;
    private final BooleanSupplier goesOn;

    Shopper(Customer customer, OnSale show, Ledger ledger, long seed, BooleanSupplier goesOn) {
        this.customer = customer;
        this.show = show;
        this.ledger = ledger;
        this.goesOn = goesOn;
        random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (goesOn.getAsBoolean()) {
                shop();
            }
        } catch (UncheckedIOException e) {
            // The server is gone, or going.
        }
    }

    private void shop() {
        Answer hold = ask(show.path("/holds"), wish());
        if (hold.status() != 201 || random.nextInt(10) == 0) {
            return;
        }
        ask("/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}");
        String payments = "/v1/bookings/" + hold.id() + "/payments";
        if (random.nextInt(5) == 0) {
            ask(payments, Customer.payment(Customer.DECLINE));
        }
        ask(payments, Customer.payment(Customer.APPROVE));
    }

    private Answer ask(String path, String body) {
        return ledger.ask(customer, path, body, UUID.randomUUID().toString());
    }

    private String wish() {
        int quantity = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            return "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":" + quantity + "}]}";
        }
        int seat = random.nextInt(show.map().seatCount());
        return Customer.seats(show.map().seatId(seat));
    }
}
