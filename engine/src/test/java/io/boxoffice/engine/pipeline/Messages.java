package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.sbe.AreaBlockedEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.SeatMapDefinedEncoder;
import io.boxoffice.protocol.sbe.SeatMapForgottenEncoder;
import io.boxoffice.protocol.sbe.SeatsBlockedEncoder;
import io.boxoffice.protocol.sbe.ShowEventEncoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what tests say. One thread each. */
final class Messages {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlaceHoldEncoder placeHold = new PlaceHoldEncoder();
    private final ReleaseHoldEncoder releaseHold = new ReleaseHoldEncoder();
    private final GetReservationEncoder getReservation = new GetReservationEncoder();
    private final ReservationEventEncoder reservation = new ReservationEventEncoder();
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[1024]);

    int placeHold(MutableDirectBuffer slot, long customerId) {
        placeHold.wrapAndApplyHeader(slot, 0, header);
        placeHold.showId(1).customerId(customerId).keyHi(0).keyLo(0).bodyHash(0).expectedAmount(-1);
        placeHold.seatsCount(1).next().seat(3);
        placeHold.areasCount(0);
        placeHold.bestAvailableCount(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + placeHold.encodedLength();
    }

    int releaseHold(MutableDirectBuffer slot, long reservationId) {
        releaseHold.wrapAndApplyHeader(slot, 0, header);
        releaseHold.reservationId(reservationId).customerId(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + releaseHold.encodedLength();
    }

    int getReservation(MutableDirectBuffer slot, long reservationId) {
        getReservation.wrapAndApplyHeader(slot, 0, header);
        getReservation.reservationId(reservationId).customerId(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + getReservation.encodedLength();
    }

    /** In a buffer that the next event overwrites. */
    UnsafeBuffer reservationEvent(long showId, ReservationEventType step, int... units) {
        reservation.wrapAndApplyHeader(event, 0, header);
        reservation.reservationId(1).showId(showId).step(step).status(ReservationStatus.HELD);
        ReservationEventEncoder.UnitsEncoder group = reservation.unitsCount(units.length);
        for (int i = 0; i < units.length; i++) {
            group.next().unit(units[i]).price(100).ordinal(i);
        }
        return event;
    }

    int reservationEventLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + reservation.encodedLength();
    }

    UnsafeBuffer seatMapDefined(long seatMapId) {
        new SeatMapDefinedEncoder().wrapAndApplyHeader(event, 0, header).seatMapId(seatMapId);
        return event;
    }

    UnsafeBuffer seatMapForgotten(long seatMapId) {
        new SeatMapForgottenEncoder().wrapAndApplyHeader(event, 0, header).seatMapId(seatMapId);
        return event;
    }

    UnsafeBuffer showEvent(long showId, long seatMapId, ShowEventType step, ShowStatus status, long priceVersion) {
        ShowEventEncoder show = new ShowEventEncoder().wrapAndApplyHeader(event, 0, header);
        show.showId(showId).seatMapId(seatMapId).step(step).status(status).priceVersion(priceVersion);
        show.maxUnitsPerHold(8).currency("EUR").strandedSeatRule(BooleanType.FALSE);
        return event;
    }

    UnsafeBuffer areaBlocked(long showId, int area, int places) {
        AreaBlockedEncoder e = new AreaBlockedEncoder().wrapAndApplyHeader(event, 0, header);
        e.showId(showId).area(area).places(places);
        return event;
    }

    UnsafeBuffer seatsBlocked(long showId, int first, int last, int reason) {
        SeatsBlockedEncoder blocked = new SeatsBlockedEncoder().wrapAndApplyHeader(event, 0, header);
        blocked.showId(showId);
        blocked.rangesCount(1).next().firstSeat(first).lastSeat(last).reason((short) reason);
        return event;
    }
}
