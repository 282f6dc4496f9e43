package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import jakarta.validation.constraints.NotNull;
import org.agrona.MutableDirectBuffer;

/** Asks for a booking of a hold. */
record BookingRequest(
        @NotNull Id holdId,

        @JsonPropertyDescription("A customer's id; for the box office")
        Id onBehalfOf) {
    /** The customer named; 0: nobody. */
    long named() {
        return onBehalfOf == null ? 0 : onBehalfOf.value();
    }

    /**
     * Encodes the command, with a new reference and a new number of its credentials.
     *
     * @param slot         the room for it
     * @param buyer        a customer's id; 0: nobody
     * @param organisation whose shows the caller may act on; 0: any
     * @return its length
     */
    int encode(
            MutableDirectBuffer slot, MessageHeaderEncoder header, long buyer, long organisation, IdempotencyKey key) {
        CreateBookingEncoder command = new CreateBookingEncoder().wrapAndApplyHeader(slot, 0, header);
        command.reservationId(holdId.value()).customerId(buyer).reference(TicketCode.newReference());
        command.credentialNumber(TicketCode.newNumber());
        command.organisationId(organisation);
        command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
        command.confirmIfFree(BooleanType.TRUE).finalPricesCount(0);
        return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
    }
}
