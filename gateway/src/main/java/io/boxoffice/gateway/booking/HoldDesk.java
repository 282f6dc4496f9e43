package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.availability.ChannelShow;
import io.boxoffice.gateway.availability.PublicShows;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.FoundReservationsDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.netty.buffer.Unpooled;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.agrona.DirectBuffer;

/**
 * Holds of customers for features that draw pages: what {@link HoldRoutes} do, without a call of the API. Every method but {@link #look} waits for the
 * booking core, so it may not be called on an event loop; any other thread may. All throw {@link BookingClient.OverloadedException} when the core
 * has no room.
 */
public final class HoldDesk implements AnsweredSequences {
    private final BookingClient core;
    private final ShowDirectory directory;
    private final LongFunction<TicketTypes> typesOf;
    private final AnsweredSequences answered;
    private final InstantSource clock = InstantSource.system();

    /**
     * @param typesOf  the ticket types of a show, by its id
     * @param answered is told what customers were answered
     */
    public HoldDesk(
            BookingClient core,
            ShowDirectory directory,
            LongFunction<TicketTypes> typesOf,
            AnsweredSequences answered) {
        this.core = core;
        this.directory = directory;
        this.typesOf = typesOf;
        this.answered = answered;
    }

    /**
     * Places a hold.
     *
     * @param request the body as the API takes it, in UTF-8
     * @throws RejectedException when it cannot be had
     * @throws ProblemException  when the request is none, or names what the show has not
     */
    public Reservation place(long showId, long customerId, byte[] request, IdempotencyKey key) {
        PublishedShow show = PublicShows.require(directory, showId);
        HoldRequest hold = HoldRequest.parse(Unpooled.wrappedBuffer(request), show.seatMap(), showId, typesOf);
        boolean isSold = ChannelShow.refusal(show, false, clock.millis()) == null;
        try {
            // Of a show that is none the core gives a key's first answer, and else nothing.
            long asked = isSold ? showId : 0;
            return noted(Reservation.of(BookingClient.join(
                    core.accepted((slot, header) -> hold.encode(slot, header, asked, customerId, 0, key)))));
        } catch (RejectedException e) {
            throw isSold || e.reason() != RejectReason.UNKNOWN_SHOW
                    ? e
                    : new RejectedException(RejectReason.SHOW_NOT_ON_SALE);
        }
    }

    /** The hold of a show that a customer has and has not booked yet, the newest; 0: none. */
    public long held(long showId, long customerId) {
        DirectBuffer reply = BookingClient.join(core.query(ReservationMessages.reservationsOf(showId, customerId, 0)));
        FoundReservationsDecoder found =
                new FoundReservationsDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
        for (FoundReservationsDecoder.ReservationsDecoder each : found.reservations()) {
            if (each.status() == ReservationStatus.HELD && each.reference() == 0) {
                return each.reservationId();
            }
        }
        return 0;
    }

    /** A reservation of a customer's; null when they have none of this id, or the core does not know it any more. */
    public Reservation find(long reservationId, long customerId) {
        return BookingClient.join(look(reservationId, customerId));
    }

    /** The same without waiting; from any thread. What follows runs on the core client's, and must be short. */
    public CompletableFuture<Reservation> look(long reservationId, long customerId) {
        return core.query(ReservationMessages.reservation(reservationId, customerId, 0))
                .thenApply(reply -> {
                    int template = new MessageHeaderDecoder().wrap(reply, 0).templateId();
                    return template == ReservationReplyDecoder.TEMPLATE_ID ? noted(Reservation.of(reply)) : null;
                });
    }

    /**
     * Makes a booking of a hold; one that costs nothing is confirmed with it.
     *
     * @throws RejectedException when it is none of the customer's, over, or booked under another key
     */
    public Reservation book(long holdId, long customerId, IdempotencyKey key) {
        BookingRequest request = new BookingRequest(new Id(holdId), null);
        return noted(Reservation.of(
                BookingClient.join(core.accepted((slot, header) -> request.encode(slot, header, customerId, 0, key)))));
    }

    /**
     * Gives a hold back.
     *
     * @throws RejectedException when it is none of the customer's, or booked
     */
    public void release(long reservationId, long customerId) {
        noted(Reservation.of(
                BookingClient.join(core.accepted(ReservationMessages.release(reservationId, customerId, 0)))));
    }

    private Reservation noted(Reservation reservation) {
        noteAnswered(reservation.customerId(), reservation.sequence());
        return reservation;
    }

    /** What a customer was told otherwise, as of a payment, is in their lists too. */
    @Override
    public void noteAnswered(long customerId, long sequence) {
        answered.noteAnswered(customerId, sequence);
    }
}
