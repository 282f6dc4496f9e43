package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.site.ResultWords.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of money, in every state that a booking can be in. */
class ResultWordsTest {
    private static final Say ENGLISH = new Say("en");

    private static Reservation booking(ReservationStatus status, PaymentStatus money, long refundDue) {
        return new Reservation(
                5, 6, 7, 8, 9, 10, 11, 12, 1_200, 0, refundDue, 0, 1, 0, "EUR", status, money, false, 13, List.of());
    }

    private static Said said(Say say, ReservationStatus status, PaymentStatus money, long refundDue) {
        SeatWords words = new SeatWords(say, TestShow.smallHall(), new TicketTypes(List.of("standard")), "EUR");
        return new ResultWords(say, words, "20:15")
                .of(booking(status, money, refundDue), false, DeclineReason.UNSPECIFIED, null);
    }

    private static String text(ReservationStatus status, PaymentStatus money) {
        Said said = said(ENGLISH, status, money, 0);
        return said.title() + ' ' + String.join(" ", said.why());
    }

    @Test
    void shouldSaySomethingInEveryStateAndLanguage() {
        for (String language : List.of("en", "ar")) {
            for (ReservationStatus status : ReservationStatus.values()) {
                for (PaymentStatus money : PaymentStatus.values()) {
                    Said said = said(new Say(language), status, money, 0);
                    assertFalse(said.title().isBlank(), status + " " + money);
                    assertFalse(said.why().stream().anyMatch(String::isBlank), status + " " + money);
                    assertFalse(said.canPay(), "its seats are nobody's");
                }
            }
        }
    }

    @Test
    void shouldTellWhatBecomesOfMoneyThatCameTooLate() {
        ReservationStatus over = ReservationStatus.EXPIRED;
        assertTrue(text(over, PaymentStatus.STARTED).contains("else €12 goes back to you in full"));
        assertTrue(text(over, PaymentStatus.REFUND_DUE).contains("€12 goes back to you in full"));
        assertTrue(text(over, PaymentStatus.REFUNDED).contains("€12 went back to you in full"));
        assertTrue(text(over, PaymentStatus.VOIDED).contains("nothing was taken"));
        assertTrue(text(over, PaymentStatus.DECLINED).contains("nothing was taken"));
        assertTrue(text(over, PaymentStatus.NONE).contains("nothing was taken"));
    }

    @Test
    void shouldTellWhatBecomesOfTheMoneyOfACancelledBooking() {
        ReservationStatus cancelled = ReservationStatus.CANCELLED;
        assertTrue(text(cancelled, PaymentStatus.CAPTURE_FAILED).contains("you owe nothing"));
        Said due = said(ENGLISH, cancelled, PaymentStatus.CAPTURED, 700);
        assertEquals(List.of("€7 goes back to you. A mail tells you when; banks may take some days."), due.why());
    }

    @Test
    void shouldTellWhoseFaultAFailedPaymentIs() {
        SeatWords words = new SeatWords(ENGLISH, TestShow.smallHall(), new TicketTypes(List.of("standard")), "EUR");
        ResultWords result = new ResultWords(ENGLISH, words, "20:15");
        Reservation held = booking(ReservationStatus.HELD, PaymentStatus.DECLINED, 0);
        Said declined = result.of(held, true, DeclineReason.DECLINED_BY_PROVIDER, null);
        assertEquals("The payment was declined.", declined.title());
        assertTrue(declined.canPay());
        for (DeclineReason reason :
                List.of(DeclineReason.TIMED_OUT, DeclineReason.NEVER_REACHED_PROVIDER, DeclineReason.PROVIDER_ERROR)) {
            assertEquals(
                    "Your bank did not answer in time.",
                    result.of(held, true, reason, null).title());
        }
        assertFalse(result.of(held, true, DeclineReason.UNSPECIFIED, "LIMIT_EXCEEDED")
                .canPay());
    }
}
