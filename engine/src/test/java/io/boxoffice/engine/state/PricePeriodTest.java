package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowEventDecoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Prices that change by themselves. */
class PricePeriodTest {
    private static Scenario aShowThatWillCost(long... amountFrom) {
        Scenario s = aShow("AAAAAAAA").priced(1_000).onSale();
        plan(s, amountFrom).accepted();
        return s;
    }

    /** Pairs of a time and an amount. */
    private static Reply plan(Scenario s, long... amountFrom) {
        PricePeriods.Builder periods = new PricePeriods.Builder();
        for (int i = 0; i < amountFrom.length; i += 2) {
            periods.from(amountFrom[i]).amounts(amountFrom[i + 1]);
        }
        byte[] encoded = periods.build(s.prices(1_000)).encode();
        return s.upload(UploadKind.PRICE_PERIODS, Scenario.SHOW, 0, encoded);
    }

    private static long price(Reply hold) {
        return hold.reservation().amount();
    }

    private static List<ShowEventType> showSteps(Scenario s) {
        List<ShowEventType> steps = new ArrayList<>();
        for (byte[] event : s.events()) {
            UnsafeBuffer buffer = new UnsafeBuffer(event);
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            if (header.templateId() == ShowEventDecoder.TEMPLATE_ID) {
                steps.add(new ShowEventDecoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .step());
            }
        }
        return steps;
    }

    @Test
    void shouldSwitchPricesBeforeTheFirstCommandOnTheShowThatIsDue() {
        Scenario s = aShowThatWillCost(10_000, 700);
        Reply early = s.at(9_999).customer(7).holds("A-1");
        assertEquals(1_000, price(early));
        assertEquals(700, price(s.at(10_000).customer(8).holds("A-2")));
        assertEquals(List.of(ShowEventType.PRICES_CHANGED), showSteps(s));
        assertEquals(1_000, price(s.reservation(early)), "what is held keeps its price");
        s.customer(9).holds("A-3");
        assertTrue(showSteps(s).isEmpty());
    }

    @Test
    void shouldSwitchPricesByATickWhenNobodyComes() {
        Scenario s = aShowThatWillCost(10_000, 700, 20_000, 900);
        assertEquals(10_000, s.machine.nextDeadlineMs());
        long before = s.machine.state().shows.get(Scenario.SHOW).priceVersion;
        s.at(10_000).tick();
        assertEquals(List.of(ShowEventType.PRICES_CHANGED), showSteps(s));
        assertEquals(700, s.machine.prices(Scenario.SHOW).seatPrice(0));
        assertTrue(s.machine.state().shows.get(Scenario.SHOW).priceVersion > before);
        assertEquals(20_000, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldApplyTheLastOfSeveralPeriodsThatAreDue() {
        Scenario s = aShowThatWillCost(10_000, 700, 20_000, 900, 30_000, 1_100);
        s.at(25_000).tick();
        assertEquals(List.of(ShowEventType.PRICES_CHANGED), showSteps(s));
        assertEquals(900, s.machine.prices(Scenario.SHOW).seatPrice(0));
        assertEquals(30_000, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldSwitchAlsoForAHoldThatIsRefused() {
        Scenario s = aShowThatWillCost(10_000, 700);
        s.at(10_000);
        s.send(s.customer(7).wants().seats(0).expecting(1_000).encode()).isRejected(RejectReason.PRICE_CHANGED, 700);
        assertEquals(List.of(ShowEventType.PRICES_CHANGED), showSteps(s));
    }

    @Test
    void shouldForgetPeriodsWithANewListOrPlan() {
        Scenario s = aShowThatWillCost(10_000, 700);
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1_300).encode()).accepted();
        assertEquals(1_300, price(s.at(10_000).customer(7).holds("A-1")));
        plan(s, 50_000, 100).accepted();
        plan(s).accepted();
        assertEquals(1_300, price(s.at(50_000).customer(7).holds("A-2")));
    }

    @Test
    void shouldApplyAPeriodAtOnceThatHasBegun() {
        Scenario s = aShow("AAAA").priced(1_000).onSale().at(5_000);
        plan(s, 4_000, 800, 9_000, 900).accepted();
        assertEquals(List.of(ShowEventType.PRICES_CHANGED), showSteps(s));
        assertEquals(800, price(s.customer(7).holds("A-1")));
        plan(s, 20_000, 950).accepted();
        assertTrue(showSteps(s).isEmpty());
    }

    @Test
    void shouldNotLoseASwitchThatIsDueWhenThePlanChanges() {
        Scenario s = aShowThatWillCost(10_000, 700);
        s.at(12_000);
        plan(s, 20_000, 950).accepted();
        assertEquals(700, price(s.customer(7).holds("A-1")));
    }

    @Test
    void shouldRefuseAmountsThatDoNotFitTheList() {
        Scenario s = aShow("AABB").priced(1_000, 2_000).onSale();
        plan(aShow("AAAA").priced(1_000).onSale(), 10, 100).accepted();
        plan(s, 10_000, 100).isRejected(RejectReason.UPLOAD_MISMATCH);
    }

    @Test
    void shouldNotSwitchPricesOfACancelledShow() {
        Scenario s = aShowThatWillCost(10_000, 700);
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        s.goOn();
        s.at(10_000).tick();
        assertTrue(showSteps(s).isEmpty());
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }
}
