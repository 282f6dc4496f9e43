package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;

/**
 * What is kept of each reservation, a row of {@value #ROW_WORDS} words a slot, those that a hold and its end touch first: two or
 * three cache lines, where a column an attribute would be as many lines as attributes. Rows stand in pages, so that growing moves
 * nothing. The show, an object, is a column beside. For one thread.
 */
abstract sealed class ReservationSlots permits ReservationTable {
    private static final int WORD_BITS = 4;
    private static final int ROW_WORDS = 1 << WORD_BITS;
    private static final int PAGE_BITS = 10;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;
    private static final ReservationStatus[] STATUSES = ReservationStatus.values();
    private static final PaymentStatus[] PAYMENT_STATUSES = PaymentStatus.values();

    // Words, by their place in the row.
    private static final int ID = 0;
    private static final int CUSTOMER_ID = 1;
    private static final int DEADLINE = 5;
    private static final int AMOUNT = 6;
    private static final int REFERENCE = 7;
    private static final int CREATED_AT = 8;
    private static final int ATTEMPT_AMOUNT = 10;
    private static final int REFUND_DUE_AMOUNT = 12;
    private static final int REFUNDED_AMOUNT = 13;

    // Halves of words, two a word.
    private static final int FIRST_UNIT = 6;
    private static final int FIRST_KEY = 7;
    private static final int PREVIOUS = 8;
    private static final int NEXT = 9;
    private static final int CREDENTIAL_NUMBER = 19;
    private static final int NEXT_OF_CUSTOMER = 22;
    private static final int DEADLINE_BEFORE_PAYMENT = 23;
    private static final int FIRST_REFUND = 28;
    private static final int NEXT_UNSETTLED = 30;
    private static final int PREVIOUS_UNSETTLED = 31;

    // Quarters of words, four a word; the last of its word has the three below.
    private static final int COUNTS = 9;
    private static final int REFUND_COUNT = 10;
    private static final int PREVIOUS_OF_CUSTOMER_LOW = 11;
    private static final int STANDING = 8;
    private static final int ATTEMPT = 36;
    private static final int EXTENSIONS = 37;
    private static final int KEY_COUNT = 58;
    private static final int PREVIOUS_OF_CUSTOMER_HIGH = 59;

    // Bits of that quarter.
    private static final int STATUS_MASK = 0x3F;
    private static final int PAYMENT_STATUS_SHIFT = 6;
    private static final int UNSETTLED_BIT = 1 << 12;

    private long[][] pages = {new long[PAGE_ROWS * ROW_WORDS]};
    private int pageCount = 1;

    /** By slot. */
    ShowSeats[] show = new ShowSeats[PAGE_ROWS];

    /** All of a slot is 0 or the first of its kind: no show, no status but that of a hold, no units. */
    final void clear(int r) {
        int at = at(r, 0);
        Arrays.fill(page(r), at, at + ROW_WORDS, 0);
        status(r, ReservationStatus.HELD);
        paymentStatus(r, PaymentStatus.NONE);
        show[r] = null;
    }

    /** Makes room for slots below a limit. */
    final void reserveSlots(int limit) {
        int needed = (limit + PAGE_ROWS - 1) >>> PAGE_BITS;
        if (needed > pages.length) {
            pages = Arrays.copyOf(pages, Math.max(needed, pages.length * 2));
        }
        while (pageCount < needed) {
            pages[pageCount++] = new long[PAGE_ROWS * ROW_WORDS];
        }
        if (limit > show.length) {
            show = Arrays.copyOf(show, Math.max(limit, show.length * 2));
        }
    }

    final long id(int r) {
        return page(r)[at(r, ID)];
    }

    final void id(int r, long value) {
        page(r)[at(r, ID)] = value;
    }

    final long customerId(int r) {
        return page(r)[at(r, CUSTOMER_ID)];
    }

    final void customerId(int r, long value) {
        page(r)[at(r, CUSTOMER_ID)] = value;
    }

    /** When the hold lapses; 0 when nothing lapses any more. */
    final long deadlineMs(int r) {
        return page(r)[at(r, DEADLINE)];
    }

    final void deadlineMs(int r, long value) {
        page(r)[at(r, DEADLINE)] = value;
    }

    final long amount(int r) {
        return page(r)[at(r, AMOUNT)];
    }

    final void amount(int r, long value) {
        page(r)[at(r, AMOUNT)] = value;
    }

    final long reference(int r) {
        return page(r)[at(r, REFERENCE)];
    }

    final void reference(int r, long value) {
        page(r)[at(r, REFERENCE)] = value;
    }

    final long createdAtMs(int r) {
        return page(r)[at(r, CREATED_AT)];
    }

    final void createdAtMs(int r, long value) {
        page(r)[at(r, CREATED_AT)] = value;
    }

    /** The amount of the last payment attempt. */
    final long attemptAmount(int r) {
        return page(r)[at(r, ATTEMPT_AMOUNT)];
    }

    final void attemptAmount(int r, long value) {
        page(r)[at(r, ATTEMPT_AMOUNT)] = value;
    }

    /** What was taken: the amount of the attempt that was captured, which is the last. */
    final long paidAmount(int r) {
        return paymentStatus(r) == PaymentStatus.CAPTURED ? attemptAmount(r) : 0;
    }

    /** Random, unrelated to the reference; 0: none. */
    final int credentialNumber(int r) {
        return half(r, CREDENTIAL_NUMBER);
    }

    final void credentialNumber(int r, int value) {
        half(r, CREDENTIAL_NUMBER, value);
    }

    /** The next older active reservation of the same customer and show, or 0. */
    final int nextOfCustomer(int r) {
        return half(r, NEXT_OF_CUSTOMER);
    }

    final void nextOfCustomer(int r, int value) {
        half(r, NEXT_OF_CUSTOMER, value);
    }

    /** The one before it in that chain. */
    final int previousOfCustomer(int r) {
        return quarter(r, PREVIOUS_OF_CUSTOMER_HIGH) << 16 | quarter(r, PREVIOUS_OF_CUSTOMER_LOW);
    }

    final void previousOfCustomer(int r, int value) {
        quarter(r, PREVIOUS_OF_CUSTOMER_HIGH, value >>> 16);
        quarter(r, PREVIOUS_OF_CUSTOMER_LOW, value & 0xFFFF);
    }

    /** The deadline before the payment under way, as milliseconds after its creation. */
    final int deadlineBeforePaymentMs(int r) {
        return half(r, DEADLINE_BEFORE_PAYMENT);
    }

    final void deadlineBeforePaymentMs(int r, int value) {
        half(r, DEADLINE_BEFORE_PAYMENT, value);
    }

    final long refundDueAmount(int r) {
        return page(r)[at(r, REFUND_DUE_AMOUNT)];
    }

    final void refundDueAmount(int r, long value) {
        page(r)[at(r, REFUND_DUE_AMOUNT)] = value;
    }

    final long refundedAmount(int r) {
        return page(r)[at(r, REFUNDED_AMOUNT)];
    }

    final void refundedAmount(int r, long value) {
        page(r)[at(r, REFUNDED_AMOUNT)] = value;
    }

    /** The chain of its units in {@link UnitPool}. */
    final int firstUnit(int r) {
        return half(r, FIRST_UNIT);
    }

    final void firstUnit(int r, int value) {
        half(r, FIRST_UNIT, value);
    }

    /** The chain of its keys in {@link KeyTable}. */
    final int firstKey(int r) {
        return half(r, FIRST_KEY);
    }

    final void firstKey(int r, int value) {
        half(r, FIRST_KEY, value);
    }

    /** The one before it in its show's list. */
    final int previous(int r) {
        return half(r, PREVIOUS);
    }

    final void previous(int r, int value) {
        half(r, PREVIOUS, value);
    }

    /** The one after it in its show's list; of a free row, the next free one. */
    final int next(int r) {
        return half(r, NEXT);
    }

    final void next(int r, int value) {
        half(r, NEXT, value);
    }

    final int attempt(int r) {
        return quarter(r, ATTEMPT);
    }

    final void attempt(int r, int value) {
        quarter(r, ATTEMPT, value);
    }

    final int extensions(int r) {
        return quarter(r, EXTENSIONS);
    }

    final void extensions(int r, int value) {
        quarter(r, EXTENSIONS, value);
    }

    /** The chain of its refunds in {@link RefundPool}. */
    final int firstRefund(int r) {
        return half(r, FIRST_REFUND);
    }

    final void firstRefund(int r, int value) {
        half(r, FIRST_REFUND, value);
    }

    final int keyCount(int r) {
        return quarter(r, KEY_COUNT);
    }

    final void keyCount(int r, int value) {
        quarter(r, KEY_COUNT, value);
    }

    /** The next unsettled reservation in order of id. */
    final int nextUnsettled(int r) {
        return half(r, NEXT_UNSETTLED);
    }

    final void nextUnsettled(int r, int value) {
        half(r, NEXT_UNSETTLED, value);
    }

    final int previousUnsettled(int r) {
        return half(r, PREVIOUS_UNSETTLED);
    }

    final void previousUnsettled(int r, int value) {
        half(r, PREVIOUS_UNSETTLED, value);
    }

    /** At most {@link Limits#MAX_UNITS}. */
    final int unitCount(int r) {
        return quarter(r, COUNTS) & 0xFF;
    }

    final void unitCount(int r, int value) {
        quarter(r, COUNTS, quarter(r, COUNTS) & 0xFF00 | value);
    }

    final int refundCount(int r) {
        return quarter(r, REFUND_COUNT);
    }

    final void refundCount(int r, int value) {
        quarter(r, REFUND_COUNT, value);
    }

    final int cancellations(int r) {
        return quarter(r, COUNTS) >>> 8;
    }

    final void cancellations(int r, int value) {
        quarter(r, COUNTS, quarter(r, COUNTS) & 0xFF | value << 8);
    }

    final ReservationStatus status(int r) {
        return STATUSES[quarter(r, STANDING) & STATUS_MASK];
    }

    /** Only the value: {@link ReservationTable#setStatus} keeps the lists too. */
    final void status(int r, ReservationStatus value) {
        quarter(r, STANDING, quarter(r, STANDING) & ~STATUS_MASK | value.ordinal());
    }

    final PaymentStatus paymentStatus(int r) {
        return PAYMENT_STATUSES[quarter(r, STANDING) >>> PAYMENT_STATUS_SHIFT & STATUS_MASK];
    }

    final void paymentStatus(int r, PaymentStatus value) {
        int others = quarter(r, STANDING) & ~(STATUS_MASK << PAYMENT_STATUS_SHIFT);
        quarter(r, STANDING, others | value.ordinal() << PAYMENT_STATUS_SHIFT);
    }

    /** Whether a provider may still have to be asked, paid out to, or told something. */
    final boolean unsettled(int r) {
        return (quarter(r, STANDING) & UNSETTLED_BIT) != 0;
    }

    /** Only the value: {@link ReservationTable#setUnsettled} keeps the list too. */
    final void unsettled(int r, boolean value) {
        quarter(r, STANDING, quarter(r, STANDING) & ~UNSETTLED_BIT | (value ? UNSETTLED_BIT : 0));
    }

    private long[] page(int r) {
        return pages[r >>> PAGE_BITS];
    }

    private static int at(int r, int word) {
        return ((r & PAGE_ROWS - 1) << WORD_BITS) + word;
    }

    private int half(int r, int place) {
        return (int) (page(r)[at(r, place >> 1)] >>> ((place & 1) << 5));
    }

    private void half(int r, int place, int value) {
        long[] page = page(r);
        int at = at(r, place >> 1);
        int shift = (place & 1) << 5;
        page[at] = page[at] & ~(0xFFFF_FFFFL << shift) | (value & 0xFFFF_FFFFL) << shift;
    }

    private int quarter(int r, int place) {
        return (int) (page(r)[at(r, place >> 2)] >>> ((place & 3) << 4)) & 0xFFFF;
    }

    private void quarter(int r, int place, int value) {
        long[] page = page(r);
        int at = at(r, place >> 2);
        int shift = (place & 3) << 4;
        page[at] = page[at] & ~(0xFFFFL << shift) | (value & 0xFFFFL) << shift;
    }
}
