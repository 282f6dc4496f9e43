package io.boxoffice.services.site;

import io.boxoffice.gateway.booking.TicketCode;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import java.util.List;

/** What one language says of a booking's money, however it stands. For one page. */
final class ResultWords {
    private static final String BAD = "bad";
    private static final int PAYING = 3;
    private static final int BOOKED = 4;

    private final Say say;
    private final SeatWords words;
    private final String until;

    /**
     * What is said, how, and what comes next.
     *
     * @param tone      bad, ok, or empty
     * @param step      of the purchase
     * @param canPay    whether it can be tried again with the same seats
     * @param canChoose whether nothing but choosing again is left
     */
    record Said(String title, List<String> why, String tone, int step, boolean canPay, boolean canChoose) {
        /** Of a payment that is not decided. */
        static Said asking(String title, List<String> why) {
            return new Said(title, why, "", PAYING, false, false);
        }
    }

    /**
     * @param until when the seats go back, on the clocks of the venue
     */
    ResultWords(Say say, SeatWords words, String until) {
        this.say = say;
        this.words = words;
        this.until = until;
    }

    /**
     * What to say of a booking whose payment is not under way.
     *
     * @param isHeld  whether its seats are still kept
     * @param reason  why the last attempt was declined
     * @param refused why no further attempt was begun, by the core's name for it; null: none was asked for
     */
    Said of(Reservation booking, boolean isHeld, DeclineReason reason, String refused) {
        if (isHeld) {
            return refused == null ? declined(reason) : refused(refused);
        }
        return switch (booking.status()) {
            case BOOKED -> booked(booking);
            case CANCELLED -> cancelled(booking);
            case RELEASED -> over("result.released", "result.releasedWhy");
            default -> lapsed(booking);
        };
    }

    private Said over(String title, String why, Object... pairs) {
        return new Said(say.text(title), List.of(say.text(why, pairs)), BAD, PAYING, false, true);
    }

    private Said booked(Reservation booking) {
        String paid = booking.amount() == 0
                ? say.text("result.nothingToPay")
                : say.text("result.paid", "amount", words.money(booking.amount()));
        String reference = say.text("result.reference", "reference", TicketCode.formatReference(booking.reference()));
        return new Said(
                say.text("result.booked"),
                List.of(paid, reference, say.text("result.mailFollows")),
                "ok",
                BOOKED,
                false,
                false);
    }

    private Said cancelled(Reservation booking) {
        if (booking.paymentStatus() == PaymentStatus.CAPTURE_FAILED) {
            return over("result.failed", "result.failedWhy");
        }
        long back = booking.refundDueAmount();
        return back > 0
                ? over("result.cancelled", "result.goesBack", "amount", words.money(back))
                : over("result.cancelled", "result.cancelledWhy");
    }

    private Said declined(DeclineReason reason) {
        boolean byBank = reason == DeclineReason.DECLINED_BY_PROVIDER;
        return new Said(
                say.text(byBank ? "result.declined" : "result.timedOut"),
                List.of(
                        say.text(byBank ? "result.declinedWhy" : "result.timedOutWhy"),
                        say.text("result.keptUntil", "time", until)),
                BAD,
                PAYING,
                true,
                false);
    }

    private Said refused(String reason) {
        return switch (reason) {
            case "LIMIT_EXCEEDED" -> over("result.tooOften", "result.tooOftenWhy");
            case "HOLD_LIFE_OVER" -> over("result.tooLate", "result.tooLateWhy");
            default -> over("result.notSold", "result.notSoldWhy");
        };
    }

    /** The seats went back; what of the money depends on what the bank said, and when. */
    private Said lapsed(Reservation booking) {
        String amount = words.money(booking.amount());
        return switch (booking.paymentStatus()) {
            case STARTED, AUTHORISED -> over("result.lapsedAsking", "result.lapsedAskingWhy", "amount", amount);
            case REFUND_DUE -> over("result.gone", "result.goesBackInFull", "amount", amount);
            case REFUNDED -> over("result.gone", "result.wentBack", "amount", amount);
            case VOIDED -> over("result.gone", "result.letGo", "amount", amount);
            default -> over("result.lapsed", "result.lapsedWhy");
        };
    }
}
