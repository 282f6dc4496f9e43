package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.ASSIGNED;
import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CONFIRMED;
import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CREATED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CAPTURE_FAILED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_EXPIRED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_EXTENDED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_PLACED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_RELEASED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_AUTHORISED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_CAPTURED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_DECLINED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_STARTED;
import static io.boxoffice.protocol.sbe.ReservationEventType.REFUNDED;
import static io.boxoffice.protocol.sbe.ReservationEventType.REFUND_DUE;
import static io.boxoffice.protocol.sbe.ReservationEventType.REFUND_VOID;
import static io.boxoffice.protocol.sbe.ReservationEventType.TICKETS_CANCELLED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowEventEncoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.writer.Step.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each step of a reservation leaves in the tables. */
class SalesRowsTest {
    private static final Unit SEAT_7 = new Unit(7, 1500, 0);
    private static final Unit SEAT_8 = new Unit(8, 1500, 1);
    private static final Unit PIT = new Unit(-1, 900, 2);

    private static TestPostgres postgres;
    private static int databases;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final Step reservation = new Step(5);
    private TestPostgres.Database database;

    @BeforeAll
    static void startPostgres() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = postgres.createMigratedDatabase("rows" + ++databases);
        reservation.unitCount = 3;
    }

    @Test
    void shouldLeaveNoRowOfHoldsThatComeToNothing() throws SQLException {
        placeHold();
        reservation.deadlineMs += 60_000;
        log.append(reservation.event(HOLD_EXTENDED));
        reservation.reference = 77;
        log.append(reservation.event(BOOKING_CREATED));
        reservation.status = ReservationStatus.RELEASED;
        log.append(reservation.event(HOLD_RELEASED, SEAT_7, SEAT_8, PIT));
        Step other = new Step(6);
        log.append(other.event(HOLD_PLACED, SEAT_7));
        other.status = ReservationStatus.EXPIRED;
        log.append(other.event(HOLD_EXPIRED, SEAT_7));
        write();

        assertEquals(List.of(), everything());
    }

    @Test
    void shouldWriteHoldOnceAPaymentIsBegun() throws SQLException {
        placeHold();
        startPayment(1);
        write();

        assertEquals(
                List.of(
                        "5|900|42|paying|started|0|EUR|3900|0|0|0|3|2023-11-14 22:13:20.123+00|2023-11-14 22:23:20.123+00"
                                + "|2023-11-14 22:13:20.125+00|2|0"),
                database.rows("SELECT * FROM sales.reservations"));
        assertEquals(
                List.of("2|0|5|900|payment_started|paying|started|2023-11-14 22:13:20.125+00|3900|0|0|0|3900|1|0"
                        + "|unspecified|unspecified|0"),
                database.rows("SELECT * FROM sales.reservation_transitions"));
        assertEquals(List.of(), database.rows("SELECT * FROM sales.booked_seats"));
        assertEquals(List.of(WriterFixture.JOURNAL_ID + "|2"), watermark());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWriteHoldThatLapsesAfterADeclinedPayment(boolean inOneBatch) throws SQLException {
        placeHold();
        startPayment(1);
        writeUnless(inOneBatch);
        reservation.status = ReservationStatus.HELD;
        reservation.paymentStatus = PaymentStatus.DECLINED;
        log.append(reservation.event(PAYMENT_DECLINED));
        writeUnless(inOneBatch);
        reservation.status = ReservationStatus.EXPIRED;
        reservation.deadlineMs = 0;
        log.append(reservation.event(HOLD_EXPIRED, SEAT_7, SEAT_8, PIT));
        write();

        assertEquals(
                List.of("expired|declined|3|null|4"),
                database.rows(
                        "SELECT status, payment_status, units, deadline_at, last_sequence FROM sales.reservations"));
        assertEquals(List.of("payment_started", "payment_declined", "hold_expired"), steps());
    }

    @Test
    void shouldWriteBookingThatCostsNothing() throws SQLException {
        placeHold();
        reservation.status = ReservationStatus.BOOKED;
        log.append(reservation.event(BOOKING_CONFIRMED, SEAT_7, SEAT_8, PIT));
        write();

        assertEquals(
                List.of("booked|none|3"),
                database.rows("SELECT status, payment_status, units FROM sales.reservations"));
        assertEquals(List.of("booking_confirmed"), steps());
    }

    /** Of schema versions before 3: how many units there are, only an event says that moves them all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotKnowTheUnitsOfAnOldEventThatDoesNotSay(boolean booked) throws SQLException {
        reservation.unitCount = Step.UNSAID;
        placeHold();
        startPayment(1);
        write();
        assertEquals(List.of("null"), database.rows("SELECT units FROM sales.reservations"));

        reservation.status = booked ? ReservationStatus.BOOKED : ReservationStatus.EXPIRED;
        log.append(reservation.event(booked ? BOOKING_CONFIRMED : HOLD_EXPIRED, SEAT_7, SEAT_8, PIT));
        write();
        assertEquals(List.of("3"), database.rows("SELECT units FROM sales.reservations"));
    }

    @Test
    void shouldKeepTheUnitsThatAnOldEventDoesNotSay() throws SQLException {
        placeHold();
        startPayment(1);
        write();
        reservation.unitCount = Step.UNSAID;
        reservation.paymentStatus = PaymentStatus.DECLINED;
        log.append(reservation.event(PAYMENT_DECLINED));
        write();

        assertEquals(List.of("declined|3"), database.rows("SELECT payment_status, units FROM sales.reservations"));
    }

    @Test
    void shouldWriteWhoseItIsNow() throws SQLException {
        placeHold();
        startPayment(1);
        write();
        reservation.customerId = 43;
        log.append(reservation.event(ASSIGNED));
        write();

        assertEquals(List.of("43"), database.rows("SELECT customer_id FROM sales.reservations"));
    }

    @Test
    void shouldWriteBookingFromHoldToCapturedPayment() throws SQLException {
        book();
        write();

        assertEquals(
                List.of("booked|captured|77|3900|3900|3|null"),
                database.rows("SELECT status, payment_status, reference, amount, paid_amount, units, deadline_at"
                        + " FROM sales.reservations"));
        assertEquals(
                List.of("0|900|7|1500|booked", "1|900|8|1500|booked", "2|900|-1|900|booked"),
                database.rows("SELECT ordinal, show_id, unit, price, status FROM sales.booked_seats ORDER BY ordinal"));
        assertEquals(
                List.of("5|1|3900|EUR|captured|2023-11-14 22:13:20.129+00|6"),
                database.rows("SELECT * FROM sales.payments"));
        assertEquals(
                List.of("payment_started", "payment_authorised", "booking_confirmed", "payment_captured"), steps());
    }

    @Test
    void shouldWriteDeclinedPaymentAndTheNextAttempt() throws SQLException {
        placeHold();
        startPayment(1);
        reservation.paymentStatus = PaymentStatus.DECLINED;
        reservation.declineReason = DeclineReason.DECLINED_BY_PROVIDER;
        reservation.status = ReservationStatus.HELD;
        log.append(reservation.event(PAYMENT_DECLINED));
        startPayment(2);
        write();

        assertEquals(
                List.of("1|3900|declined", "2|3900|started"),
                database.rows("SELECT attempt, amount, status FROM sales.payments ORDER BY attempt"));
        assertEquals(
                List.of("declined_by_provider"),
                database.rows(
                        "SELECT decline_reason FROM sales.reservation_transitions WHERE step = 'payment_declined'"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWriteCancelledTicketsAndTheirRefund(boolean inOneBatch) throws SQLException {
        book();
        writeUnless(inOneBatch);
        reservation.amount = 2400;
        log.append(reservation.event(TICKETS_CANCELLED, SEAT_8), refundDue(1500, RefundReason.CUSTOMER_CANCELLED));
        writeUnless(inOneBatch);
        reservation.refundDueAmount = 0;
        reservation.refundedAmount = 1500;
        log.append(reservation.event(REFUNDED));
        write();

        assertEquals(
                List.of("0|booked", "1|cancelled", "2|booked"),
                database.rows("SELECT ordinal, status FROM sales.booked_seats ORDER BY ordinal"));
        assertEquals(
                List.of("booked|2|2400|0|1500"),
                database.rows(
                        "SELECT status, units, amount, refund_due_amount, refunded_amount FROM sales.reservations"));
        assertEquals(
                List.of("1|1|1500|EUR|refunded|customer_cancelled"),
                database.rows("SELECT refund, attempt, amount, currency, status, reason FROM sales.refunds"));
        assertEquals(List.of("captured"), database.rows("SELECT status FROM sales.payments"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWriteFailedCapture(boolean inOneBatch) throws SQLException {
        book();
        log.append(reservation.event(TICKETS_CANCELLED, SEAT_8), refundDue(1500, RefundReason.CUSTOMER_CANCELLED));
        writeUnless(inOneBatch);
        reservation.status = ReservationStatus.CANCELLED;
        reservation.paymentStatus = PaymentStatus.CAPTURE_FAILED;
        reservation.stepAmount = 3900;
        reservation.amount = 0;
        byte[] failed = reservation.event(CAPTURE_FAILED, SEAT_7, PIT);
        reservation.refundDueAmount = 0;
        log.append(failed, reservation.event(REFUND_VOID));
        write();

        assertEquals(
                List.of("cancelled|capture_failed|0"),
                database.rows("SELECT status, payment_status, units FROM sales.reservations"));
        assertEquals(3, database.number("SELECT count(*) FROM sales.booked_seats WHERE status = 'cancelled'"));
        assertEquals(List.of("capture_failed"), database.rows("SELECT status FROM sales.payments"));
        assertEquals(List.of("void|1500"), database.rows("SELECT status, amount FROM sales.refunds"));
    }

    @Test
    void shouldWriteApprovalThatCameTooLate() throws SQLException {
        placeHold();
        startPayment(1);
        reservation.status = ReservationStatus.EXPIRED;
        log.append(reservation.event(HOLD_EXPIRED, SEAT_7, SEAT_8, PIT));
        reservation.paymentStatus = PaymentStatus.REFUND_DUE;
        log.append(reservation.event(PAYMENT_AUTHORISED), refundDue(3900, RefundReason.SEATS_GONE));
        write();

        assertEquals(List.of("1|3900|refund_due"), database.rows("SELECT attempt, amount, status FROM sales.payments"));
        assertEquals(
                List.of("1|3900|due|seats_gone"),
                database.rows("SELECT attempt, amount, status, reason FROM sales.refunds"));
        assertEquals(
                List.of("expired|refund_due|3"),
                database.rows("SELECT status, payment_status, units FROM sales.reservations"));
    }

    @ParameterizedTest
    @CsvSource({"REFUNDED, REFUNDED, refunded, refunded", "VOIDED, REFUND_VOID, voided, void"})
    void shouldEndAPaymentThatBoughtNothingWithItsRefund(
            PaymentStatus ended, ReservationEventType step, String payment, String refund) throws SQLException {
        placeHold();
        startPayment(1);
        reservation.status = ReservationStatus.EXPIRED;
        log.append(reservation.event(HOLD_EXPIRED, SEAT_7, SEAT_8, PIT));
        reservation.paymentStatus = PaymentStatus.REFUND_DUE;
        log.append(refundDue(3900, RefundReason.LIMIT));
        write();
        assertEquals(List.of("refund_due"), database.rows("SELECT status FROM sales.payments"));
        assertEquals(List.of("limit"), database.rows("SELECT reason FROM sales.refunds"));

        reservation.paymentStatus = ended;
        reservation.refundDueAmount = 0;
        log.append(reservation.event(step));
        write();

        assertEquals(List.of("1|3900|" + payment), database.rows("SELECT attempt, amount, status FROM sales.payments"));
        assertEquals(List.of(refund), database.rows("SELECT status FROM sales.refunds"));
        assertEquals(
                List.of("expired|" + payment), database.rows("SELECT status, payment_status FROM sales.reservations"));
    }

    /** The attempt before comes to its end, and the one under way does not. */
    @Test
    void shouldEndAnAttemptThatWasGivenUpWithItsRefund() throws SQLException {
        placeHold();
        startPayment(1);
        reservation.paymentStatus = PaymentStatus.DECLINED;
        log.append(reservation.event(PAYMENT_DECLINED));
        startPayment(2);
        reservation.attempt = 1;
        log.append(refundDue(3900, RefundReason.UNEXPECTED_APPROVAL));
        log.append(reservation.event(REFUND_VOID));
        write();

        assertEquals(
                List.of("1|voided", "2|started"),
                database.rows("SELECT attempt, status FROM sales.payments ORDER BY attempt"));
    }

    @Test
    void shouldSayRefundDueOfAnAttemptThatWasGivenUp() throws SQLException {
        placeHold();
        startPayment(1);
        reservation.paymentStatus = PaymentStatus.DECLINED;
        log.append(reservation.event(PAYMENT_DECLINED));
        startPayment(2);
        reservation.attempt = 1;
        log.append(refundDue(3900, RefundReason.UNEXPECTED_APPROVAL));
        write();

        assertEquals(
                List.of("1|refund_due", "2|started"),
                database.rows("SELECT attempt, status FROM sales.payments ORDER BY attempt"));
        assertEquals(List.of("1|1|due"), database.rows("SELECT refund, attempt, status FROM sales.refunds"));
    }

    @Test
    void shouldWriteCheckIn() throws SQLException {
        book();
        log.append(reservation.event(CHECKED_IN, SEAT_8));
        write();

        assertEquals(List.of("5|1|900|8|2023-11-14 22:13:20.13+00"), database.rows("SELECT * FROM sales.check_ins"));
        assertEquals(List.of("3"), database.rows("SELECT units FROM sales.reservations"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSellSeatAgainThatWasGivenBack(boolean inOneBatch) throws SQLException {
        book();
        writeUnless(inOneBatch);
        log.append(reservation.event(TICKETS_CANCELLED, SEAT_7, SEAT_8, PIT));
        Step other = new Step(6);
        other.status = ReservationStatus.BOOKED;
        log.append(other.event(BOOKING_CONFIRMED, SEAT_7));
        write();

        assertEquals(
                List.of("5|cancelled", "6|booked"),
                database.rows("SELECT reservation_id, status FROM sales.booked_seats WHERE unit = 7 ORDER BY 1"));
    }

    @Test
    void shouldOnlyMoveWatermarkForOtherEventsAndKeepArchivedHistory() throws SQLException {
        book();
        long archived = log.append(showArchived());
        write();

        assertEquals(List.of(WriterFixture.JOURNAL_ID + "|" + archived), watermark());
        assertEquals(3, database.number("SELECT count(*) FROM sales.booked_seats"));
        assertEquals(4, database.number("SELECT count(*) FROM sales.reservation_transitions"));
    }

    @Test
    void shouldChangeNothingWhenSameEventsAreWrittenAgain() throws SQLException {
        book();
        log.append(reservation.event(TICKETS_CANCELLED, SEAT_8), refundDue(1500, RefundReason.CUSTOMER_CANCELLED));
        log.append(reservation.event(CHECKED_IN, SEAT_7));
        write();
        List<String> before = everything();
        database.execute("UPDATE sales.writer_watermark SET sequence = 0");
        try (WriterFixture oneByOne = new WriterFixture(database.config(1), WriterFixture.JOURNAL_ID, log)) {
            oneByOne.awaitWritten(log.lastSequence());
        }
        assertEquals(before, everything());
        database.execute("UPDATE sales.writer_watermark SET sequence = 0");
        write();

        assertEquals(before, everything());
    }

    private List<String> everything() throws SQLException {
        return NaiveSales.rowsOf(database);
    }

    private void placeHold() {
        reservation.amount = 3900;
        log.append(reservation.event(HOLD_PLACED, SEAT_7, SEAT_8, PIT));
    }

    private void startPayment(int attempt) {
        reservation.status = ReservationStatus.PAYING;
        reservation.attempt = attempt;
        reservation.paymentStatus = PaymentStatus.STARTED;
        reservation.stepAmount = 3900;
        log.append(reservation.event(PAYMENT_STARTED));
    }

    private void book() {
        placeHold();
        reservation.reference = 77;
        log.append(reservation.event(BOOKING_CREATED));
        startPayment(1);
        reservation.paymentStatus = PaymentStatus.AUTHORISED;
        reservation.deadlineMs = 0;
        log.append(reservation.event(PAYMENT_AUTHORISED));
        reservation.status = ReservationStatus.BOOKED;
        log.append(reservation.event(BOOKING_CONFIRMED, SEAT_7, SEAT_8, PIT));
        reservation.paymentStatus = PaymentStatus.CAPTURED;
        reservation.paidAmount = 3900;
        log.append(reservation.event(PAYMENT_CAPTURED));
    }

    private byte[] refundDue(long amount, RefundReason reason) {
        reservation.refund = 1;
        reservation.refundDueAmount = amount;
        reservation.stepAmount = amount;
        reservation.refundReason = reason;
        return reservation.event(REFUND_DUE);
    }

    private static byte[] showArchived() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        ShowEventEncoder show = new ShowEventEncoder();
        show.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        show.showId(900).currency("EUR").step(ShowEventType.ARCHIVED).status(ShowStatus.ARCHIVED);
        return buffer.byteArray();
    }

    private void write() {
        WriterFixture.writeAll(database, log);
    }

    private void writeUnless(boolean inOneBatch) {
        if (!inOneBatch) {
            write();
        }
    }

    private List<String> steps() throws SQLException {
        return database.rows("SELECT step FROM sales.reservation_transitions ORDER BY sequence, ordinal");
    }

    private List<String> watermark() throws SQLException {
        return database.rows("SELECT journal_id, sequence FROM sales.writer_watermark");
    }
}
