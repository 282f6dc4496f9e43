package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;

/**
 * The best-available requests of a PlaceHold command, in their order. Those that join the one before them are one party: one
 * search for seats side by side, of the first one's category, with an accessible seat when any of them asks for one; the types
 * are given to the seats in the order of the requests.
 */
final class BestRequests {
    /** The most a hold may have. */
    static final int MAX = Slot.MAX_BEST_REQUESTS;

    private final int[] quantity = new int[MAX];
    private final int[] category = new int[MAX];
    private final boolean[] accessible = new boolean[MAX];
    private final int[] type = new int[MAX];
    private final boolean[] joins = new boolean[MAX];
    private int count;

    /**
     * Notes the requests; those beyond the limit are only counted.
     *
     * @param version3 whether ticket types and parties are known
     * @return how many units all are for
     */
    int read(PlaceHoldDecoder.BestAvailableDecoder best, boolean version3) {
        int sum = 0;
        for (count = 0; best.hasNext(); count++) {
            best.next();
            sum += best.quantity();
            if (count < MAX) {
                quantity[count] = best.quantity();
                category[count] = best.category();
                accessible[count] = best.mode().accessible();
                type[count] = version3 ? Absent.orZero(best.ticketType()) : 0;
                joins[count] = version3 && count > 0 && best.joinsPrevious() == BooleanType.TRUE;
            }
        }
        return sum;
    }

    /** How many there are, those beyond the limit too. */
    int count() {
        return count;
    }

    int quantity(int request) {
        return quantity[request];
    }

    int category(int request) {
        return category[request];
    }

    int type(int request) {
        return type[request];
    }

    /** The request after the last of the party that begins with this one. */
    int end(int first) {
        int end = first + 1;
        while (end < count && joins[end]) {
            end++;
        }
        return end;
    }

    /** How many seats a party needs; 0 when one of its requests is for none. */
    int seats(int first, int end) {
        int seats = 0;
        for (int i = first; i < end; i++) {
            if (quantity[i] == 0) {
                return 0;
            }
            seats += quantity[i];
        }
        return seats;
    }

    /** A bit a type that a party asks for. */
    int types(int first, int end) {
        int types = 0;
        for (int i = first; i < end; i++) {
            types |= 1 << type[i];
        }
        return types;
    }

    /** Whether a party needs an accessible seat. */
    boolean accessible(int first, int end) {
        boolean any = false;
        for (int i = first; i < end; i++) {
            any |= accessible[i];
        }
        return any;
    }

    /** Whether each asks for a type that some class sells. */
    boolean sold(PriceList prices) {
        boolean sold = true;
        for (int i = 0; i < count; i++) {
            sold &= prices.sells(type[i]);
        }
        return sold;
    }

    /** Units of types that are for companions. */
    int companions(PriceList prices) {
        int companions = 0;
        for (int i = 0; i < count; i++) {
            companions += prices.isCompanion(type[i]) ? quantity[i] : 0;
        }
        return companions;
    }
}
