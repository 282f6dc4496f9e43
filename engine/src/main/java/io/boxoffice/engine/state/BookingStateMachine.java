package io.boxoffice.engine.state;

import io.boxoffice.protocol.port.ReservationState;
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
import io.boxoffice.protocol.sbe.OpenShowDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.ReissueTicketDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.TickDecoder;
import io.boxoffice.protocol.sbe.UndoCheckInDecoder;
import io.boxoffice.protocol.sbe.UploadPartDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * The booking core's rules. It decodes a command, and the class that knows the matter applies it: {@link Holds},
 * {@link Bookings}, {@link Payments}, {@link ShowLifecycle}, {@link UploadCommands}; {@link Queries} answer without changing
 * anything. They share one {@link BookingState}.
 *
 * <p>One thread. The steady state (holds, bookings, payments, queries) allocates nothing once tables have grown to their size;
 * defining maps, shows and prices does.
 */
public final class BookingStateMachine implements StateMachine {
    /** The newest rules this code knows. A journal whose Configure command asks for newer ones is refused. */
    public static final int BEHAVIOUR_VERSION = Limits.BEHAVIOUR_VERSION;

    /** What a command does. */
    private interface Rule {
        void apply();
    }

    private final BookingState state = new BookingState();
    private final Idempotency idempotency = new Idempotency(state);
    private final Whose whose = new Whose(state);
    private final Holds holds = new Holds(state, idempotency, whose);
    private final Bookings bookings = new Bookings(state, idempotency, holds);
    private final Payments payments = new Payments(state, idempotency, holds);
    private final ShowLifecycle showLifecycle = new ShowLifecycle(state, bookings);
    private final UploadCommands uploadCommands = new UploadCommands(state);
    private final TicketCommands tickets = new TicketCommands(state, idempotency, holds);
    private final Queries queries = new Queries(state, idempotency, holds);
    private final CommandDecoders decode = new CommandDecoders();

    /** By command: what it does with the one that is decoded; null: no command. */
    private final Rule[] rules = new Rule[CommandDecoders.TEMPLATES];

    public BookingStateMachine() {
        addRulesOfReservations();
        addRulesOfShows();
    }

    @Override
    public void apply(long sequence, long timeMs, DirectBuffer command, int offset, int length, Output output) {
        applyTo(sequence, timeMs, command, offset, length, output);
    }

    /**
     * Applies a command that was applied before, in another life of this state: it changes the same, and says nothing, because
     * its reply was given and its events are kept.
     *
     * @return how many events it had
     */
    public int reapply(long sequence, long timeMs, DirectBuffer command, int offset, int length) {
        applyTo(sequence, timeMs, command, offset, length, null);
        if (state.replies.unheard() != 1) {
            throw new IllegalStateException(state.replies.unheard() + " replies at sequence " + sequence);
        }
        return state.events.unheard();
    }

    private void applyTo(long sequence, long timeMs, DirectBuffer command, int offset, int length, Output output) {
        if (sequence != state.sequence + 1 || timeMs < state.nowMs) {
            throw new IllegalArgumentException("command " + sequence + " at " + timeMs + " does not follow "
                    + state.sequence + " at " + state.nowMs);
        }
        state.sequence = sequence;
        state.nowMs = timeMs;
        state.replies.open(output);
        state.events.open(output);
        if (!decode.wrap(command, offset, length)) {
            state.replies.reject(RejectReason.MALFORMED);
            return;
        }
        dispatch();
    }

    /** Each command's rule is called where no compiler can merge it with all others into one method, which would be too large. */
    private void dispatch() {
        int templateId = decode.templateId();
        Rule rule = templateId < rules.length ? rules[templateId] : null;
        if (rule == null) {
            state.replies.reject(RejectReason.MALFORMED);
        } else {
            rule.apply();
        }
    }

    private void addRulesOfReservations() {
        rules[PlaceHoldDecoder.TEMPLATE_ID] = () -> holds.place(decode.placeHold());
        rules[ExtendHoldDecoder.TEMPLATE_ID] = () -> holds.extend(decode.extendHold());
        rules[ReleaseHoldDecoder.TEMPLATE_ID] = () -> holds.release(decode.releaseHold());
        rules[CreateBookingDecoder.TEMPLATE_ID] = () -> bookings.create(decode.createBooking());
        rules[ConfirmDecoder.TEMPLATE_ID] = () -> bookings.confirm(decode.confirm());
        rules[CancelBookingDecoder.TEMPLATE_ID] = () -> bookings.cancel(decode.cancelBooking());
        rules[CheckInDecoder.TEMPLATE_ID] = () -> tickets.checkIn(decode.checkIn());
        rules[UndoCheckInDecoder.TEMPLATE_ID] = () -> tickets.undo(decode.undoCheckIn());
        rules[ReissueTicketDecoder.TEMPLATE_ID] = () -> tickets.reissue(decode.reissueTicket());
        rules[AssignReservationDecoder.TEMPLATE_ID] = () -> whose.assign(decode.assignReservation(), holds);
        rules[BeginPaymentDecoder.TEMPLATE_ID] = () -> payments.begin(decode.beginPayment());
        rules[AuthorisedDecoder.TEMPLATE_ID] = () -> payments.authorised(decode.authorised());
        rules[DeclinedDecoder.TEMPLATE_ID] = () -> payments.declined(decode.declined());
        rules[CapturedDecoder.TEMPLATE_ID] = () -> payments.captured(decode.captured());
        rules[CaptureFailedDecoder.TEMPLATE_ID] = () -> payments.captureFailed(decode.captureFailed());
        rules[RefundDueDecoder.TEMPLATE_ID] = () -> payments.refundDue(decode.refundDue());
        rules[RefundedDecoder.TEMPLATE_ID] = () -> payments.refunded(decode.refunded());
    }

    private void addRulesOfShows() {
        rules[TickDecoder.TEMPLATE_ID] = this::tick;
        rules[ContinueDecoder.TEMPLATE_ID] = showLifecycle::continueWork;
        rules[DefineShowDecoder.TEMPLATE_ID] = () -> showLifecycle.define(decode.defineShow());
        rules[OpenShowDecoder.TEMPLATE_ID] =
                () -> showLifecycle.open(decode.openShow().showId());
        rules[CloseShowDecoder.TEMPLATE_ID] =
                () -> showLifecycle.close(decode.closeShow().showId());
        rules[CancelShowDecoder.TEMPLATE_ID] =
                () -> showLifecycle.cancel(decode.cancelShow().showId());
        rules[ArchiveShowDecoder.TEMPLATE_ID] =
                () -> showLifecycle.archive(decode.archiveShow().showId());
        rules[LowerLatestEndDecoder.TEMPLATE_ID] = () -> showLifecycle.lowerLatestEnd(decode.lowerLatestEnd());
        rules[BeginUploadDecoder.TEMPLATE_ID] = () -> uploadCommands.begin(decode.beginUpload());
        rules[UploadPartDecoder.TEMPLATE_ID] = () -> uploadCommands.part(decode.uploadPart());
        rules[CommitUploadDecoder.TEMPLATE_ID] =
                () -> uploadCommands.commit(decode.commitUpload().uploadId());
        rules[ConfigureDecoder.TEMPLATE_ID] = () -> configure(decode.configure());
    }

    private void configure(ConfigureDecoder c) {
        if (c.behaviourVersion() > Limits.BEHAVIOUR_VERSION) {
            throw new IllegalStateException("the journal asks for behaviour version " + c.behaviourVersion()
                    + ", this program knows up to " + Limits.BEHAVIOUR_VERSION + ": start a newer Boxoffice on it");
        }
        boolean older = state.limits.isVersion3() && c.behaviourVersion() < state.limits.behaviourVersion;
        if (c.behaviourVersion() < 1 || older || !Limits.valid(c)) {
            state.replies.reject(RejectReason.MALFORMED);
            return;
        }
        boolean endsWereNoted = state.limits.isVersion3();
        state.limits.set(c);
        if (state.limits.isVersion3() && !endsWereNoted) {
            showLifecycle.noteEndsWhileSold();
        }
        state.seatMaps.followLimits();
        state.replies.accept(0);
    }

    private void tick() {
        state.uploads.removeLapsed(state.nowMs);
        state.sweep();
        state.forgetSeatMaps();
        state.prices.sweep();
        state.replies.accept(0);
    }

    @Override
    public void query(DirectBuffer query, int offset, int length, Output output) {
        state.replies.open(output);
        if (!decode.wrap(query, offset, length)) {
            state.replies.reject(RejectReason.MALFORMED);
            return;
        }
        switch (decode.templateId()) {
            case GetReservationDecoder.TEMPLATE_ID -> queries.reservation(decode.getReservation());
            case GetPaymentDecoder.TEMPLATE_ID -> queries.payment(decode.getPayment());
            case FindReservationsDecoder.TEMPLATE_ID -> whose.find(decode.findReservations());
            case LookAtTicketDecoder.TEMPLATE_ID -> tickets.look(decode.lookAtTicket());
            case ListOpenPaymentsDecoder.TEMPLATE_ID -> queries.openPayments(decode.listOpenPayments());
            default -> state.replies.reject(RejectReason.MALFORMED);
        }
    }

    @Override
    public long nextDeadlineMs() {
        long deadlineMs = Math.min(state.timers.earliestMs(), state.uploads.earliestMs());
        return Math.min(Math.min(deadlineMs, state.prices.earliestMs()), state.seatMaps.earliestMs());
    }

    @Override
    public boolean hasPendingWork() {
        return !state.shows.pendingWork.isEmpty();
    }

    @Override
    public long lastSequence() {
        return state.sequence;
    }

    @Override
    public long lastTimeMs() {
        return state.nowMs;
    }

    @Override
    public SeatMap seatMap(long seatMapId) {
        SeatMaps.Entry entry = state.seatMaps.get(seatMapId);
        return entry == null ? null : entry.map();
    }

    @Override
    public PriceList prices(long showId) {
        ShowSeats show = state.shows.get(showId);
        return show == null ? null : show.prices;
    }

    /** For checks of the tables themselves. */
    BookingState state() {
        return state;
    }

    @Override
    public long stateHash() {
        return CanonicalState.hash(state);
    }

    /** The rules that the last Configure command named; 0 before the first. */
    public int behaviourVersion() {
        return state.limits.behaviourVersion;
    }

    /** The newest rules this program knows. */
    public static int newestBehaviourVersion() {
        return Limits.BEHAVIOUR_VERSION;
    }

    /**
     * Writes the whole state, by the same walk that {@link #stateHash()} takes.
     *
     * @return the state's hash, which is in the snapshot too
     */
    public long writeSnapshot(SnapshotSink sink) {
        SnapshotEncoder encoder = new SnapshotEncoder(sink);
        CanonicalState.tell(state, encoder);
        return encoder.finish();
    }

    /**
     * Becomes what {@link #writeSnapshot} wrote: from here on it answers, tells and hashes as that one would. Only on a machine
     * that has applied nothing.
     *
     * @return the state's hash
     * @throws IllegalArgumentException when it is no such snapshot, or what comes of it has another hash than it says; this
     *                                  machine is of no use then
     */
    public long readSnapshot(SnapshotSource source) {
        if (state.sequence != 0) {
            throw new IllegalStateException("a snapshot is read before the first command");
        }
        long expected;
        try {
            expected = StateLoader.load(state, new SnapshotDecoder(source));
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw new IllegalArgumentException("not a snapshot of this state machine: " + e, e);
        }
        long hash = stateHash();
        SnapshotDecoder.require(hash == expected, "its hash is another than it says");
        return hash;
    }

    /** The ids of all committed seat maps, in order. */
    public long[] seatMapIds() {
        return state.seatMaps.ids();
    }

    /** Tells what each show looks like now, in order of id; those being archived are over and left out. */
    public void forEachShow(Consumer<ShowView> consumer) {
        for (ShowSeats show : state.shows.sorted()) {
            if (show.status != ShowStatus.ARCHIVED) {
                consumer.accept(new LiveShowView(show, state.reservations));
            }
        }
    }

    /** The id that was given last; 0: none was. */
    public long lastReservationId() {
        return state.reservations.lastId();
    }

    /** The ids of all reservations that are not forgotten yet, in order. Allocates. */
    public long[] reservationIds() {
        return ReservationStates.ids(state.reservations);
    }

    /** A reservation as it is now; null when there is none of this id. Allocates. */
    public ReservationState reservation(long reservationId) {
        return ReservationStates.of(state.reservations, reservationId);
    }

    /** Tells which reservations have a claim on units of a show, in order of id. */
    public void forEachClaim(long showId, ClaimVisitor visitor) {
        ShowSeats show = state.shows.get(showId);
        ReservationTable t = state.reservations;
        for (int r = show == null ? ReservationTable.NONE : show.firstActive;
                r != ReservationTable.NONE;
                r = t.next(r)) {
            visitor.onClaim(t.id(r), t.customerId(r), t.status(r), t.standingUnits(r));
        }
    }
}
