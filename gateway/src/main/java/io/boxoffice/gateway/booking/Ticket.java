package io.boxoffice.gateway.booking;

/**
 * A ticket as it is shown and printed.
 *
 * @param ordinal    position among the reservation's units
 * @param seat       seat id, or null in an area
 * @param label      what is written on the seat, or null
 * @param row        or null
 * @param section    or null
 * @param area       area id, or null for a seat
 * @param category   of seat or area, or null when the map is not known any more
 * @param admits     people
 * @param price      minor units
 * @param eventTitle and the other names: null when the catalog does not know the show
 * @param startsAtMs epoch milliseconds, 0 when not known
 * @param code       made by {@link TicketIssuer}; null unless valid or used, and when its show is archived
 * @param generation how often it was made anew; -1: not known any more, its show is archived
 * @param status     {@code valid}, {@code used} or {@code cancelled}
 * @param type       the name of its ticket type, or null when it is not known
 */
public record Ticket(
        int ordinal,
        String seat,
        String label,
        String row,
        String section,
        String area,
        String category,
        int admits,
        long price,
        String currency,
        String eventTitle,
        String venue,
        String hall,
        String timezone,
        long startsAtMs,
        String code,
        int generation,
        String status,
        String type) {}
