package io.boxoffice.server.core;

import io.boxoffice.journal.ChronicleCommandJournal;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.BeginUploadEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CommitUploadEncoder;
import io.boxoffice.protocol.sbe.ConfirmEncoder;
import io.boxoffice.protocol.sbe.CreateBookingEncoder;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.OpenShowEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.sbe.UploadPartEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.protocol.upload.UploadRecords;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Measures what docs/adr/0004-snapshots.md states: how long a core takes to be ready, from the first command and from a
 * snapshot. Not a test: run it by hand, on an otherwise idle machine.
 *
 * <p>Topology: one journal on the disk of the directory given, one thread that recovers; the files are in the page cache. The
 * commands are holds of two seats with a key; of every {@code N} one is booked (booking with a key, confirmation), the others are
 * released; a millisecond lies between two commands, and a released hold is forgotten after an hour. What is timed is
 * {@code BookingCore.recover}, on the wall and on the processor, which differ when others are at work: finding the journal's end, loading, replaying, publishing, hashing; not: PostgreSQL, ports.
 *
 * <pre>
 * mvn -q -pl server -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/server.cp
 * java -Xmx2g $(sed -n 's:.*&lt;boxoffice.jvm.opens&gt;\(.*\)&lt;/boxoffice.jvm.opens&gt;.*:\1:p' pom.xml) \
 *   -cp server/target/test-classes:server/target/classes:$(cat /tmp/server.cp) \
 *   io.boxoffice.server.core.RecoveryMeasurement DIRECTORY [COMMANDS [N]]
 * </pre>
 */
public final class RecoveryMeasurement {
    private static final int SEATS = 100_000;
    private static final int BATCH = 256;

    private final Path data;
    private final long commands;
    private final int holdsPerBooking;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Random random = new Random(1);
    private ChronicleCommandJournal journal;
    private long sequence;
    private long timeMs = 1_750_000_000_000L;

    private RecoveryMeasurement(Path data, long commands, int holdsPerBooking) {
        this.data = data;
        this.commands = commands;
        this.holdsPerBooking = holdsPerBooking;
    }

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "."), "recovery-measurement");
        try {
            long commands = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
            new RecoveryMeasurement(directory, commands, args.length > 2 ? Integer.parseInt(args[2]) : 10).run();
        } finally {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void run() {
        writeJournal();
        say("%d commands, one booking in %d holds", sequence, holdsPerBooking);
        recover("from the first command, writing the event log", 0);
        for (int i = 0; i < 3; i++) {
            recover("from the first command", i < 2 ? 0 : 1);
        }
        SnapshotFile snapshot = new SnapshotStore(data).list().get(0);
        say(
                "snapshot of sequence %d: %d bytes",
                snapshot.sequence(), snapshot.path().toFile().length());
        for (int i = 0; i < 5; i++) {
            recover("from the snapshot", 0);
        }
    }

    private void recover(String what, long stopCommands) {
        ServerConfig config = new ConfigLoader()
                .withFlag("--data", "data-directory", data)
                .withFlag("test", "journal.durability", "os")
                .withFlag("test", "snapshot.stop-commands", stopCommands)
                .load();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long startNs = System.nanoTime();
        long startCpuNs = threads.getCurrentThreadCpuTime();
        long closeNs;
        try (BookingCore core = BookingCore.recover(config.core(), (n, percent, rate) -> {}, failure -> {})) {
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            long cpuMs = (threads.getCurrentThreadCpuTime() - startCpuNs) / 1_000_000;
            say("%s: %d ms, of which %d ms the processor was at it (hash %x)", what, tookMs, cpuMs, core.stateHash());
            closeNs = System.nanoTime();
        }
        say("  stopped in %d ms", (System.nanoTime() - closeNs) / 1_000_000);
    }

    private void writeJournal() {
        ServerConfig config =
                new ConfigLoader().withFlag("--data", "data-directory", data).load();
        try (JournalStore store =
                JournalStore.open(data, config.journal().withDurability(Durability.OS), () -> timeMs)) {
            journal = store.openCommands();
            append(new ConfiguredLimits(config.core().limits()).encode(buffer, header));
            upload(1, UploadKind.SEAT_MAP, 1, SeatMapCodec.encode(map()));
            PriceList.Builder prices = new PriceList.Builder(SEATS, 0);
            byte[] free = prices.seats(0, SEATS - 1, prices.classOf(0)).build().encode();
            long reservation = 0;
            for (long show = 1; sequence < commands; show++) {
                openShow(show, free);
                for (int seat = 0; seat < SEATS && sequence < commands; seat += 2) {
                    reservation = sell(show, seat, reservation);
                }
            }
            journal.commit();
        }
    }

    /** Holds two seats as often as it takes until somebody books them. */
    private long sell(long show, int seat, long lastReservation) {
        long reservation = lastReservation;
        for (int i = 1; i <= holdsPerBooking; i++) {
            reservation++;
            long customer = random.nextLong() >>> 1;
            hold(show, customer, seat);
            if (i < holdsPerBooking) {
                append(new ReleaseHoldEncoder()
                        .wrapAndApplyHeader(buffer, 0, header)
                        .reservationId(reservation)
                        .customerId(customer));
                continue;
            }
            CreateBookingEncoder booking = new CreateBookingEncoder().wrapAndApplyHeader(buffer, 0, header);
            booking.reservationId(reservation).customerId(customer).reference(random.nextLong() >>> 1);
            booking.keyHi(random.nextLong()).keyLo(random.nextLong()).bodyHash(random.nextLong());
            booking.finalPricesCount(0);
            append(booking);
            append(new ConfirmEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .reservationId(reservation)
                    .customerId(customer));
        }
        return reservation;
    }

    private void hold(long show, long customer, int seat) {
        PlaceHoldEncoder e = new PlaceHoldEncoder().wrapAndApplyHeader(buffer, 0, header);
        e.showId(show).customerId(customer).expectedAmount(-1);
        e.keyHi(random.nextLong()).keyLo(random.nextLong()).bodyHash(random.nextLong());
        e.seatsCount(2).next().seat(seat).next().seat(seat + 1);
        e.areasCount(0);
        e.bestAvailableCount(0);
        append(e);
    }

    private void openShow(long show, byte[] prices) {
        DefineShowEncoder e = new DefineShowEncoder().wrapAndApplyHeader(buffer, 0, header);
        e.showId(show).seatMapId(1).eventId(show).venueId(1).organizerId(1);
        e.startsAtMs(timeMs + 86_400_000).endsAtMs(timeMs + 90_000_000);
        e.onSaleFromMs(0).onSaleUntilMs(Long.MAX_VALUE).cancelUntilMs(0).holdTtlMs(480_000);
        e.maxUnitsPerHold(10).maxUnitsPerCustomer(20).currency("EUR").strandedSeatRule(BooleanType.TRUE);
        append(e);
        upload(1_000 + show, UploadKind.PRICES, show, prices);
        append(new OpenShowEncoder().wrapAndApplyHeader(buffer, 0, header).showId(show));
    }

    private void upload(long uploadId, UploadKind kind, long target, byte[] bytes) {
        append(new BeginUploadEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .uploadId(uploadId)
                .targetId(target)
                .ownerId(0)
                .byteLength(bytes.length)
                .crc32c(UploadRecords.crc32c(bytes) & 0xFFFF_FFFFL)
                .kind(kind));
        for (int[] part : UploadRecords.parts(bytes)) {
            append(new UploadPartEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .uploadId(uploadId)
                    .byteOffset(part[0])
                    .putBytes(bytes, part[0], part[1]));
        }
        append(new CommitUploadEncoder().wrapAndApplyHeader(buffer, 0, header).uploadId(uploadId));
    }

    private void append(MessageEncoderFlyweight message) {
        append(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private void append(int length) {
        journal.append(++sequence, ++timeMs, buffer, 0, length);
        if (sequence % BATCH == 0) {
            journal.commit();
        }
    }

    private static SeatMap map() {
        SeatMap.Builder map = new SeatMap.Builder().category("Stalls").section("Field");
        for (int seat = 0; seat < SEATS; seat++) {
            if (seat % 100 == 0) {
                map.row(Integer.toString(seat / 100));
            }
            map.seat("S" + seat, Integer.toString(seat % 100), seat % 100 * 50, seat / 100 * 90, 0, false, false, 1);
        }
        return map.build();
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
