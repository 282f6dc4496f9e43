package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider approves after the hold has lapsed: the same seats if they are still free, else the money goes back. */
class LateApprovalTest {
    private static final Duration HOLD_TIME = Duration.ofMillis(1_500);
    private static final Duration APPROVAL_TIME = Duration.ofSeconds(6);

    @TempDir
    private static Path data;

    private static TestServer server;

    private OnSale show;
    private Customer late;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("booking.payment-window-ms", HOLD_TIME.toMillis())
                .with("payment.respond-within-ms", 200)
                .with("sandbox.late-approval-ms", APPROVAL_TIME.toMillis())
                .start();
    }

    @AfterAll
    static void stopServer() {
        try {
            server.history().assertPossible();
        } finally {
            server.close();
        }
    }

    @BeforeEach
    void putOnSale() {
        show = server.organizer().putOnSale(Organizer.hall(2, 10, 10), HOLD_TIME);
        late = server.customer(1);
    }

    @Test
    void shouldGiveTheSameSeatsWhenNobodyTookThem() {
        Answer payment = payLate();
        Await.until("the lapse", () -> counts().path("free").asInt() == 20);

        Await.until("the approval", () -> status(payment).equals("completed"));
        assertEquals(1, counts().path("sold").asInt());
        assertEquals("confirmed", late.booking(payment.text("bookingId")).text("status"));
        assertEquals(
                "A-1",
                late.tickets(payment.text("bookingId"))
                        .body()
                        .at("/items/0/seat")
                        .asText());
    }

    @Test
    void shouldGiveTheMoneyBackWhenTheSeatsHadGone() {
        Answer payment = payLate();
        Customer faster = server.customer(2);
        Await.until("somebody else's purchase", () -> buys(faster));

        Await.until("the end of the approval", () -> status(payment).equals("voided"));
        long id = Long.parseLong(payment.text("bookingId"));
        awaitRefund(id, "seats_gone");
        JsonNode booking = late.booking(payment.text("bookingId")).body();
        assertEquals("expired", booking.path("status").asText());
        assertEquals("voided", booking.path("paymentStatus").asText());
        // Nothing was taken, so nothing is due and nothing was paid back.
        assertEquals(0, booking.path("refundDueAmount").asLong());
        assertEquals(0, booking.path("refundedAmount").asLong());
        assertEquals(1, counts().path("sold").asInt());
        assertEquals(0, counts().path("held").asInt());
        server.awaitWriter();
        assertEquals(1, Agreement.with(server.sales(), show).units());
    }

    /** Four seats of two, because the approval came late. */
    @Test
    void shouldGiveTheMoneyBackWhenTheCustomerHasAsManySeatsAsHeMayHave() {
        show = server.organizer().putOnSale(Organizer.hall(2, 10, 10), HOLD_TIME, 1);
        Answer payment = payLate();
        Await.until("another seat of the same customer", () -> {
            Answer hold = late.hold(show, "A-5");
            return hold.status() == 201
                    && late.book(hold).status() == 201
                    && late.pay(hold, Customer.APPROVE).status() == 201;
        });
        Await.until("the end of the approval", () -> status(payment).equals("voided"));
        awaitRefund(Long.parseLong(payment.text("bookingId")), "limit");
        assertEquals(1, counts().path("sold").asInt());
        assertEquals(0, counts().path("held").asInt());
        server.awaitWriter();
        assertEquals(1, Agreement.with(server.sales(), show).units());
    }

    /** What was set aside is let go, not paid back: it was never taken. */
    private void awaitRefund(long id, String reason) {
        Await.until(() -> server.sales().rows("SELECT * FROM sales.refunds").toString(), () -> server.sales()
                .rows("SELECT amount, status, reason FROM sales.refunds WHERE reservation_id = ?", id)
                .equals(List.of(List.of(Long.toString(Organizer.STALLS_PRICE), "void", reason))));
        assertEquals(
                List.of(List.of("voided")),
                server.sales().rows("SELECT status FROM sales.payments WHERE reservation_id = ?", id));
    }

    private Answer payLate() {
        Answer booking = late.book(late.hold(show, "A-1").expect(201)).expect(201);
        return late.pay(booking, Customer.LATE_APPROVE).expect(202);
    }

    /** Whether the seat could be had, and paid for in time. */
    private boolean buys(Customer customer) {
        Answer hold = customer.hold(show, "A-1");
        return hold.status() == 201
                && customer.book(hold).status() == 201
                && customer.pay(hold, Customer.APPROVE).status() == 201;
    }

    private String status(Answer payment) {
        return late.api().get(payment.header("location")).expect(200).text("status");
    }

    private JsonNode counts() {
        return server.anybody()
                .get(show.path("/availability"))
                .expect(200)
                .body()
                .path("counts");
    }
}
