package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.Halls;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.booking.ReservationJson;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/** The answer to a hold of two seats, as the gateway writes it. */
final class HoldAnswer {
    private static final Reservation HOLD = new Reservation(
            4_711,
            402_827_674_722_939_137L,
            42,
            123_456,
            1_700_000_000_000L,
            1_700_000_000_000L,
            1_700_000_480_000L,
            0,
            9_000,
            0,
            0,
            0,
            0,
            0,
            "EUR",
            ReservationStatus.HELD,
            PaymentStatus.NONE,
            false,
            0,
            List.of(new Reservation.Unit(100, 4_500, false, false), new Reservation.Unit(101, 4_500, false, false)));

    private static final SeatMap HALL = Halls.hall(100, 50);

    private static final ShowDirectory DIRECTORY = new ShowDirectory() {
        @Override
        public PublishedShow show(long showId) {
            return SHOW;
        }

        @Override
        public SeatMap seatMap(long seatMapId) {
            return HALL;
        }

        @Override
        public long[] showIds() {
            return new long[] {HOLD.showId()};
        }

        @Override
        public long sequence() {
            return HOLD.sequence();
        }
    };

    private static final PublishedShow SHOW = new PublishedShow() {
        @Override
        public ShowDefinition definition() {
            throw new UnsupportedOperationException("no answer to a hold needs it");
        }

        @Override
        public SeatMap seatMap() {
            return HALL;
        }

        @Override
        public PriceList prices() {
            throw new UnsupportedOperationException("no answer to a hold needs it");
        }

        @Override
        public Availability availability() {
            throw new UnsupportedOperationException("no answer to a hold needs it");
        }
    };

    private static final ReservationJson ANSWERS = new ReservationJson(DIRECTORY, show -> TicketTypes.FIRST_ONLY);

    private HoldAnswer() {}

    static void write(JsonBytes json) {
        ANSWERS.hold(json, HOLD);
    }
}
