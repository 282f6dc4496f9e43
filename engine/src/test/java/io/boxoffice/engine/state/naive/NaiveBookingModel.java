package io.boxoffice.engine.state.naive;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.pricing.PriceList;
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
import io.boxoffice.protocol.sbe.ContinueDecoder;
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
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.protocol.sbe.UndoCheckInDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import org.agrona.DirectBuffer;

/** The booking rules, written for clarity: the twin that the real state machine is compared with. One thread. */
public final class NaiveBookingModel implements StateMachine {
    private static final long HUNDRED_YEARS_MS = 100L * 365 * 24 * 3_600_000;

    private final World world = new World();
    private final Answers answers = new Answers(world);
    private final Happenings happenings = new Happenings();
    private final Keys keys = new Keys(world);
    private final PriceRules prices = new PriceRules(world, happenings);
    private final HoldRules holds = new HoldRules(world, keys, prices, answers, happenings);
    private final PaymentRules payments = new PaymentRules(world, keys, holds, answers, happenings);
    private final BookingRules bookings = new BookingRules(world, keys, holds, payments, answers, happenings);
    private final TicketRules tickets = new TicketRules(world, keys, holds, answers, happenings);
    private final WhoseRules whose = new WhoseRules(world, holds, answers, happenings);
    private final ShowLife shows = new ShowLife(world, bookings, prices, answers, happenings);
    private final UploadRules uploads = new UploadRules(world, holds, prices, answers, happenings);
    private final QueryRules queries = new QueryRules(world, keys, holds, answers);

    @Override
    public void apply(long sequence, long timeMs, DirectBuffer command, int offset, int length, Output output) {
        world.sequence = sequence;
        world.nowMs = timeMs;
        answers.to(output);
        happenings.to(output);
        try {
            if (!Framing.isWhole(command, offset, length)) {
                throw new Rejection(RejectReason.MALFORMED);
            }
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(command, offset);
            if (!sellingCommand(command, offset, header) && !showCommand(command, offset, header)) {
                throw new Rejection(RejectReason.MALFORMED);
            }
        } catch (Rejection rejection) {
            answers.reject(rejection);
        }
        world.noteUnusedMaps();
        world.noteLatestEnds();
    }

    private boolean sellingCommand(DirectBuffer b, int at, MessageHeaderDecoder h) {
        switch (h.templateId()) {
            case PlaceHoldDecoder.TEMPLATE_ID -> holds.place(new PlaceHoldDecoder().wrapAndApplyHeader(b, at, h));
            case ExtendHoldDecoder.TEMPLATE_ID -> holds.extend(new ExtendHoldDecoder().wrapAndApplyHeader(b, at, h));
            case ReleaseHoldDecoder.TEMPLATE_ID -> holds.release(new ReleaseHoldDecoder().wrapAndApplyHeader(b, at, h));
            case CreateBookingDecoder.TEMPLATE_ID ->
                bookings.create(new CreateBookingDecoder().wrapAndApplyHeader(b, at, h));
            case ConfirmDecoder.TEMPLATE_ID -> bookings.confirm(new ConfirmDecoder().wrapAndApplyHeader(b, at, h));
            case CancelBookingDecoder.TEMPLATE_ID ->
                bookings.cancel(new CancelBookingDecoder().wrapAndApplyHeader(b, at, h));
            case CheckInDecoder.TEMPLATE_ID -> tickets.checkIn(new CheckInDecoder().wrapAndApplyHeader(b, at, h));
            case UndoCheckInDecoder.TEMPLATE_ID -> tickets.undo(new UndoCheckInDecoder().wrapAndApplyHeader(b, at, h));
            case ReissueTicketDecoder.TEMPLATE_ID ->
                tickets.reissue(new ReissueTicketDecoder().wrapAndApplyHeader(b, at, h));
            case AssignReservationDecoder.TEMPLATE_ID ->
                whose.assign(new AssignReservationDecoder().wrapAndApplyHeader(b, at, h));
            case BeginPaymentDecoder.TEMPLATE_ID ->
                payments.begin(new BeginPaymentDecoder().wrapAndApplyHeader(b, at, h));
            case AuthorisedDecoder.TEMPLATE_ID ->
                payments.authorised(new AuthorisedDecoder().wrapAndApplyHeader(b, at, h));
            case DeclinedDecoder.TEMPLATE_ID -> payments.declined(new DeclinedDecoder().wrapAndApplyHeader(b, at, h));
            case CapturedDecoder.TEMPLATE_ID -> payments.captured(new CapturedDecoder().wrapAndApplyHeader(b, at, h));
            case CaptureFailedDecoder.TEMPLATE_ID ->
                payments.captureFailed(new CaptureFailedDecoder().wrapAndApplyHeader(b, at, h));
            case RefundDueDecoder.TEMPLATE_ID ->
                payments.refundDue(new RefundDueDecoder().wrapAndApplyHeader(b, at, h));
            case RefundedDecoder.TEMPLATE_ID -> payments.refunded(new RefundedDecoder().wrapAndApplyHeader(b, at, h));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean showCommand(DirectBuffer b, int at, MessageHeaderDecoder h) {
        switch (h.templateId()) {
            case DefineShowDecoder.TEMPLATE_ID -> shows.define(new DefineShowDecoder().wrapAndApplyHeader(b, at, h));
            case OpenShowDecoder.TEMPLATE_ID ->
                shows.open(new OpenShowDecoder().wrapAndApplyHeader(b, at, h).showId());
            case CloseShowDecoder.TEMPLATE_ID ->
                shows.close(new CloseShowDecoder().wrapAndApplyHeader(b, at, h).showId());
            case CancelShowDecoder.TEMPLATE_ID ->
                shows.cancel(
                        new CancelShowDecoder().wrapAndApplyHeader(b, at, h).showId());
            case ArchiveShowDecoder.TEMPLATE_ID ->
                shows.archive(
                        new ArchiveShowDecoder().wrapAndApplyHeader(b, at, h).showId());
            case LowerLatestEndDecoder.TEMPLATE_ID ->
                shows.lowerLatestEnd(new LowerLatestEndDecoder().wrapAndApplyHeader(b, at, h));
            case ContinueDecoder.TEMPLATE_ID -> shows.continueWork();
            case BeginUploadDecoder.TEMPLATE_ID -> uploads.begin(new BeginUploadDecoder().wrapAndApplyHeader(b, at, h));
            case UploadPartDecoder.TEMPLATE_ID -> uploads.part(new UploadPartDecoder().wrapAndApplyHeader(b, at, h));
            case CommitUploadDecoder.TEMPLATE_ID ->
                uploads.commit(
                        new CommitUploadDecoder().wrapAndApplyHeader(b, at, h).uploadId());
            case ConfigureDecoder.TEMPLATE_ID -> configure(new ConfigureDecoder().wrapAndApplyHeader(b, at, h));
            case TickDecoder.TEMPLATE_ID -> {
                uploads.removeLapsed();
                holds.sweep();
                shows.forgetMaps();
                prices.tick();
                answers.accept(0);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void configure(ConfigureDecoder c) {
        boolean totals = c.maxSeatMaps() > 0
                && c.maxSeatsPerMap() > 0
                && c.maxShows() > 0
                && c.maxSeatsOnSale() > 0
                && c.maxReservations() > 0
                && c.maxUploads() > 0
                && c.maxUnitsPerHold() >= 1
                && c.maxUnitsPerHold() <= 48
                && c.maxExtensions() >= 0
                && c.maxPaymentAttempts() >= 1
                && c.maxPaymentAttempts() <= 1_000
                && c.maxKeysPerReservation() > 0
                && c.workPerCommand() > 0;
        boolean times = between(1, c.uploadTtlMs())
                && between(1_000, c.maxHoldTtlMs())
                && between(1, c.paymentWindowMs())
                && between(0, c.lapsedRetentionMs());
        // A message of schema version 1 has no such field.
        long mapsKeptMs = c.seatMapRetentionMs() == Long.MIN_VALUE ? 0 : c.seatMapRetentionMs();
        boolean rules = c.behaviourVersion() == 1 && mapsKeptMs == 0 || c.behaviourVersion() == 2;
        boolean newRules = c.behaviourVersion() == 3
                && between(1_000, c.maxHoldLifeMs())
                && c.maxHoldLifeMs() <= 24 * 3_600_000L
                && c.maxStateBytes() > 0
                && between(0, c.checkInUploadWindowMs())
                && c.maxExtensions() <= 65_535
                && c.maxKeysPerReservation() <= 65_535;
        boolean older = world.limits.behaviourVersion() >= 3 && c.behaviourVersion() < world.limits.behaviourVersion();
        if (older || !rules && !newRules || !totals || !times || !between(0, mapsKeptMs)) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        world.limits = new World.Limits(
                c.behaviourVersion(),
                c.maxSeatMaps(),
                c.maxSeatsPerMap(),
                c.maxShows(),
                c.maxSeatsOnSale(),
                c.maxReservations(),
                c.maxUploads(),
                c.uploadTtlMs(),
                c.maxUnitsPerHold(),
                c.maxHoldTtlMs(),
                c.maxExtensions(),
                c.paymentWindowMs(),
                c.maxPaymentAttempts(),
                c.lapsedRetentionMs(),
                c.maxKeysPerReservation(),
                c.workPerCommand(),
                mapsKeptMs,
                newRules ? c.maxHoldLifeMs() : 0,
                newRules ? c.maxStateBytes() : 0,
                newRules ? c.checkInUploadWindowMs() : 0);
        answers.accept(0);
    }

    private static boolean between(long leastMs, long ms) {
        return ms >= leastMs && ms <= HUNDRED_YEARS_MS;
    }

    @Override
    public void query(DirectBuffer query, int offset, int length, Output output) {
        answers.to(output);
        try {
            if (!Framing.isWhole(query, offset, length)) {
                throw new Rejection(RejectReason.MALFORMED);
            }
            MessageHeaderDecoder h = new MessageHeaderDecoder().wrap(query, offset);
            switch (h.templateId()) {
                case GetReservationDecoder.TEMPLATE_ID ->
                    queries.reservation(new GetReservationDecoder().wrapAndApplyHeader(query, offset, h));
                case GetPaymentDecoder.TEMPLATE_ID ->
                    queries.payment(new GetPaymentDecoder().wrapAndApplyHeader(query, offset, h));
                case FindReservationsDecoder.TEMPLATE_ID ->
                    whose.find(new FindReservationsDecoder().wrapAndApplyHeader(query, offset, h));
                case LookAtTicketDecoder.TEMPLATE_ID ->
                    tickets.look(new LookAtTicketDecoder().wrapAndApplyHeader(query, offset, h));
                case ListOpenPaymentsDecoder.TEMPLATE_ID ->
                    queries.openPayments(new ListOpenPaymentsDecoder().wrapAndApplyHeader(query, offset, h));
                default -> throw new Rejection(RejectReason.MALFORMED);
            }
        } catch (Rejection rejection) {
            answers.reject(rejection);
        }
    }

    @Override
    public long nextDeadlineMs() {
        long dueMs = Math.min(holds.nextTimer(), uploads.nextDeadline());
        return Math.min(Math.min(dueMs, prices.nextMs()), world.nextMapToForgetMs());
    }

    @Override
    public boolean hasPendingWork() {
        return !world.pendingWork.isEmpty();
    }

    @Override
    public long lastSequence() {
        return world.sequence;
    }

    @Override
    public long lastTimeMs() {
        return world.nowMs;
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        World.StoredMap stored = world.maps.get(seatMapId);
        return stored == null ? null : stored.map();
    }

    @Override
    public PriceList prices(long showId) {
        World.Show show = world.shows.get(showId);
        return show == null ? null : show.prices;
    }

    @Override
    public long stateHash() {
        return CanonicalOrder.hash(world);
    }
}
