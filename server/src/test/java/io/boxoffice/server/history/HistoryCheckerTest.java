package io.boxoffice.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.boxoffice.server.history.Violation.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Hand-made histories, right ones and wrong ones. Times are whole seconds; seats cost 10, a house has seats A to D. */
class HistoryCheckerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOST = 0;

    private final List<Exchange> history = new ArrayList<>();

    @Test
    void shouldAcceptASaleFromHoldToRefund() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A", "B");
        look(3, 4, 5, "A,B", "");
        ask(1, "POST", "/v1/bookings", "k2", 5, 6, "{'holdId':'7'}", 201, booking("7", "pending", 6, "A", "B"));
        pay(1, "k3", 7, 8, "7", 20);
        look(9, 10, 8, "", "A,B");
        cancel(1, "k4", 11, 12, "7", "{'seats':['A']}", 10, "confirmed");
        look(13, 14, 9, "", "B");
        hold(2, "k1", 15, 16, "8", 100, 10, "A");
        assertRight();
    }

    @Test
    void shouldAcceptASeatTakenAgainAfterItsDeadline() {
        hold(1, "k1", 1, 2, "7", 10, 5, "A");
        look(9, 9, 5, "A", "");
        hold(2, "k1", 11, 12, "8", 20, 6, "A");
        assertRight();
    }

    @Test
    void shouldAcceptThatALostRequestHappenedOrNot() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A", "B");
        ask(1, "DELETE", "/v1/holds/7", null, 3, 4, "{}", LOST, null);
        ask(3, "POST", "/v1/shows/1/holds", "k9", 3, 4, "{'seats':['C']}", LOST, null);
        look(5, 6, 7, "C", "");
        hold(2, "k1", 7, 8, "8", 100, 9, "A");
        look(9, 10, 9, "A,B", "");
        assertRight();
    }

    @Test
    void shouldAcceptTheFirstAnswerToARetryAfterALostOne() {
        ask(1, "POST", "/v1/shows/1/holds", "k1", 1, 2, "{'seats':['A']}", LOST, null);
        hold(2, "k1", 3, 4, "8", 100, 6, "B");
        hold(1, "k1", 5, 6, "7", 100, 5, "A");
        hold(1, "k1", 7, 8, "7", 100, 5, "A");
        assertRight();
    }

    @Test
    void shouldFindTwoHoldersOfASeat() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A", "B");
        hold(2, "k1", 3, 4, "8", 100, 6, "B", "C");
        assertWrong(Promise.ONE_OWNER);
    }

    @Test
    void shouldFindASeatThatWasTakenWhileItWasHeldThoughOnlyForAMoment() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        hold(2, "k1", 3, 4, "8", 4, 6, "A");
        assertWrong(Promise.ONE_OWNER);
    }

    @Test
    void shouldFindASeatThatWasSoldTwice() {
        hold(1, "k1", 1, 2, "7", 5, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        hold(2, "k1", 10, 11, "8", 15, 6, "A");
        pay(2, "k2", 12, 13, "8", 10);
        assertWrong(Promise.ONE_OWNER);
    }

    @Test
    void shouldFindAnAreaWithMoreOwnersThanPlaces() {
        area(1, "k1", 1, 2, "7", 5, 2);
        area(2, "k1", 3, 4, "8", 6, 2);
        look(5, 6, 6, "", "");
        assertWrong(Promise.ONE_OWNER, Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindAHoldThatIsNotShown() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A", "B");
        look(3, 4, 5, "B", "");
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindAHoldThatIsGone() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        ask(1, "GET", "/v1/holds/7", null, 3, 4, "{}", 404, "{'code':'not_found'}");
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindAPaidBookingThatIsPendingAgain() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        ask(1, "GET", "/v1/bookings/7", null, 5, 6, "{}", 200, booking("7", "pending", 9, "A"));
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindAPaidSeatThatIsOnlyHeld() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        look(5, 6, 9, "A", "");
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindABookingThatIsNotInTheList() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        ask(1, "GET", "/v1/bookings", null, 5, 6, "{}", 200, "{'items':[],'next':null}");
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindACancelledBookingThatIsBack() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        cancel(1, "k3", 5, 6, "7", "{}", 10, "cancelled");
        ask(1, "GET", "/v1/bookings/7", null, 7, 8, "{}", 200, booking("7", "confirmed", 9, "A"));
        assertWrong(Promise.ACKNOWLEDGED_IS_PRESENT);
    }

    @Test
    void shouldFindAnotherAnswerToARetry() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        hold(1, "k1", 3, 4, "8", 100, 6, "B");
        assertWrong(Promise.SAME_ANSWER);
    }

    @Test
    void shouldFindARetryThatIsRefused() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        ask(1, "POST", "/v1/shows/1/holds", "k1", 3, 4, "{'seats':['A']}", 409, "{'code':'seat_unavailable'}");
        assertWrong(Promise.SAME_ANSWER);
    }

    @Test
    void shouldFindAKeyThatServesAnotherBody() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        ask(1, "POST", "/v1/shows/1/holds", "k1", 3, 4, "{'seats':['B']}", 201, reservation("7", 100, 5, "A"));
        assertWrong(Promise.SAME_ANSWER);
    }

    @Test
    void shouldFindADeclinedPaymentThatIsTakenAfterAll() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        ask(1, "POST", "/v1/bookings/7/payments", "k2", 3, 4, "{}", 402, "{'code':'payment_declined'}");
        pay(1, "k2", 5, 6, "7", 10);
        assertWrong(Promise.SAME_ANSWER);
    }

    @Test
    void shouldFindAnIdThatIsGivenTwice() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        hold(2, "k1", 3, 4, "7", 100, 6, "B");
        assertWrong(Promise.SAME_ANSWER);
    }

    @Test
    void shouldFindASequenceThatIsGivenTwice() {
        hold(1, "k1", 1, 4, "7", 100, 5, "A");
        hold(2, "k1", 2, 3, "8", 100, 5, "B");
        assertWrong(Promise.SEQUENCES_GROW);
    }

    @Test
    void shouldFindASequenceThatGoesBack() {
        hold(1, "k1", 1, 2, "7", 100, 50, "A");
        hold(2, "k1", 3, 4, "8", 100, 49, "B");
        assertWrong(Promise.SEQUENCES_GROW);
    }

    @Test
    void shouldFindAViewThatIsOlderThanTheOneBefore() {
        look(1, 2, 9, "", "");
        look(3, 4, 8, "", "");
        assertWrong(Promise.SEQUENCES_GROW);
    }

    @Test
    void shouldFindHalfAHold() {
        ask(1, "POST", "/v1/shows/1/holds", "k1", 1, 2, "{'seats':['A','B']}", 201, reservation("7", 100, 5, "A"));
        assertWrong(Promise.ALL_OR_NOTHING);
    }

    @Test
    void shouldFindFewerSeatsThanBestAvailableWasAskedFor() {
        String asked = "{'bestAvailable':{'quantity':3}}";
        ask(1, "POST", "/v1/shows/1/holds", "k1", 1, 2, asked, 201, reservation("7", 100, 5, "A", "B"));
        assertWrong(Promise.ALL_OR_NOTHING);
    }

    @Test
    void shouldFindASeatThatNobodyTook() {
        look(1, 2, 5, "A", "");
        assertWrong(Promise.NOTHING_FROM_NOWHERE);
    }

    @Test
    void shouldFindASeatThatNobodyPaidFor() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        look(3, 4, 5, "", "A");
        assertWrong(Promise.NOTHING_FROM_NOWHERE);
    }

    @Test
    void shouldFindAReleasedSeatThatIsStillTaken() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        ask(1, "DELETE", "/v1/holds/7", null, 3, 4, "{}", 204, null);
        look(5, 6, 6, "A", "");
        assertWrong(Promise.NOTHING_FROM_NOWHERE);
    }

    @Test
    void shouldFindAHouseThatShrinks() {
        look(1, 2, 5, "", "");
        String view =
                "{'showId':'1','sequence':'6','counts':{'free':3,'held':0,'sold':0,'blocked':0},'held':[],'sold':[]}";
        ask(0, "GET", "/v1/shows/1/availability", null, 3, 4, "{}", 200, view);
        assertWrong(Promise.CONSERVED);
    }

    @Test
    void shouldFindABookingThatIsPaidTwice() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        pay(1, "k3", 5, 6, "7", 10);
        assertWrong(Promise.MONEY);
    }

    @Test
    void shouldFindAWrongAmount() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A", "B");
        pay(1, "k2", 3, 4, "7", 10);
        assertWrong(Promise.MONEY);
    }

    @Test
    void shouldFindMoreMoneyGivenBackThanTaken() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        cancel(1, "k3", 5, 6, "7", "{}", 20, "cancelled");
        assertWrong(Promise.MONEY);
    }

    @Test
    void shouldFindMoneyKeptForNothing() {
        hold(1, "k1", 1, 2, "7", 100, 5, "A");
        pay(1, "k2", 3, 4, "7", 10);
        cancel(1, "k3", 5, 6, "7", "{}", 10, "cancelled");
        String kept = booking("7", "cancelled", 9, "A")
                .replace("}]", ",'cancelled':true}]")
                .replace(
                        "'status'",
                        "'paymentStatus':'captured','paidAmount':10,'refundDueAmount':0,'refundedAmount':0,'status'");
        ask(1, "GET", "/v1/bookings/7", null, 7, 8, "{}", 200, kept);
        assertWrong(Promise.MONEY);
    }

    private void assertRight() {
        assertEquals(List.of(), HistoryChecker.check(history));
    }

    private void assertWrong(Promise... promises) {
        List<Violation> violations = HistoryChecker.check(history);
        TreeSet<Promise> found = new TreeSet<>();
        violations.forEach(violation -> found.add(violation.promise()));
        assertTrue(found.containsAll(List.of(promises)), violations::toString);
    }

    private void hold(
            long client, String key, long from, long to, String id, long deadline, long sequence, String... seats) {
        String asked = "{'seats':['" + String.join("','", seats) + "']}";
        String given = reservation(id, deadline, sequence, seats);
        ask(client, "POST", "/v1/shows/1/holds", key, from, to, asked, 201, given);
    }

    private void area(long client, String key, long from, long to, String id, long sequence, int places) {
        String asked = "{'areas':[{'area':'pit','quantity':" + places + "}]}";
        String given = "{'id':'" + id + "','showId':'1','seats':[],'areas':[{'area':'pit','price':10,'quantity':"
                + places + "}],'amount':" + 10 * places + ",'expiresAt':'" + time(100) + "','sequence':'" + sequence
                + "'}";
        ask(client, "POST", "/v1/shows/1/holds", key, from, to, asked, 201, given);
    }

    private void pay(long client, String key, long from, long to, String id, long amount) {
        String paid = "{'id':'" + id + "-1','bookingId':'" + id + "','status':'completed','amount':" + amount + "}";
        ask(client, "POST", "/v1/bookings/" + id + "/payments", key, from, to, "{}", 201, paid);
    }

    private void cancel(
            long client, String key, long from, long to, String id, String asked, long refund, String status) {
        String answer =
                "{'id':'" + id + "','showId':'1','status':'" + status + "','refunds':[{'amount':" + refund + "}]}";
        ask(client, "POST", "/v1/bookings/" + id + "/cancel", key, from, to, asked, 200, answer);
    }

    private void look(long from, long to, long sequence, String held, String sold) {
        int heldSeats = held.isEmpty() ? 0 : held.split(",").length;
        int soldSeats = sold.isEmpty() ? 0 : sold.split(",").length;
        String view = "{'showId':'1','sequence':'" + sequence + "','counts':{'free':" + (4 - heldSeats - soldSeats)
                + ",'held':" + heldSeats + ",'sold':" + soldSeats + ",'blocked':0},'held':" + list(held) + ",'sold':"
                + list(sold) + ",'areas':[{'area':'pit','capacity':3,'free':3}]}";
        ask(0, "GET", "/v1/shows/1/availability", null, from, to, "{}", 200, view);
    }

    private static String list(String names) {
        return names.isEmpty() ? "[]" : "['" + names.replace(",", "','") + "']";
    }

    private static String reservation(String id, long deadline, long sequence, String... seats) {
        StringBuilder lines = new StringBuilder();
        for (String seat : seats) {
            lines.append(lines.length() == 0 ? "" : ",").append("{'seat':'" + seat + "','price':10}");
        }
        return "{'id':'" + id + "','showId':'1','status':'held','seats':[" + lines + "],'areas':[],'amount':"
                + 10 * seats.length + ",'expiresAt':'" + time(deadline) + "','sequence':'" + sequence + "'}";
    }

    private static String booking(String id, String status, long sequence, String... seats) {
        return reservation(id, 100, sequence, seats).replace("'held'", "'" + status + "'");
    }

    private static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }

    private void ask(
            long client,
            String method,
            String path,
            String key,
            long from,
            long to,
            String body,
            int status,
            String answer) {
        history.add(new Exchange(
                client, method, path, json(body), key, from * 1_000_000, to * 1_000_000, status, json(answer)));
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? MissingNode.getInstance() : JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
