package io.boxoffice.gateway.availability;

import java.util.List;

/**
 * The ticket types of a show: their names, in the order of the numbers that the booking core knows them as. A published show keeps
 * the name and number of each type; new ones come last. Immutable.
 *
 * @param names at most 16; the first is {@link #FIRST}
 */
public record TicketTypes(List<String> names) {
    /** The name of the first type. */
    public static final String FIRST = "standard";

    /** Of a show that has no further types, or whose types are not known. */
    public static final TicketTypes FIRST_ONLY = new TicketTypes(List.of(FIRST));

    public TicketTypes {
        names = List.copyOf(names);
    }

    /** Those of a show; of one that is not known, the first alone. */
    public static TicketTypes of(ShowCard card) {
        return card == null ? FIRST_ONLY : card.types();
    }

    /** The number of a type; -1: there is none of this name. */
    public int numberOf(String name) {
        return names.indexOf(name);
    }

    /** The name of a type, whatever number that is; null when it is not known. */
    public String nameOf(int number) {
        return number >= 0 && number < names.size() ? names.get(number) : null;
    }
}
