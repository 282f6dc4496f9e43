package io.boxoffice.services.ticket;

/**
 * What is in a ticket's bar code: {@code reservationId.ordinal.reference}. The reference, 60 random bits, is what proves it;
 * it is printed as 12 characters of Crockford's base 32, which is read without regard to case, with I and L as 1 and O as 0.
 *
 * @param reservationId 1 or more
 * @param ordinal       position among the reservation's units, 0 to 65535
 * @param reference     1 to 2^60 - 1
 */
public record TicketCode(long reservationId, int ordinal, long reference) {
    /** As printed. */
    public String format() {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws IllegalArgumentException when it is not the code of a ticket
     */
    public static TicketCode parse(String text) {
        throw new UnsupportedOperationException();
    }

    /** A fresh random reference, for CreateBooking. */
    public static long newReference() {
        throw new UnsupportedOperationException();
    }

    /** A booking's reference as people read it out: {@code XXXX-XXXX-XXXX}. */
    public static String formatReference(long reference) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a reference with or without its dashes.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static long parseReference(String text) {
        throw new UnsupportedOperationException();
    }
}
