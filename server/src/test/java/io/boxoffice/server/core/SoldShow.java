package io.boxoffice.server.core;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** One show in a core, put on sale, and holds of its seats. */
final class SoldShow {
    static final long SHOW = 22;
    private static final long MAP = 11;
    private static final int SEATS = 100_000;
    private static final int FEW_SEATS = 400;

    private SoldShow() {}

    static void define(BookingCore core) {
        define(core, 600_000, FEW_SEATS);
    }

    static void define(BookingCore core, long holdTtlMs) {
        define(core, holdTtlMs, SEATS);
    }

    private static void define(BookingCore core, long holdTtlMs, int seats) {
        SeatMap.Builder map = new SeatMap.Builder().category("Stalls").section("Field");
        for (int seat = 0; seat < seats; seat++) {
            if (seat % 100 == 0) {
                map.row(Integer.toString(seat / 100));
            }
            map.seat("S" + seat, Integer.toString(seat % 100), seat % 100 * 50, seat / 100 * 90, 0, false, false, 1);
        }
        PriceList.Builder prices = new PriceList.Builder(seats, 0);
        prices.seats(0, seats - 1, prices.classOf(4_500));
        core.client().upload(UploadKind.SEAT_MAP, MAP, 1, SeatMapCodec.encode(map.build()));
        accepted(core, (slot, h) -> {
            DefineShowEncoder e = new DefineShowEncoder().wrapAndApplyHeader(slot, 0, h);
            e.showId(SHOW).seatMapId(MAP).eventId(1).venueId(1).organizerId(1);
            e.startsAtMs(System.currentTimeMillis() + 86_400_000);
            e.endsAtMs(System.currentTimeMillis() + 90_000_000);
            e.onSaleFromMs(0).onSaleUntilMs(Long.MAX_VALUE).cancelUntilMs(0).holdTtlMs(holdTtlMs);
            e.maxUnitsPerHold(10).maxUnitsPerCustomer(0).currency("EUR").strandedSeatRule(BooleanType.FALSE);
            return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
        });
        core.client().upload(UploadKind.PRICES, SHOW, 0, prices.build().encode());
        accepted(core, (slot, h) -> {
            OpenShowEncoder e =
                    new OpenShowEncoder().wrapAndApplyHeader(slot, 0, h).showId(SHOW);
            return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
        });
    }

    static ReservationReplyDecoder hold(BookingCore core, long customer, int... seats) {
        DirectBuffer reply = accepted(core, (slot, h) -> encodeHold(slot, h, customer, seats));
        return new ReservationReplyDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
    }

    private static int encodeHold(MutableDirectBuffer slot, MessageHeaderEncoder h, long customer, int[] seats) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(slot, 0, h);
        e.showId(SHOW).customerId(customer).keyHi(0).keyLo(0).bodyHash(0).expectedAmount(-1);
        PlaceHoldEncoder.SeatsEncoder group = e.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        e.areasCount(0);
        e.bestAvailableCount(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength();
    }

    private static DirectBuffer accepted(BookingCore core, BookingClient.Encoder encoder) {
        return BookingClient.join(core.client().accepted(encoder));
    }
}
