package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
