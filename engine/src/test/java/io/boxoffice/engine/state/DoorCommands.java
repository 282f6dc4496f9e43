package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AssignReservationEncoder;
import io.boxoffice.protocol.sbe.BeginPaymentEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingEncoder;
import io.boxoffice.protocol.sbe.CheckInEncoder;
import io.boxoffice.protocol.sbe.ConfirmEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.ExtendHoldEncoder;
import io.boxoffice.protocol.sbe.FindReservationsEncoder;
import io.boxoffice.protocol.sbe.GetPaymentEncoder;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.LookAtTicketEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.RefundDueEncoder;
import io.boxoffice.protocol.sbe.ReissueTicketEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;
import io.boxoffice.protocol.sbe.UndoCheckInEncoder;
import java.nio.ByteOrder;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Commands and queries about tickets and about whose a reservation is, of version 3. */
final class DoorCommands {
    private static final Map<Integer, Integer> ORGANISATION_OFFSETS = Map.of(
            ExtendHoldEncoder.TEMPLATE_ID, ExtendHoldEncoder.organisationIdEncodingOffset(),
            ReleaseHoldEncoder.TEMPLATE_ID, ReleaseHoldEncoder.organisationIdEncodingOffset(),
            BeginPaymentEncoder.TEMPLATE_ID, BeginPaymentEncoder.organisationIdEncodingOffset(),
            ConfirmEncoder.TEMPLATE_ID, ConfirmEncoder.organisationIdEncodingOffset(),
            RefundDueEncoder.TEMPLATE_ID, RefundDueEncoder.organisationIdEncodingOffset(),
            CancelBookingEncoder.TEMPLATE_ID, CancelBookingEncoder.organisationIdEncodingOffset(),
            GetReservationEncoder.TEMPLATE_ID, GetReservationEncoder.organisationIdEncodingOffset(),
            GetPaymentEncoder.TEMPLATE_ID, GetPaymentEncoder.organisationIdEncodingOffset(),
            CreateBookingEncoder.TEMPLATE_ID, CreateBookingEncoder.organisationIdEncodingOffset(),
            PlaceHoldEncoder.TEMPLATE_ID, PlaceHoldEncoder.organisationIdEncodingOffset());

    /** What a ticket's code says. */
    record Credential(long reservationId, int ordinal, long number, int generation) {
        Credential ofGeneration(int other) {
            return new Credential(reservationId, ordinal, number, other);
        }

        Credential numbered(long other) {
            return new Credential(reservationId, ordinal, other, generation);
        }
    }

    /** Who reads it, for which show, where and when; 0 is anybody's, nobody said, now. */
    record Door(long showId, long organisationId, long deviceId, int gate, long scannedAtMs) {
        Door at(long readAtMs) {
            return new Door(showId, organisationId, deviceId, gate, readAtMs);
        }

        Door of(long organisation) {
            return new Door(showId, organisation, deviceId, gate, scannedAtMs);
        }

        Door to(long otherShowId) {
            return new Door(otherShowId, organisationId, deviceId, gate, scannedAtMs);
        }

        Door with(long device) {
            return new Door(showId, organisationId, device, gate, scannedAtMs);
        }
    }

    private DoorCommands() {}

    /** The same command or query, sent by an organisation; one that names none stays as it is. */
    static byte[] ofOrganisation(byte[] command, long organisationId) {
        UnsafeBuffer buffer = new UnsafeBuffer(command);
        int template = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        Integer at = ORGANISATION_OFFSETS.get(template);
        if (at != null) {
            buffer.putLong(MessageHeaderDecoder.ENCODED_LENGTH + at, organisationId, ByteOrder.LITTLE_ENDIAN);
        }
        return command;
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }

    private static byte[] bytes(MessageEncoderFlyweight encoder) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength()];
        encoder.buffer().getBytes(0, bytes);
        return bytes;
    }

    static byte[] checkIn(Credential ticket, Door door, boolean uploaded) {
        return checkIn(ticket, door, uploaded, 0);
    }

    /** The same with a reference, as old codes have it. */
    static byte[] checkIn(Credential ticket, Door door, boolean uploaded, long reference) {
        CheckInEncoder e = new CheckInEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        e.reservationId(ticket.reservationId).reference(reference).organizerId(0);
        e.keyHi(0).keyLo(0).bodyHash(0).ordinal(ticket.ordinal);
        e.organisationId(door.organisationId).showId(door.showId).deviceId(door.deviceId);
        e.scannedAtMs(door.scannedAtMs).credentialNumber(ticket.number).gate(door.gate);
        e.generation((short) ticket.generation).uploaded(uploaded ? BooleanType.TRUE : BooleanType.FALSE);
        return bytes(e);
    }

    static byte[] undo(Credential ticket, Door door, long checkedInAtMs) {
        UndoCheckInEncoder e = new UndoCheckInEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        e.reservationId(ticket.reservationId)
                .organisationId(door.organisationId)
                .showId(door.showId);
        e.deviceId(door.deviceId).checkedInAtMs(checkedInAtMs).credentialNumber(ticket.number);
        e.gate(door.gate)
                .ordinal(ticket.ordinal)
                .generation((short) ticket.generation)
                .reference(0);
        return bytes(e);
    }

    static byte[] look(Credential ticket, Door door, long askedAtMs) {
        LookAtTicketEncoder e = new LookAtTicketEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        e.reservationId(ticket.reservationId)
                .organisationId(door.organisationId)
                .showId(door.showId);
        e.credentialNumber(ticket.number).ordinal(ticket.ordinal).generation((short) ticket.generation);
        return bytes(e.reference(0).askedAtMs(askedAtMs));
    }

    static byte[] reissue(
            long reservationId, long customerId, long organisationId, int ordinal, int generation, Commands.Key key) {
        ReissueTicketEncoder e = new ReissueTicketEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        e.reservationId(reservationId).customerId(customerId).organisationId(organisationId);
        e.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
        return bytes(e.ordinal(ordinal).generation((short) generation));
    }

    static byte[] assign(long reservationId, long customerId, long organisationId, long toCustomerId) {
        AssignReservationEncoder e =
                new AssignReservationEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        e.reservationId(reservationId).customerId(customerId).organisationId(organisationId);
        return bytes(e.toCustomerId(toCustomerId));
    }

    static byte[] find(long showId, long customerId, long organisationId) {
        FindReservationsEncoder e =
                new FindReservationsEncoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder());
        return bytes(e.showId(showId).customerId(customerId).organisationId(organisationId));
    }
}
