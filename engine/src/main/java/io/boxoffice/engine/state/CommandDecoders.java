package io.boxoffice.engine.state;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.ArchiveShowDecoder;
import io.boxoffice.protocol.sbe.AssignReservationDecoder;
import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.BeginUploadDecoder;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.CancelShowDecoder;
import io.boxoffice.protocol.sbe.CaptureFailedDecoder;
import io.boxoffice.protocol.sbe.CapturedDecoder;
import io.boxoffice.protocol.sbe.CheckInDecoder;
import io.boxoffice.protocol.sbe.CloseShowDecoder;
import io.boxoffice.protocol.sbe.CommitUploadDecoder;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.FindReservationsDecoder;
import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.LookAtTicketDecoder;
import io.boxoffice.protocol.sbe.LowerLatestEndDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.ReissueTicketDecoder;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.UndoCheckInDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import org.agrona.DirectBuffer;

/**
 * One reused decoder a command and query. {@link #wrap} lets a message through only when all of it lies within its bytes:
 * what is journaled must never fail to be applied.
 */
final class CommandDecoders {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PlaceHoldDecoder placeHold = new PlaceHoldDecoder();
    private final ExtendHoldDecoder extendHold = new ExtendHoldDecoder();
    private final ReleaseHoldDecoder releaseHold = new ReleaseHoldDecoder();
    private final CreateBookingDecoder createBooking = new CreateBookingDecoder();
    private final ConfirmDecoder confirm = new ConfirmDecoder();
    private final CancelBookingDecoder cancelBooking = new CancelBookingDecoder();
    private final CheckInDecoder checkIn = new CheckInDecoder();
    private final BeginPaymentDecoder beginPayment = new BeginPaymentDecoder();
    private final AuthorisedDecoder authorised = new AuthorisedDecoder();
    private final DeclinedDecoder declined = new DeclinedDecoder();
    private final CapturedDecoder captured = new CapturedDecoder();
    private final CaptureFailedDecoder captureFailed = new CaptureFailedDecoder();
    private final RefundDueDecoder refundDue = new RefundDueDecoder();
    private final RefundedDecoder refunded = new RefundedDecoder();
    private final DefineShowDecoder defineShow = new DefineShowDecoder();
    private final OpenShowDecoder openShow = new OpenShowDecoder();
    private final CloseShowDecoder closeShow = new CloseShowDecoder();
    private final CancelShowDecoder cancelShow = new CancelShowDecoder();
    private final ArchiveShowDecoder archiveShow = new ArchiveShowDecoder();
    private final BeginUploadDecoder beginUpload = new BeginUploadDecoder();
    private final UploadPartDecoder uploadPart = new UploadPartDecoder();
    private final CommitUploadDecoder commitUpload = new CommitUploadDecoder();
    private final ConfigureDecoder configure = new ConfigureDecoder();
    private final GetReservationDecoder getReservation = new GetReservationDecoder();
    private final GetPaymentDecoder getPayment = new GetPaymentDecoder();
    private final ListOpenPaymentsDecoder listOpenPayments = new ListOpenPaymentsDecoder();
    private final UndoCheckInDecoder undoCheckIn = new UndoCheckInDecoder();
    private final ReissueTicketDecoder reissueTicket = new ReissueTicketDecoder();
    private final AssignReservationDecoder assignReservation = new AssignReservationDecoder();
    private final LowerLatestEndDecoder lowerLatestEnd = new LowerLatestEndDecoder();
    private final FindReservationsDecoder findReservations = new FindReservationsDecoder();
    private final LookAtTicketDecoder lookAtTicket = new LookAtTicketDecoder();
    /** Versions of the schema that differ in what a block has at least, the first never used. */
    private static final int VERSIONS = 4;

    /** Messages are numbered below. */
    static final int TEMPLATES = 256;

    /** By message and version: the shortest block it may have. */
    private static final int[][] LEAST = new int[TEMPLATES][VERSIONS];

    static {
        for (int templateId = 0; templateId < TEMPLATES; templateId++) {
            for (int version = 0; version < VERSIONS; version++) {
                LEAST[templateId][version] = blockLength(templateId, version);
            }
        }
    }

    private DirectBuffer buffer;
    private int offset;

    /** What the header of the message says, and where its block starts. */
    private int templateId;

    private int version;
    private int blockLength;
    private int block;

    /**
     * Whether a message of this schema starts here, as long as the version in its header had it. Later versions only add, so
     * that whatever is longer is read as far as it is known.
     */
    boolean wrap(DirectBuffer message, int at, int length) {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > Slot.SIZE_BYTES) {
            return false;
        }
        buffer = message;
        offset = at;
        header.wrap(message, at);
        block = at + MessageHeaderDecoder.ENCODED_LENGTH;
        blockLength = header.blockLength();
        templateId = header.templateId();
        version = header.version();
        int end = MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        return header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                && (templateId >= TEMPLATES || blockLength >= LEAST[templateId][Math.min(version, VERSIONS - 1)])
                && end <= length
                && repetitionFits(end, length);
    }

    private boolean repetitionFits(int blockEnd, int length) {
        return switch (templateId) {
            case PlaceHoldDecoder.TEMPLATE_ID -> {
                boolean typed = version >= 3;
                int seat = typed
                        ? PlaceHoldDecoder.SeatsDecoder.sbeBlockLength()
                        : PlaceHoldDecoder.SeatsDecoder.ticketTypeEncodingOffset();
                int area = typed
                        ? PlaceHoldDecoder.AreasDecoder.sbeBlockLength()
                        : PlaceHoldDecoder.AreasDecoder.ticketTypeEncodingOffset();
                int best = typed
                        ? PlaceHoldDecoder.BestAvailableDecoder.sbeBlockLength()
                        : PlaceHoldDecoder.BestAvailableDecoder.ticketTypeEncodingOffset();
                int areasEnd = groupEnd(groupEnd(blockEnd, length, seat), length, area);
                yield groupEnd(areasEnd, length, best) <= length;
            }
            case CreateBookingDecoder.TEMPLATE_ID ->
                version < CreateBookingDecoder.finalPricesDecoderSinceVersion()
                        || groupEnd(blockEnd, length, CreateBookingDecoder.FinalPricesDecoder.sbeBlockLength())
                                <= length;
            case CancelBookingDecoder.TEMPLATE_ID ->
                groupEnd(blockEnd, length, CancelBookingDecoder.TicketsDecoder.sbeBlockLength()) <= length;
            case UploadPartDecoder.TEMPLATE_ID -> {
                int bytesStart = blockEnd + UploadPartDecoder.bytesHeaderLength();
                yield bytesStart <= length && bytesStart + unsignedShort(blockEnd) <= length;
            }
            default -> true;
        };
    }

    /** Where a group ends that starts at a position within the message; past any length when it does not fit. */
    private int groupEnd(int start, int length, int entryLength) {
        int headerLength = PlaceHoldDecoder.SeatsDecoder.sbeHeaderSize();
        if (start + headerLength > length) {
            return Slot.SIZE_BYTES + 1;
        }
        int toldLength = unsignedShort(start);
        if (toldLength < entryLength) {
            return Slot.SIZE_BYTES + 1;
        }
        long end = start + headerLength + (long) toldLength * unsignedShort(start + Short.BYTES);
        return (int) Math.min(Slot.SIZE_BYTES + 1, end);
    }

    private int unsignedShort(int at) {
        return buffer.getShort(offset + at, MessageHeaderDecoder.BYTE_ORDER) & 0xFFFF;
    }

    /** The shortest block of a message that a version of the schema has. */
    private static int blockLength(int templateId, int version) {
        boolean before3 = version < 3;
        return switch (templateId) {
            case PlaceHoldDecoder.TEMPLATE_ID ->
                before3 ? PlaceHoldDecoder.organisationIdEncodingOffset() : PlaceHoldDecoder.BLOCK_LENGTH;
            case ExtendHoldDecoder.TEMPLATE_ID ->
                before3 ? ExtendHoldDecoder.organisationIdEncodingOffset() : ExtendHoldDecoder.BLOCK_LENGTH;
            case ReleaseHoldDecoder.TEMPLATE_ID ->
                before3 ? ReleaseHoldDecoder.organisationIdEncodingOffset() : ReleaseHoldDecoder.BLOCK_LENGTH;
            case CreateBookingDecoder.TEMPLATE_ID ->
                before3 ? CreateBookingDecoder.organisationIdEncodingOffset() : CreateBookingDecoder.BLOCK_LENGTH;
            case ConfirmDecoder.TEMPLATE_ID ->
                before3 ? ConfirmDecoder.organisationIdEncodingOffset() : ConfirmDecoder.BLOCK_LENGTH;
            case CancelBookingDecoder.TEMPLATE_ID ->
                before3 ? CancelBookingDecoder.organisationIdEncodingOffset() : CancelBookingDecoder.BLOCK_LENGTH;
            case CheckInDecoder.TEMPLATE_ID ->
                before3 ? CheckInDecoder.organisationIdEncodingOffset() : CheckInDecoder.BLOCK_LENGTH;
            case BeginPaymentDecoder.TEMPLATE_ID ->
                before3 ? BeginPaymentDecoder.organisationIdEncodingOffset() : BeginPaymentDecoder.BLOCK_LENGTH;
            case AuthorisedDecoder.TEMPLATE_ID -> AuthorisedDecoder.BLOCK_LENGTH;
            case DeclinedDecoder.TEMPLATE_ID -> DeclinedDecoder.BLOCK_LENGTH;
            case CapturedDecoder.TEMPLATE_ID -> CapturedDecoder.BLOCK_LENGTH;
            case CaptureFailedDecoder.TEMPLATE_ID -> CaptureFailedDecoder.BLOCK_LENGTH;
            case RefundDueDecoder.TEMPLATE_ID ->
                before3 ? RefundDueDecoder.organisationIdEncodingOffset() : RefundDueDecoder.BLOCK_LENGTH;
            case RefundedDecoder.TEMPLATE_ID ->
                before3 ? RefundedDecoder.voidedEncodingOffset() : RefundedDecoder.BLOCK_LENGTH;
            case DefineShowDecoder.TEMPLATE_ID ->
                before3 ? DefineShowDecoder.checkInFromMsEncodingOffset() : DefineShowDecoder.BLOCK_LENGTH;
            case OpenShowDecoder.TEMPLATE_ID -> OpenShowDecoder.BLOCK_LENGTH;
            case CloseShowDecoder.TEMPLATE_ID -> CloseShowDecoder.BLOCK_LENGTH;
            case CancelShowDecoder.TEMPLATE_ID -> CancelShowDecoder.BLOCK_LENGTH;
            case ArchiveShowDecoder.TEMPLATE_ID -> ArchiveShowDecoder.BLOCK_LENGTH;
            case BeginUploadDecoder.TEMPLATE_ID -> BeginUploadDecoder.BLOCK_LENGTH;
            case UploadPartDecoder.TEMPLATE_ID -> UploadPartDecoder.BLOCK_LENGTH;
            case CommitUploadDecoder.TEMPLATE_ID -> CommitUploadDecoder.BLOCK_LENGTH;
            case ConfigureDecoder.TEMPLATE_ID ->
                version < ConfigureDecoder.seatMapRetentionMsSinceVersion()
                        ? ConfigureDecoder.seatMapRetentionMsEncodingOffset()
                        : before3 ? ConfigureDecoder.maxHoldLifeMsEncodingOffset() : ConfigureDecoder.BLOCK_LENGTH;
            case GetReservationDecoder.TEMPLATE_ID ->
                before3 ? GetReservationDecoder.organisationIdEncodingOffset() : GetReservationDecoder.BLOCK_LENGTH;
            case GetPaymentDecoder.TEMPLATE_ID ->
                before3 ? GetPaymentDecoder.organisationIdEncodingOffset() : GetPaymentDecoder.BLOCK_LENGTH;
            case ListOpenPaymentsDecoder.TEMPLATE_ID -> ListOpenPaymentsDecoder.BLOCK_LENGTH;
            case UndoCheckInDecoder.TEMPLATE_ID -> UndoCheckInDecoder.BLOCK_LENGTH;
            case ReissueTicketDecoder.TEMPLATE_ID -> ReissueTicketDecoder.BLOCK_LENGTH;
            case AssignReservationDecoder.TEMPLATE_ID -> AssignReservationDecoder.BLOCK_LENGTH;
            case LowerLatestEndDecoder.TEMPLATE_ID -> LowerLatestEndDecoder.BLOCK_LENGTH;
            case FindReservationsDecoder.TEMPLATE_ID -> FindReservationsDecoder.BLOCK_LENGTH;
            case LookAtTicketDecoder.TEMPLATE_ID -> LookAtTicketDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }

    int templateId() {
        return templateId;
    }

    PlaceHoldDecoder placeHold() {
        return placeHold.wrap(buffer, block, blockLength, version);
    }

    ExtendHoldDecoder extendHold() {
        return extendHold.wrap(buffer, block, blockLength, version);
    }

    ReleaseHoldDecoder releaseHold() {
        return releaseHold.wrap(buffer, block, blockLength, version);
    }

    CreateBookingDecoder createBooking() {
        return createBooking.wrap(buffer, block, blockLength, version);
    }

    ConfirmDecoder confirm() {
        return confirm.wrap(buffer, block, blockLength, version);
    }

    CancelBookingDecoder cancelBooking() {
        return cancelBooking.wrap(buffer, block, blockLength, version);
    }

    CheckInDecoder checkIn() {
        return checkIn.wrap(buffer, block, blockLength, version);
    }

    BeginPaymentDecoder beginPayment() {
        return beginPayment.wrap(buffer, block, blockLength, version);
    }

    AuthorisedDecoder authorised() {
        return authorised.wrap(buffer, block, blockLength, version);
    }

    DeclinedDecoder declined() {
        return declined.wrap(buffer, block, blockLength, version);
    }

    CapturedDecoder captured() {
        return captured.wrap(buffer, block, blockLength, version);
    }

    CaptureFailedDecoder captureFailed() {
        return captureFailed.wrap(buffer, block, blockLength, version);
    }

    RefundDueDecoder refundDue() {
        return refundDue.wrap(buffer, block, blockLength, version);
    }

    RefundedDecoder refunded() {
        return refunded.wrap(buffer, block, blockLength, version);
    }

    DefineShowDecoder defineShow() {
        return defineShow.wrap(buffer, block, blockLength, version);
    }

    OpenShowDecoder openShow() {
        return openShow.wrap(buffer, block, blockLength, version);
    }

    CloseShowDecoder closeShow() {
        return closeShow.wrap(buffer, block, blockLength, version);
    }

    CancelShowDecoder cancelShow() {
        return cancelShow.wrap(buffer, block, blockLength, version);
    }

    ArchiveShowDecoder archiveShow() {
        return archiveShow.wrap(buffer, block, blockLength, version);
    }

    BeginUploadDecoder beginUpload() {
        return beginUpload.wrap(buffer, block, blockLength, version);
    }

    UploadPartDecoder uploadPart() {
        return uploadPart.wrap(buffer, block, blockLength, version);
    }

    CommitUploadDecoder commitUpload() {
        return commitUpload.wrap(buffer, block, blockLength, version);
    }

    ConfigureDecoder configure() {
        return configure.wrap(buffer, block, blockLength, version);
    }

    GetReservationDecoder getReservation() {
        return getReservation.wrap(buffer, block, blockLength, version);
    }

    GetPaymentDecoder getPayment() {
        return getPayment.wrap(buffer, block, blockLength, version);
    }

    ListOpenPaymentsDecoder listOpenPayments() {
        return listOpenPayments.wrap(buffer, block, blockLength, version);
    }

    UndoCheckInDecoder undoCheckIn() {
        return undoCheckIn.wrap(buffer, block, blockLength, version);
    }

    ReissueTicketDecoder reissueTicket() {
        return reissueTicket.wrap(buffer, block, blockLength, version);
    }

    AssignReservationDecoder assignReservation() {
        return assignReservation.wrap(buffer, block, blockLength, version);
    }

    LowerLatestEndDecoder lowerLatestEnd() {
        return lowerLatestEnd.wrap(buffer, block, blockLength, version);
    }

    FindReservationsDecoder findReservations() {
        return findReservations.wrap(buffer, block, blockLength, version);
    }

    LookAtTicketDecoder lookAtTicket() {
        return lookAtTicket.wrap(buffer, block, blockLength, version);
    }
}
