package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.FoundReservationsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * How reservations look as holds, with the names that their show gives seats and ticket types; as bookings {@link BookingAnswers}
 * has them. Written by hand, as every hold is answered so. Any thread.
 */
public final class ReservationJson {
    private static final byte[] ID = JsonBytes.prepared("id");
    private static final byte[] REFERENCE = JsonBytes.prepared("reference");
    private static final byte[] SHOW_ID = JsonBytes.prepared("showId");
    private static final byte[] STATUS = JsonBytes.prepared("status");
    private static final byte[] SEATS = JsonBytes.prepared("seats");
    private static final byte[] AREAS = JsonBytes.prepared("areas");
    private static final byte[] SEAT = JsonBytes.prepared("seat");
    private static final byte[] AREA = JsonBytes.prepared("area");
    private static final byte[] CATEGORY = JsonBytes.prepared("category");
    private static final byte[] TYPE = JsonBytes.prepared("type");
    private static final byte[] PRICE = JsonBytes.prepared("price");
    private static final byte[] QUANTITY = JsonBytes.prepared("quantity");
    private static final byte[] CANCELLED = JsonBytes.prepared("cancelled");
    private static final byte[] CHECKED_IN = JsonBytes.prepared("checkedIn");
    private static final byte[] AMOUNT = JsonBytes.prepared("amount");
    private static final byte[] REMAINING_AMOUNT = JsonBytes.prepared("remainingAmount");
    private static final byte[] CURRENCY = JsonBytes.prepared("currency");
    private static final byte[] EXPIRES_AT = JsonBytes.prepared("expiresAt");
    private static final byte[] SEQUENCE = JsonBytes.prepared("sequence");
    private static final byte[] ITEMS = JsonBytes.prepared("items");
    private static final byte[] MORE = JsonBytes.prepared("more");
    private static final byte[] UNITS = JsonBytes.prepared("units");
    private static final byte[] BOOKING_ID = JsonBytes.prepared("bookingId");
    private static final byte[] CREATED_AT = JsonBytes.prepared("createdAt");
    private static final byte[] PAYMENT_STATUS = JsonBytes.prepared("paymentStatus");

    private static final String[] HOLD_STATUSES = lowerCase(ReservationStatus.values());
    private static final String[] PAYMENT_STATUSES = lowerCase(PaymentStatus.values());

    private final ShowDirectory directory;
    private final LongFunction<TicketTypes> typesOf;

    /**
     * @param typesOf the ticket types of a show, by its id; asked only about units of other types than the first
     */
    public ReservationJson(ShowDirectory directory, LongFunction<TicketTypes> typesOf) {
        this.directory = directory;
        this.typesOf = typesOf;
    }

    private record AreaLine(int area, int type, long price, boolean cancelled) {}

    /** As a hold. */
    public void hold(JsonBytes json, Reservation r) {
        json.startObject();
        json.name(ID).id(r.reservationId());
        json.name(SHOW_ID).id(r.showId());
        json.name(STATUS).string(HOLD_STATUSES[r.status().ordinal()]);
        units(json, r, mapOf(r));
        amounts(json, r);
        json.endObject();
    }

    /** What a customer has of a show: without seats, which a hold or booking by id has. */
    void list(JsonBytes json, long showId, FoundReservationsDecoder found) {
        PublishedShow show = directory.show(showId);
        json.startObject();
        boolean more = found.more() == BooleanType.TRUE;
        json.name(ITEMS).startArray();
        for (FoundReservationsDecoder.ReservationsDecoder r : found.reservations()) {
            json.startObject();
            json.name(ID).id(r.reservationId());
            json.name(SHOW_ID).id(showId);
            json.name(STATUS).string(HOLD_STATUSES[r.status().ordinal()]);
            json.name(UNITS).number(r.unitCount());
            json.name(REMAINING_AMOUNT).number(r.amount());
            if (show != null) {
                json.name(CURRENCY).string(show.definition().currency());
            }
            json.name(CREATED_AT).time(r.createdAtMs());
            if (r.deadlineMs() != 0) {
                json.name(EXPIRES_AT).time(r.deadlineMs());
            }
            if (r.reference() != 0) {
                json.name(BOOKING_ID).id(r.reservationId());
                json.name(REFERENCE).string(TicketCode.formatReference(r.reference()));
            }
            json.name(PAYMENT_STATUS).string(PAYMENT_STATUSES[r.paymentStatus().ordinal()]);
            json.endObject();
        }
        json.endArray();
        json.name(MORE).bool(more);
        json.endObject();
    }

    private static String[] lowerCase(Enum<?>[] values) {
        String[] names = new String[values.length];
        for (Enum<?> value : values) {
            names[value.ordinal()] = value.name().toLowerCase(Locale.ROOT);
        }
        return names;
    }

    /** What all its units cost, also those that were cancelled since. */
    private static long soldAmount(Reservation r) {
        long amount = 0;
        for (Reservation.Unit unit : r.units()) {
            amount += unit.price();
        }
        return amount;
    }

    private static void amounts(JsonBytes json, Reservation r) {
        json.name(AMOUNT).number(soldAmount(r));
        json.name(CURRENCY).string(r.currency());
        if (r.deadlineMs() > 0) {
            json.name(EXPIRES_AT).time(r.deadlineMs());
        }
        json.name(SEQUENCE).id(r.sequence());
    }

    /**
     * Seats one by one; places of areas counted.
     *
     * @param map null: archived between the reply and now, nothing can name its seats here
     */
    private void units(JsonBytes json, Reservation r, SeatMap map) {
        if (map == null) {
            return;
        }
        Map<AreaLine, Integer> areas = Map.of();
        json.name(SEATS).startArray();
        for (Reservation.Unit unit : r.units()) {
            if (unit.unit() >= 0) {
                seat(json, r, map, unit);
                continue;
            }
            if (areas.isEmpty()) {
                areas = new LinkedHashMap<>();
            }
            areas.merge(
                    new AreaLine(-(unit.unit() + 1), unit.ticketType(), unit.price(), unit.cancelled()),
                    1,
                    Integer::sum);
        }
        json.endArray();
        json.name(AREAS).startArray();
        areas.forEach((line, quantity) -> area(json, r, map, line, quantity));
        json.endArray();
    }

    private SeatMap mapOf(Reservation r) {
        PublishedShow show = directory.show(r.showId());
        return show == null ? null : show.seatMap();
    }

    /** The name of a unit's type, unless it is not known. */
    private void type(JsonBytes json, Reservation r, int number) {
        String name =
                number == 0 ? TicketTypes.FIRST : typesOf.apply(r.showId()).nameOf(number);
        if (name != null) {
            json.name(TYPE).string(name);
        }
    }

    private void seat(JsonBytes json, Reservation r, SeatMap map, Reservation.Unit unit) {
        json.startObject();
        json.name(SEAT).string(map.seatId(unit.unit()));
        json.name(CATEGORY).string(map.categoryName(map.seatCategory(unit.unit())));
        type(json, r, unit.ticketType());
        json.name(PRICE).number(unit.price());
        if (unit.cancelled()) {
            json.name(CANCELLED).bool(true);
        }
        if (unit.checkedIn()) {
            json.name(CHECKED_IN).bool(true);
        }
        json.endObject();
    }

    private void area(JsonBytes json, Reservation r, SeatMap map, AreaLine line, int quantity) {
        json.startObject();
        json.name(AREA).string(map.area(line.area).id());
        json.name(CATEGORY).string(map.categoryName(map.area(line.area).category()));
        type(json, r, line.type);
        json.name(PRICE).number(line.price);
        json.name(QUANTITY).number(quantity);
        if (line.cancelled) {
            json.name(CANCELLED).bool(true);
        }
        json.endObject();
    }
}
