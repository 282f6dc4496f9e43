package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(new HttpLimits.Bodies(100, 10_000, 500, 200));

    @Test
    void shouldKeepRoomForSmallBodiesWhateverLargeOnesTake() {
        assertTrue(budget.share(1, false).tryAdd(10_000, true));
        assertFalse(budget.share(2, false).tryAdd(1, true));
        assertTrue(budget.share(2, true).tryAdd(100, true));
    }

    @Test
    void shouldBoundWhatOneCallerHoldsBack() {
        BodyBudget.Share first = budget.share(1, true);
        assertTrue(first.tryAdd(100, false));
        assertTrue(budget.share(1, true).tryAdd(100, false));
        assertTrue(budget.share(1, true).tryAdd(100, false), "one of them is beside the others");
        assertFalse(budget.share(1, true).tryAdd(1, false));
        assertTrue(budget.share(2, true).tryAdd(100, false), "another caller");
        assertTrue(budget.share(1, true).tryAdd(90, true), "what is whole is held back by nobody");
        first.giveBack();
        assertTrue(budget.share(1, true).tryAdd(50, false));
    }

    @Test
    void shouldLetACallerSendOneBodyOfAnySize() {
        BodyBudget.Share large = budget.share(1, false);
        for (int i = 0; i < 90; i++) {
            assertTrue(large.tryAdd(100, false));
        }
        BodyBudget.Share beside = budget.share(1, false);
        assertTrue(beside.tryAdd(200, false));
        assertTrue(large.tryAdd(100, false));
        assertFalse(beside.tryAdd(1, false), "and not two");
        large.giveBack();
        beside.giveBack();
        assertTrue(budget.share(1, false).tryAdd(100, false));
    }

    @Test
    void shouldCountNothingAfterAllIsGivenBack() {
        BodyBudget.Share refused = budget.share(1, true);
        refused.tryAdd(150, false);
        refused.tryAdd(100, false);
        refused.giveBack();
        refused.giveBack();
        assertEquals(0, budget.takenBytes());
        assertTrue(budget.share(1, true).tryAdd(200, false));
    }
}
