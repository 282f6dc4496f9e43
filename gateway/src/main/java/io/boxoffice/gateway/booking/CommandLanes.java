package io.boxoffice.gateway.booking;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.http.EventLoops;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** The lanes of all event loops. {@link #submit} is for the event loop of the call. */
public final class CommandLanes {
    /** Takes a reply that is no rejection, on the event loop of the call. */
    @FunctionalInterface
    public interface Accepted {
        /** The buffer is valid during the call only; it holds one message, header first. */
        void onReply(DirectBuffer buffer, int offset);
    }

    private final ShowDirectory directory;
    private final AnsweredSequences answered;
    private final LongSupplier nowMs;
    private final Map<EventLoop, CommandLane> lanes = new IdentityHashMap<>();

    /**
     * @param answered     told of every command on a reservation that was accepted
     * @param targetWaitMs of a loop's commands before further ones are refused, as {@link WaitingLine} has it; 0: none are
     * @param nanoTime     a clock in nanoseconds
     * @param nowMs        the time by which sales begin and end, milliseconds since 1970
     */
    public CommandLanes(
            CommandPort port,
            ShowDirectory directory,
            AnsweredSequences answered,
            EventLoops loops,
            int maxInFlightPerLoop,
            int targetWaitMs,
            LongSupplier nanoTime,
            LongSupplier nowMs,
            MeterRegistry registry) {
        this.directory = directory;
        this.answered = answered;
        this.nowMs = nowMs;
        for (EventLoop loop : loops.all()) {
            String name = "gateway-" + lanes.size();
            WaitingLine line = new WaitingLine(
                    maxInFlightPerLoop, TimeUnit.MILLISECONDS.toNanos(targetWaitMs), nanoTime.getAsLong());
            lanes.put(loop, new CommandLane(port, loop, name, maxInFlightPerLoop, line, nanoTime));
        }
        Gauge.builder("boxoffice.gateway.replies.awaited", this, CommandLanes::inFlight)
                .description("requests that wait for the booking core")
                .register(registry);
    }

    /** Whether those who can come again later had better do so, on the event loop that asks. */
    public boolean isCrowded(EventLoop loop) {
        return lanes.get(loop).isCrowded();
    }

    /** Decides, on the event loop of the call, what to do instead of answering a rejection. */
    @FunctionalInterface
    private interface Rejected {
        /** What to do for this reason, or null: it is answered as its problem. */
        Runnable insteadOf(RejectReason reason);
    }

    private static final Rejected ANSWERED = reason -> null;

    private static Rejected unknown(Runnable unknown) {
        return reason -> reason == RejectReason.UNKNOWN_RESERVATION ? unknown : null;
    }

    /** The time by the gateway's clock, milliseconds since 1970. */
    long nowMs() {
        return nowMs.getAsLong();
    }

    /** Submits a command; a rejection is answered as its problem. */
    public void command(Call call, BookingClient.Encoder encoder, long showId, Accepted accepted) {
        submit(call, false, encoder, showId, accepted, ANSWERED);
    }

    /** Submits a command that does not answer the call by itself; without room for it, the call is answered 503. */
    void step(Call call, BookingClient.Encoder encoder, Accepted accepted, Consumer<RejectReason> rejected) {
        submit(call, false, encoder, 0, accepted, reason -> () -> rejected.accept(reason));
    }

    /**
     * Submits a command; a rejection is answered as its problem, but for one.
     *
     * @param unknown what to do when the core knows no such reservation of the caller's
     */
    void command(Call call, BookingClient.Encoder encoder, long showId, Accepted accepted, Runnable unknown) {
        submit(call, false, encoder, showId, accepted, unknown(unknown));
    }

    /** Submits a query; a rejection is answered as its problem. */
    public void query(Call call, BookingClient.Encoder encoder, Accepted accepted) {
        submit(call, true, encoder, 0, accepted, ANSWERED);
    }

    /**
     * The same, of a show.
     *
     * @param showId tells more of a rejection
     */
    void query(Call call, BookingClient.Encoder encoder, long showId, Accepted accepted) {
        submit(call, true, encoder, showId, accepted, ANSWERED);
    }

    /**
     * Submits a query; a rejection is answered as its problem, but for one.
     *
     * @param unknown what to do when the core knows no such reservation of the caller's
     */
    void query(Call call, BookingClient.Encoder encoder, Accepted accepted, Runnable unknown) {
        submit(call, true, encoder, 0, accepted, unknown(unknown));
    }

    /**
     * @param showId   names the units of a rejection, and tells more of it; 0 when it is not known
     */
    private void submit(
            Call call,
            boolean query,
            BookingClient.Encoder encoder,
            long showId,
            Accepted accepted,
            Rejected rejected) {
        lanes.get(call.exchange().eventLoop()).submit(call, query, encoder, (buffer, offset) -> {
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
            if (header.templateId() != RejectedDecoder.TEMPLATE_ID) {
                if (!query) {
                    note(header.templateId(), buffer, offset + header.encodedLength());
                }
                accepted.onReply(buffer, offset);
                return;
            }
            RejectedDecoder reply = new RejectedDecoder().wrapAndApplyHeader(buffer, offset, header);
            Runnable instead = rejected.insteadOf(reply.reason());
            if (instead != null) {
                instead.run();
            } else {
                reject(call, reply, showId);
            }
        });
    }

    /** The replies to commands on reservations begin alike, so that their customer and sequence stand at the same places. */
    private void note(int templateId, DirectBuffer buffer, int body) {
        boolean ofReservation = templateId == ReservationReplyDecoder.TEMPLATE_ID
                || templateId == CancelReplyDecoder.TEMPLATE_ID
                || templateId == CheckInReplyDecoder.TEMPLATE_ID;
        if (ofReservation) {
            answered.noteAnswered(
                    buffer.getLong(body + ReservationReplyDecoder.customerIdEncodingOffset(), LITTLE_ENDIAN),
                    buffer.getLong(body + ReservationReplyDecoder.sequenceEncodingOffset(), LITTLE_ENDIAN));
        }
    }

    private void reject(Call call, RejectedDecoder rejected, long showId) {
        RejectedDecoder.ConflictsDecoder group = rejected.conflicts();
        int[] conflicts = new int[group.count()];
        for (int i = 0; i < conflicts.length; i++) {
            conflicts[i] = group.next().unit();
        }
        PublishedShow show = showId == 0 ? null : directory.show(showId);
        SeatMap map = show == null ? null : show.seatMap();
        Problem problem = Rejections.problem(rejected.reason(), rejected.detail(), conflicts, map);
        if (rejected.reason() == RejectReason.ALREADY_CHECKED_IN && rejected.gate() > 0) {
            problem = problem.with("gate", rejected.gate());
        }
        if (show != null && rejected.reason() == RejectReason.SHOW_NOT_ON_SALE) {
            SaleStatus status = SaleStatus.ofRefused(show.definition(), nowMs.getAsLong());
            problem = problem.with("saleStatus", status.text());
        }
        if (show != null && rejected.reason() == RejectReason.CHECK_IN_NOT_OPEN) {
            long untilMs = show.definition().checkInUntilMs();
            problem = untilMs == 0
                    ? problem
                    : problem.with("until", Instant.ofEpochMilli(untilMs).toString());
        }
        call.respond(problem);
    }

    private double inFlight() {
        return lanes.values().stream().mapToInt(CommandLane::inFlight).sum();
    }
}
