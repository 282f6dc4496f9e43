package io.boxoffice.server.core;

import io.boxoffice.protocol.sbe.ArchiveShowDecoder;
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
import io.boxoffice.protocol.sbe.ContinueDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;

/** Commands and queries by their SBE template id, as metrics name them. */
enum CommandName {
    CONFIGURE(ConfigureDecoder.TEMPLATE_ID),
    BEGIN_UPLOAD(BeginUploadDecoder.TEMPLATE_ID),
    UPLOAD_PART(UploadPartDecoder.TEMPLATE_ID),
    COMMIT_UPLOAD(CommitUploadDecoder.TEMPLATE_ID),
    DEFINE_SHOW(DefineShowDecoder.TEMPLATE_ID),
    OPEN_SHOW(OpenShowDecoder.TEMPLATE_ID),
    CLOSE_SHOW(CloseShowDecoder.TEMPLATE_ID),
    CANCEL_SHOW(CancelShowDecoder.TEMPLATE_ID),
    ARCHIVE_SHOW(ArchiveShowDecoder.TEMPLATE_ID),
    PLACE_HOLD(PlaceHoldDecoder.TEMPLATE_ID),
    EXTEND_HOLD(ExtendHoldDecoder.TEMPLATE_ID),
    RELEASE_HOLD(ReleaseHoldDecoder.TEMPLATE_ID),
    CREATE_BOOKING(CreateBookingDecoder.TEMPLATE_ID),
    BEGIN_PAYMENT(BeginPaymentDecoder.TEMPLATE_ID),
    AUTHORISED(AuthorisedDecoder.TEMPLATE_ID),
    DECLINED(DeclinedDecoder.TEMPLATE_ID),
    CONFIRM(ConfirmDecoder.TEMPLATE_ID),
    CAPTURED(CapturedDecoder.TEMPLATE_ID),
    CAPTURE_FAILED(CaptureFailedDecoder.TEMPLATE_ID),
    REFUND_DUE(RefundDueDecoder.TEMPLATE_ID),
    REFUNDED(RefundedDecoder.TEMPLATE_ID),
    CANCEL_BOOKING(CancelBookingDecoder.TEMPLATE_ID),
    CHECK_IN(CheckInDecoder.TEMPLATE_ID),
    TICK(TickDecoder.TEMPLATE_ID),
    CONTINUE(ContinueDecoder.TEMPLATE_ID),
    GET_RESERVATION(GetReservationDecoder.TEMPLATE_ID),
    GET_PAYMENT(GetPaymentDecoder.TEMPLATE_ID),
    LIST_OPEN_PAYMENTS(ListOpenPaymentsDecoder.TEMPLATE_ID);

    private final int templateId;

    CommandName(int templateId) {
        this.templateId = templateId;
    }

    int templateId() {
        return templateId;
    }
}
