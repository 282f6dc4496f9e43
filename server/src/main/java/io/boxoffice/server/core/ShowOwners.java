package io.boxoffice.server.core;

import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** Follows the reservations of one show by their events: which have a claim on which units. One thread. */
public final class ShowOwners {
    /** A reservation with a claim, as of its last event. */
    public record Claim(long reservationId, long customerId, ReservationStatus status, List<Integer> units) {}

    private final long showId;
    private final Map<Long, Claim> claims = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();

    ShowOwners(long showId) {
        this.showId = showId;
    }

    /** Those that are held, being paid or booked, in order of id. */
    public List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    void onEvent(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        if (header.templateId() != ReservationEventDecoder.TEMPLATE_ID) {
            return;
        }
        event.wrapAndApplyHeader(buffer, offset, header);
        if (event.showId() != showId) {
            return;
        }
        Claim before = claims.get(event.reservationId());
        List<Integer> units = before == null ? new ArrayList<>() : new ArrayList<>(before.units());
        switch (event.step()) {
            case HOLD_PLACED -> forEachUnit(units::add);
            case PAYMENT_AUTHORISED -> forEachUnit(units::add);
            case TICKETS_CANCELLED -> forEachUnit(unit -> units.remove((Integer) unit));
            default -> {}
        }
        switch (event.status()) {
            case HELD, PAYING, BOOKED ->
                claims.put(
                        event.reservationId(),
                        new Claim(event.reservationId(), event.customerId(), event.status(), units));
            default -> claims.remove(event.reservationId());
        }
    }

    private void forEachUnit(java.util.function.IntConsumer consumer) {
        for (ReservationEventDecoder.UnitsDecoder u : event.units()) {
            consumer.accept(u.unit());
        }
    }
}
