package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says of customers and money is what then becomes of them. */
class ManyShowsTest {
    @Test
    void shouldSayBeforeCancellingWhomItConcernsAndWhatGoesBack(@TempDir Path data) {
        try (TestServer server = TestServer.aServer().in(data).start()) {
            OnSale first = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
            OnSale second = server.organizer().putOnSaleAgain(first);
            OnSale other = server.organizer().putOnSaleAgain(first);
            Customer ada = server.customer(101);
            Customer ben = server.customer(102);
            Answer cut = ada.buy(first, "A-1", "A-2", "A-3");
            ada.cancel(cut.id(), "A-2").expect(200);
            ben.buy(first, "B-1");
            ben.buy(second, "B-1", "B-2");
            ada.buy(other, "A-1");
            Await.until("the seat that was given back to be paid back", () -> refunds(server, "refunded") > 0);
            long before = refunds(server, "refunded");
            String body = "{\"shows\":[{\"id\":\"" + first.id() + "\",\"ifMatch\":\"*\"},{\"id\":\"" + second.id()
                    + "\",\"ifMatch\":\"*\"}],\"cancel\":true%s}";
            Api organizer = server.organizer().api();

            Answer said = organizer
                    .post("/v1/show-changes", body.formatted(",\"dryRun\":true"))
                    .expect(200);

            assertEquals(3, said.body().path("bookings").asInt(), said.body()::toString);
            assertEquals(5, said.body().path("tickets").asInt(), said.body()::toString);
            long promised = said.body().at("/refunds/0/amount").asLong();
            Answer moving = organizer
                    .post(
                            "/v1/show-changes",
                            body.formatted(",\"dryRun\":true").replace("\"cancel\":true", "\"moveMinutes\":9"))
                    .expect(200);
            assertEquals(3, moving.body().path("bookings").asInt(), moving.body()::toString);
            assertEquals(0, moving.body().path("refunds").size(), moving.body()::toString);

            Answer done = organizer.post("/v1/show-changes", body.formatted("")).expect(200);

            assertEquals(2, done.body().path("changed").asInt(), done.body()::toString);
            Await.until("all money to be back", () -> refunds(server, "refunded") == before + promised);
            server.awaitWriter();
            assertEquals(0, refunds(server, "due"));
            assertEquals(before + promised, refunds(server, "refunded"));
            assertEquals("1", server.sales().text("SELECT count(*) FROM sales.reservations WHERE status = 'booked'"));
        }
    }

    private static long refunds(TestServer server, String status) {
        return Long.parseLong(server.sales()
                .text("SELECT coalesce(sum(amount), 0) FROM sales.refunds WHERE status = '" + status + "'"));
    }
}
