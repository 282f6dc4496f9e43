package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;

/**
 * Tickets given back by customers for features that draw pages: what {@link CancellationRoutes} do, without a call of the API. It
 * waits for the booking core, so no event loop may call it; any other thread may.
 */
public final class CancelDesk {
    private final BookingClient core;
    private final AnsweredSequences answered;

    /**
     * @param answered is told what customers were answered
     */
    public CancelDesk(BookingClient core, AnsweredSequences answered) {
        this.core = core;
        this.answered = answered;
    }

    /**
     * Gives tickets back. The same key again changes nothing.
     *
     * @param customerId whose the booking must be; not 0
     * @param ordinals   of the tickets; at least one
     * @throws RejectedException                when it cannot be: it is too late, a ticket is used or given back already, …
     * @throws BookingClient.OverloadedException when the core has no room
     */
    public void cancel(long bookingId, long customerId, int[] ordinals, IdempotencyKey key) {
        if (customerId == 0 || ordinals.length == 0) {
            throw new IllegalArgumentException("a customer gives back tickets that are named");
        }
        CancelReplyDecoder reply = new CancelReplyDecoder()
                .wrapAndApplyHeader(
                        BookingClient.join(
                                core.accepted(CancellationRoutes.command(bookingId, customerId, 0, ordinals, key))),
                        0,
                        new MessageHeaderDecoder());
        answered.noteAnswered(reply.customerId(), reply.sequence());
    }
}
