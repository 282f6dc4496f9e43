package io.boxoffice.gateway.booking;

import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was in a ticket's bar code before bookings had numbers: {@code reservationId.ordinal.reference}, which the booking core
 * believes of bookings from that time only. {@link TicketIssuer} makes those of now. And the reference, 60 random bits, by which
 * people speak of a booking; it is printed as 12 characters of Crockford's base 32, which is read without regard to case, with I and L as 1 and O as 0.
 *
 * @param reservationId 1 or more
 * @param ordinal       position among the reservation's units, 0 to 65534
 * @param reference     1 to 2^60 - 1
 */
public record TicketCode(long reservationId, int ordinal, long reference) {
    private static final long MAX_REFERENCE = (1L << 60) - 1;
    private static final int MAX_ORDINAL = 65_534;
    private static final Pattern CODE = Pattern.compile("([1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,4})\\.([0-9A-Za-z]{12})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @throws IllegalArgumentException when a part is out of range
     */
    public TicketCode {
        if (reservationId < 1 || ordinal < 0 || ordinal > MAX_ORDINAL || reference < 1 || reference > MAX_REFERENCE) {
            throw new IllegalArgumentException("not a ticket code");
        }
    }

    /** As printed. */
    public String format() {
        return reservationId + "." + ordinal + "." + CrockfordBase32.format(reference);
    }

    /**
     * @throws IllegalArgumentException when it is not the code of a ticket
     */
    public static TicketCode parse(String text) {
        Matcher matcher = CODE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a ticket code");
        }
        return new TicketCode(
                Long.parseLong(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                CrockfordBase32.parse(matcher.group(3)));
    }

    /** A fresh random reference, for CreateBooking. */
    public static long newReference() {
        return RANDOM.nextLong(1, MAX_REFERENCE + 1);
    }

    /** A fresh random number, for CreateBooking: 1 to 2^32 - 2. */
    public static long newNumber() {
        return RANDOM.nextLong(1, 0xFFFF_FFFFL);
    }

    /** A booking's reference as people read it out: {@code XXXX-XXXX-XXXX}. */
    public static String formatReference(long reference) {
        String text = CrockfordBase32.format(reference);
        return text.substring(0, 4) + '-' + text.substring(4, 8) + '-' + text.substring(8);
    }
}
