package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.booking.Reservation;
import io.boxoffice.services.ticket.TicketCode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How reservations look as holds and as bookings. Any thread. */
public final class ReservationJson {
    private ReservationJson() {}

    private record AreaLine(int area, long price, boolean cancelled) {}

    /** As a hold. */
    public static void hold(JsonGenerator json, Reservation r, ShowDirectory directory) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(r.reservationId()));
        json.writeStringField("showId", Long.toString(r.showId()));
        json.writeStringField("status", r.status().name().toLowerCase(Locale.ROOT));
        units(json, r, directory, false);
        amounts(json, r);
        json.writeEndObject();
    }

    /** As a booking. */
    public static void booking(JsonGenerator json, Reservation r, ShowDirectory directory) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(r.reservationId()));
        json.writeStringField("reference", TicketCode.formatReference(r.reference()));
        json.writeStringField("showId", Long.toString(r.showId()));
        json.writeStringField("status", bookingStatus(r.status()));
        units(json, r, directory, false);
        amounts(json, r);
        json.writeStringField("createdAt", time(r.createdAtMs()));
        json.writeStringField("paymentStatus", r.paymentStatus().name().toLowerCase(Locale.ROOT));
        if (r.attempt() > 0 && r.paymentStatus() != PaymentStatus.NONE) {
            json.writeStringField("paymentId", r.reservationId() + "-" + r.attempt());
        }
        json.writeNumberField("paidAmount", r.paidAmount());
        json.writeNumberField("refundDueAmount", r.refundDueAmount());
        json.writeNumberField("refundedAmount", r.refundedAmount());
        json.writeEndObject();
    }

    /**
     * As the booking that a payment confirmed: the same for as long as it is known, so that a repeated request is answered
     * with the same words whatever came of the booking since.
     *
     * @param paidAmount what the payment was about
     */
    public static void confirmed(JsonGenerator json, Reservation r, long paidAmount, ShowDirectory directory)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(r.reservationId()));
        json.writeStringField("reference", TicketCode.formatReference(r.reference()));
        json.writeStringField("showId", Long.toString(r.showId()));
        json.writeStringField("status", bookingStatus(ReservationStatus.BOOKED));
        units(json, r, directory, true);
        json.writeNumberField("amount", paidAmount);
        json.writeStringField("currency", r.currency());
        json.writeStringField("createdAt", time(r.createdAtMs()));
        json.writeEndObject();
    }

    /** What a booking of this reservation is called. */
    public static String bookingStatus(ReservationStatus status) {
        return switch (status) {
            case HELD, PAYING -> "pending";
            case BOOKED -> "confirmed";
            case EXPIRED -> "expired";
            default -> "cancelled";
        };
    }

    private static void amounts(JsonGenerator json, Reservation r) throws IOException {
        json.writeNumberField("amount", r.amount());
        json.writeStringField("currency", r.currency());
        if (r.deadlineMs() > 0) {
            json.writeStringField("expiresAt", time(r.deadlineMs()));
        }
        json.writeStringField("sequence", Long.toString(r.sequence()));
    }

    /**
     * Seats one by one; places of areas counted.
     *
     * @param asSold whether what became of them later is left out
     */
    private static void units(JsonGenerator json, Reservation r, ShowDirectory directory, boolean asSold)
            throws IOException {
        PublishedShow show = directory.show(r.showId());
        if (show == null) {
            // Archived between the reply and now: nothing can name its seats any more.
            return;
        }
        SeatMap map = show.seatMap();
        Map<AreaLine, Integer> areas = new LinkedHashMap<>();
        json.writeArrayFieldStart("seats");
        for (Reservation.Unit unit : r.units()) {
            if (unit.unit() < 0) {
                boolean cancelled = unit.cancelled() && !asSold;
                areas.merge(new AreaLine(-(unit.unit() + 1), unit.price(), cancelled), 1, Integer::sum);
            } else {
                seat(json, map, unit, asSold);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("areas");
        for (Map.Entry<AreaLine, Integer> entry : areas.entrySet()) {
            area(json, map, entry.getKey(), entry.getValue());
        }
        json.writeEndArray();
    }

    private static void seat(JsonGenerator json, SeatMap map, Reservation.Unit unit, boolean asSold)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("seat", map.seatId(unit.unit()));
        json.writeStringField("category", map.categoryName(map.seatCategory(unit.unit())));
        json.writeNumberField("price", unit.price());
        if (unit.cancelled() && !asSold) {
            json.writeBooleanField("cancelled", true);
        }
        if (unit.checkedIn() && !asSold) {
            json.writeBooleanField("checkedIn", true);
        }
        json.writeEndObject();
    }

    private static void area(JsonGenerator json, SeatMap map, AreaLine line, int quantity) throws IOException {
        json.writeStartObject();
        json.writeStringField("area", map.area(line.area).id());
        json.writeStringField("category", map.categoryName(map.area(line.area).category()));
        json.writeNumberField("price", line.price);
        json.writeNumberField("quantity", quantity);
        if (line.cancelled) {
            json.writeBooleanField("cancelled", true);
        }
        json.writeEndObject();
    }

    static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
