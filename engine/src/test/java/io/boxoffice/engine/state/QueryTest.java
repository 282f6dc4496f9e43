package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be asked without changing anything. */
class QueryTest {

    @Test
    void shouldAnswerAtOnceWhenOpenPaymentsAreListedFromAnyNumber() {
        Scenario s = aShow("AAAA").onSale();
        s.paying(s.customer(7).holds("A-1"));
        assertEquals(
                1,
                s.ask(Commands.listOpenPayments(Long.MIN_VALUE))
                        .openPayments()
                        .payments()
                        .count());
        assertEquals(
                0,
                s.ask(Commands.listOpenPayments(Long.MAX_VALUE))
                        .openPayments()
                        .payments()
                        .count());
    }

    @Test
    void shouldListOpenPaymentsByIdInWhateverOrderTheyBegan() {
        Scenario s = aShow("AAAAAAAA").onSale();
        Reply[] holds = new Reply[4];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = s.customer(7 + i).holds("A-" + (i + 1));
        }
        for (int i : new int[] {2, 0, 3, 1}) {
            s.paying(holds[i]);
        }
        s.declined(holds[2], 1);
        List<Long> ids = new ArrayList<>();
        for (OpenPaymentsDecoder.PaymentsDecoder open :
                s.ask(Commands.listOpenPayments(0)).openPayments().payments()) {
            ids.add(open.reservationId());
        }
        assertEquals(List.of(holds[0].id(), holds[1].id(), holds[3].id()), ids);
    }

    @Test
    void shouldTellClaimsByIdWithTheUnitsThatStand() {
        Scenario s = aShow("AAAAAAAA").withArea("pit", 5).onSale();
        Reply first = s.customer(7).holds("A-1", "A-2", "A-3");
        Reply lapsed = s.customer(8).holds("A-5");
        Reply last = s.customer(9).holdsPlaces(0, 2);
        s.booked(first);
        s.customer(7).cancels(first, 1).cancellation();
        s.customer(8).releases(lapsed);
        List<String> claims = new ArrayList<>();
        s.machine.forEachClaim(
                Scenario.SHOW,
                (id, customer, status, units) ->
                        claims.add(id + " " + customer + " " + status + " " + Arrays.toString(units)));
        assertEquals(
                List.of(first.id() + " 7 BOOKED " + s.seatList("A-1", "A-3"), last.id() + " 9 HELD [-1, -1]"), claims);
        s.machine.forEachClaim(4711, (id, customer, status, units) -> claims.clear());
        assertEquals(2, claims.size());
    }
}
