package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.DefineShowCommand.ENDS_AT_MS;
import static io.boxoffice.engine.state.DefineShowCommand.STARTS_AT_MS;
import static io.boxoffice.engine.state.Scenario.SHOW;
import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowEventDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A show is not archived before the latest end that was in force while tickets of it were sold. Version 3 of the rules. */
class LatestEndTest {
    private static final long EARLY_MS = STARTS_AT_MS;

    private final Scenario s = aShow("AAAA").onSale();

    private Reply archive() {
        return s.send(Commands.archiveShow(SHOW));
    }

    private static long latestEndToldBy(Scenario s) {
        UnsafeBuffer event = new UnsafeBuffer(s.events().get(0));
        return new ShowEventDecoder()
                .wrapAndApplyHeader(event, 0, new MessageHeaderDecoder())
                .latestEndMs();
    }

    @Test
    void shouldKeepASoldShowUntilTheEndThatItHadThoughItIsSaidToEndSooner() {
        s.booked(1, "A-1");
        s.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        assertEquals(ENDS_AT_MS, latestEndToldBy(s));
        s.at(ENDS_AT_MS - 1);
        archive().isRejected(RejectReason.WRONG_STATE);
        s.at(ENDS_AT_MS);
        archive().accepted();
    }

    @Test
    void shouldKeepASoldShowUntilALaterEnd() {
        s.booked(1, "A-1");
        s.redefine(e -> e.endsAtMs(ENDS_AT_MS + 500)).accepted();
        s.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        s.at(ENDS_AT_MS + 499);
        archive().isRejected(RejectReason.WRONG_STATE);
        s.at(ENDS_AT_MS + 500);
        archive().accepted();
    }

    @Test
    void shouldRememberTheEndOfTicketsThatWereGivenBack() {
        Reply booking = s.booked(1, "A-1");
        s.customer(1).cancels(booking).cancellation();
        s.refunded(booking, 1);
        s.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        s.at(ENDS_AT_MS - 1);
        archive().isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldNotCountAnEndThatNobodyBoughtFor() {
        Reply hold = s.customer(1).holds("A-1");
        s.customer(1).releases(hold).is(ReservationStatus.RELEASED);
        s.redefine(e -> e.endsAtMs(ENDS_AT_MS + 9_000)).accepted();
        s.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        s.at(EARLY_MS - 1);
        archive().isRejected(RejectReason.WRONG_STATE);
        s.at(EARLY_MS);
        archive().accepted();
    }

    @Test
    void shouldArchiveACancelledShowAtOnceAsBefore() {
        Reply booking = s.booked(1, "A-1");
        s.send(Commands.cancelShow(SHOW)).accepted();
        s.goOn();
        s.refunded(booking, 1);
        archive().accepted();
    }

    @Test
    void shouldLowerTheLatestEndButNotBelowTheEnd() {
        s.booked(1, "A-1");
        s.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        s.send(Commands.lowerLatestEnd(SHOW, EARLY_MS - 1)).isRejected(RejectReason.LIMIT_EXCEEDED, EARLY_MS);
        s.send(Commands.lowerLatestEnd(SHOW, EARLY_MS + 10)).accepted();
        assertEquals(EARLY_MS + 10, latestEndToldBy(s));
        s.send(Commands.lowerLatestEnd(SHOW, EARLY_MS + 20)).accepted();
        assertEquals(0, s.events().size(), "it is not raised");
        s.at(EARLY_MS + 9);
        archive().isRejected(RejectReason.WRONG_STATE);
        s.at(EARLY_MS + 10);
        archive().accepted();
        s.send(Commands.lowerLatestEnd(SHOW, EARLY_MS)).isRejected(RejectReason.WRONG_STATE);
        s.goOn();
        s.send(Commands.lowerLatestEnd(SHOW, EARLY_MS)).isRejected(RejectReason.UNKNOWN_SHOW);
    }

    @Test
    void shouldJudgeWhatWasSoldUnderOlderRulesByTheEndOfThatDay() {
        Scenario old = aShow("AAAA").withLimits(e -> e.behaviourVersion(2)).onSale();
        old.booked(1, "A-1");
        old.send(Commands.lowerLatestEnd(SHOW, ENDS_AT_MS)).isRejected(RejectReason.MALFORMED);
        old.configure(e -> e.behaviourVersion(3)).accepted();
        old.redefine(e -> e.endsAtMs(EARLY_MS)).accepted();
        old.at(ENDS_AT_MS - 1).send(Commands.archiveShow(SHOW)).isRejected(RejectReason.WRONG_STATE);
        old.at(ENDS_AT_MS).send(Commands.archiveShow(SHOW)).accepted();
    }
}
