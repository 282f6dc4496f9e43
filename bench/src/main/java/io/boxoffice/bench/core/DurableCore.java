package io.boxoffice.bench.core;

import com.sun.management.OperatingSystemMXBean;
import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.LogLinearHistogram;
import io.boxoffice.engine.pipeline.PipelineStatistics;
import io.boxoffice.journal.Durability;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RejectedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;

/**
 * The whole booking core in this process: ring, journal, state machine, event log and published shows, as the server wires
 * them. One producer, the calling thread, keeps a window of commands under way, as many connections would, and takes the
 * replies. No network, no PostgreSQL, no writer, no snapshots beside it. For one thread.
 */
public final class DurableCore implements AutoCloseable {
    private static final int ROWS = 1_000;
    private static final int SEATS_PER_ROW = 100;
    /** Of each show. */
    public static final int SEATS_PER_SHOW = ROWS * SEATS_PER_ROW;

    private static final int SMALL_ROWS = 10;
    private static final int PAIRS_PER_SHOW = ROWS * SEATS_PER_ROW / 2;
    private static final long PRICE = 4_500;
    private static final int MAX_IN_FLIGHT = 1 << 15;
    private static final int REPLIES_AT_ONCE = 1_024;
    private static final long IDLE_NS = 20_000;
    private static final int RELEASE = 0;
    private static final int FIRST_SALE_STEP = 1;
    private static final int LAST_SALE_STEP = 4;
    private static final int STEP_BITS = 3;
    private static final long TO_GIVE_BACK = 0;
    private static final long TO_SELL = 1;
    private static final int CUSTOMERS = 100_000;

    private final BookingCore core;
    private final Commands commands = new Commands();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationReplyDecoder reply = new ReservationReplyDecoder();
    private final CommandPort port;
    private final ReplyChannel replies;
    private final PipelineStatistics statistics;
    private final SeatMap hall = Halls.hall(ROWS, SEATS_PER_ROW);
    private final LongArrayList next = new LongArrayList();
    private int nextAt;
    private int shows;
    private long pairsSold;
    private long pairsLent;
    private long answered;
    private long rejected;
    private double saleShare;
    private double saleDebt;

    /** When the holds under way were due, in their order; who is told how long each took. */
    private LongArrayList whenDue;

    private int whenDueAt;
    private LongConsumer heldNs;

    /**
     * How it is set up.
     *
     * @param ringSlots        a power of two
     * @param maxBatchCommands that share one sync
     */
    public record Settings(Durability durability, int ringSlots, int maxBatchCommands) {
        /** As a server has it by default. */
        public static final Settings DEFAULT = new Settings(Durability.FSYNC, 4_096, 1_024);

        /** More under way, so that more share a sync. */
        public static final Settings WIDE = new Settings(Durability.FSYNC, 32_768, 16_384);

        /** Without waiting for the disk: to make journals with. */
        public static final Settings NOT_DURABLE = new Settings(Durability.OS, 32_768, 16_384);

        private static final int DEFAULT_BATCH_BYTES = 1 << 20;
        private static final int BYTES_A_COMMAND = 256;

        /** Room for as many commands as may share a sync. */
        int maxBatchBytes() {
            return Math.max(DEFAULT_BATCH_BYTES, maxBatchCommands * BYTES_A_COMMAND);
        }
    }

    /** What a run gave: times in microseconds, latency from publishing a hold to its reply being there. */
    public record Throughput(
            double commandsPerSecond,
            double meanBatchCommands,
            double syncP50Us,
            double syncP99Us,
            double latencyP50Us,
            double latencyP99Us,
            double cores) {}

    /** Recovers what is in the directory, and starts. */
    public DurableCore(Path directory, Settings settings) {
        core = BookingCore.recover(config(directory, settings, 0).core(), (done, percent, rate) -> {}, failure -> {
            throw new IllegalStateException(failure);
        });
        core.start();
        BookingPipeline pipeline = (BookingPipeline) core.commands();
        port = pipeline;
        statistics = pipeline.statistics();
        Thread owner = Thread.currentThread();
        replies = port.openReplies("measurement", MAX_IN_FLIGHT, () -> LockSupport.unpark(owner));
    }

    /**
     * Everything at its default but the room that long runs need, and no snapshots while it runs.
     *
     * @param snapshotAtStop one is made at a clean stop after so many commands; 0: never
     */
    public static ServerConfig config(Path directory, Settings settings, long snapshotAtStop) {
        return new ConfigLoader()
                .withFlag("measurement", "data-directory", directory)
                .withFlag(
                        "measurement",
                        "journal.durability",
                        settings.durability().name().toLowerCase(Locale.ROOT))
                .withFlag("measurement", "ring.slots", settings.ringSlots())
                .withFlag("measurement", "ring.max-batch-commands", settings.maxBatchCommands())
                .withFlag("measurement", "ring.max-batch-bytes", settings.maxBatchBytes())
                .withFlag("measurement", "journal.max-batch-bytes", settings.maxBatchBytes())
                .withFlag("measurement", "snapshot.interval-commands", 0)
                .withFlag("measurement", "snapshot.interval-ms", 0)
                .withFlag("measurement", "snapshot.stop-commands", snapshotAtStop)
                .withFlag("measurement", "booking.lapsed-retention-ms", 1_000)
                .withFlag("measurement", "booking.max-reservations", 10_000_000)
                .withFlag("measurement", "booking.work-per-command", 4_096)
                .load();
    }

    /** Puts so many more shows on sale, of 100,000 seats each, all in the same hall. */
    public void openShows(int count) {
        BookingClient client = core.client();
        if (shows == 0) {
            client.upload(UploadKind.SEAT_MAP, 1, 1, SeatMapCodec.encode(hall));
        }
        PriceList prices = Halls.prices(hall, PRICE);
        long nowMs = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            long id = ++shows;
            BookingClient.join(client.accepted((slot, h) -> commands.defineShow(slot, id, 1, nowMs)));
            client.upload(UploadKind.PRICES, id, 1, prices.encode());
            BookingClient.join(client.accepted((slot, h) -> commands.openShow(slot, id)));
        }
    }

    /** Puts so many more shows on sale in one small hall, of a hundred seats. */
    public void openSmallShows(int count) {
        BookingClient client = core.client();
        SeatMap small = Halls.hall(SMALL_ROWS, SMALL_ROWS);
        client.upload(UploadKind.SEAT_MAP, 2, 1, SeatMapCodec.encode(small));
        byte[] prices = Halls.prices(small, PRICE).encode();
        long nowMs = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            long id = ++shows;
            BookingClient.join(client.accepted((slot, h) -> commands.defineShow(slot, id, 2, nowMs)));
            client.upload(UploadKind.PRICES, id, 1, prices);
            BookingClient.join(client.accepted((slot, h) -> commands.openShow(slot, id)));
        }
    }

    /**
     * Holds pairs of seats at an even pace, and gives each back, until it is told to stop.
     *
     * @param latencies takes, in nanoseconds, how long after its time each hold was answered
     * @param measuring whether latencies count now
     * @throws IllegalStateException when a command was rejected
     */
    public void hold(int perSecond, BooleanSupplier goesOn, Histogram latencies, BooleanSupplier measuring) {
        long stepNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long dueNs = System.nanoTime();
        whenDue = new LongArrayList();
        whenDueAt = 0;
        heldNs = ns -> {
            if (measuring.getAsBoolean()) {
                latencies.recordValue(ns);
            }
        };
        while (goesOn.getAsBoolean()) {
            int drained = replies.drain(this::onReply, REPLIES_AT_ONCE);
            boolean published = false;
            while (nextAt < next.size() && publishNext()) {
                published = true;
            }
            while (nextAt == next.size() && System.nanoTime() >= dueNs && publishNext()) {
                whenDue.addLong(dueNs);
                dueNs += stepNs;
                published = true;
            }
            if (drained == 0 && !published) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        while (replies.inFlight() > 0) {
            replies.drain(this::onReply, REPLIES_AT_ONCE);
        }
        heldNs = null;
        if (rejected > 0) {
            throw new IllegalStateException(rejected + " commands were rejected");
        }
    }

    /** Shows needed to sell to this share of the holds in so many commands; the first is for those that are given back. */
    public static int showsFor(long commandCount, double saleShare) {
        double perHold = 2 + saleShare * (LAST_SALE_STEP - 1);
        double sales = commandCount / perHold * saleShare + MAX_IN_FLIGHT;
        return 2 + (int) (sales / PAIRS_PER_SHOW);
    }

    /**
     * Holds pairs of seats; a share of the holds is sold (four more commands each), the others are given back.
     *
     * @param window   commands under way at a time, less than the ring has slots
     * @param forNs    how long at most, nanoseconds
     * @param atMost   how many commands at most
     * @throws IllegalStateException when a command was rejected, as for want of seats
     */
    public Throughput run(int window, double shareSold, long forNs, long atMost) {
        saleShare = shareSold;
        long startNs = System.nanoTime();
        long answeredBefore = answered;
        long batches = statistics.batchCommands().count();
        double batched = statistics.batchCommands().sum();
        long cpuNs = cpuNs();
        long published = answered;
        while (System.nanoTime() - startNs < forNs && published - answeredBefore < atMost) {
            int drained = replies.drain(this::onReply, REPLIES_AT_ONCE);
            long before = published;
            while (replies.inFlight() < window && published - answeredBefore < atMost && publishNext()) {
                published++;
            }
            if (drained == 0 && published == before) {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        long tookNs = System.nanoTime() - startNs;
        long answeredInTime = answered - answeredBefore;
        while (replies.inFlight() > 0) {
            replies.drain(this::onReply, REPLIES_AT_ONCE);
        }
        if (rejected > 0) {
            throw new IllegalStateException(rejected + " commands were rejected");
        }
        LogLinearHistogram latency = statistics.latencyNs(PlaceHoldDecoder.TEMPLATE_ID);
        return new Throughput(
                answeredInTime * 1e9 / tookNs,
                (statistics.batchCommands().sum() - batched)
                        / Math.max(1, statistics.batchCommands().count() - batches),
                statistics.syncNs().valueAt(0.5) / 1e3,
                statistics.syncNs().valueAt(0.99) / 1e3,
                latency.valueAt(0.5) / 1e3,
                latency.valueAt(0.99) / 1e3,
                (double) (cpuNs() - cpuNs) / tookNs);
    }

    private boolean publishNext() {
        long claim = port.tryClaim(replies, false);
        if (claim < 0) {
            return false;
        }
        boolean toSell = false;
        int length;
        if (nextAt < next.size()) {
            long what = next.getLong(nextAt++);
            length = encode(claim, what >> STEP_BITS, (int) what & ((1 << STEP_BITS) - 1));
            if (nextAt == next.size()) {
                next.clear();
                nextAt = 0;
            }
        } else {
            saleDebt += saleShare;
            toSell = saleDebt >= 1;
            saleDebt -= toSell ? 1 : 0;
            long pair = toSell ? pairsSold++ : pairsLent++;
            long show = toSell ? 2 + pair / PAIRS_PER_SHOW : 1;
            int seat = (int) (pair % PAIRS_PER_SHOW) * 2;
            length = commands.placeHold(port.slot(claim), show, 1 + pair % CUSTOMERS, seat, 2);
        }
        port.publish(claim, length, toSell ? TO_SELL : TO_GIVE_BACK);
        return true;
    }

    private int encode(long claim, long reservation, int step) {
        return switch (step) {
            case RELEASE -> commands.releaseHold(port.slot(claim), reservation);
            case FIRST_SALE_STEP -> commands.createBooking(port.slot(claim), reservation);
            case FIRST_SALE_STEP + 1 -> commands.beginPayment(port.slot(claim), reservation);
            case FIRST_SALE_STEP + 2 -> commands.authorised(port.slot(claim), reservation, 2 * PRICE);
            default -> commands.confirm(port.slot(claim), reservation);
        };
    }

    private void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
        answered++;
        header.wrap(buffer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            rejected++;
        } else if (header.templateId() == ReservationReplyDecoder.TEMPLATE_ID) {
            reply.wrapAndApplyHeader(buffer, offset, header);
            if (reply.status() == ReservationStatus.HELD && reply.reference() == 0) {
                held(reply.reservationId(), correlationId == TO_SELL);
            }
        }
    }

    private void held(long reservation, boolean toSell) {
        if (heldNs != null) {
            heldNs.accept(System.nanoTime() - whenDue.getLong(whenDueAt++));
            if (whenDueAt == whenDue.size()) {
                whenDue.clear();
                whenDueAt = 0;
            }
        }
        if (!toSell) {
            next.addLong(reservation << STEP_BITS | RELEASE);
            return;
        }
        for (int step = FIRST_SALE_STEP; step <= LAST_SALE_STEP; step++) {
            next.addLong(reservation << STEP_BITS | step);
        }
    }

    private static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The core itself. */
    public BookingCore core() {
        return core;
    }

    @Override
    public void close() {
        core.close();
    }
}
