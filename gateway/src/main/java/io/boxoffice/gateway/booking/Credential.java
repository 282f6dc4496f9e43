package io.boxoffice.gateway.booking;

/**
 * What a ticket's code says, once it was found to be genuine.
 *
 * @param showId        0: the code is of the old kind, which does not say
 * @param reservationId 1 or more
 * @param ordinal       position among the reservation's units, 0 to 255
 * @param generation    0 to 254; codes of older generations of the same ticket admit nobody
 * @param number        the booking's, 32 bits; 0: the booking is from before there were numbers
 * @param reference     the booking's, of a code of the old kind; else 0
 */
public record Credential(long showId, long reservationId, int ordinal, int generation, long number, long reference) {
    /**
     * @throws IllegalArgumentException when a part is out of range
     */
    public Credential {
        if (showId < 0
                || reservationId < 1
                || ordinal < 0
                || ordinal > 65_534
                || generation < 0
                || generation > 254
                || number < 0
                || number > 0xFFFF_FFFFL
                || reference < 0) {
            throw new IllegalArgumentException("not a ticket code");
        }
    }
}
