package io.boxoffice.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The measurement behind docs/adr/0002-handler-layout.md: one ring handler that appends, syncs and applies, against one that
 * appends and syncs with a second one, gated on it, that applies.
 *
 * <p>Topology: one producer, a ring of 4,096, BlockingWaitStrategy. A command is 96 bytes; a sync is a write and
 * {@link FileChannel#force} of a real file of a fixed size; applying is a fixed amount of arithmetic (about a microsecond).
 * The producer is either paced (so many commands a second, in bursts of one) or keeps a window of commands under way, as
 * many connections would. Latency is publish to applied, measured by the applying thread. Left out: replies, events, the
 * state machine itself, the network.
 *
 * <p>Arguments: directory for the file (on the disk that counts), seconds a run, rounds.
 */
public final class HandlerLayoutComparison {
    private static final int COMMAND_BYTES = 96;
    private static final int RING_SLOTS = 4096;
    private static final long FILE_BYTES = 64 << 20;
    private static final int APPLY_STEPS = 1_000;

    private record Result(double commandsPerSecond, double cores, double medianUs, double p99Us) {}

    private static final class Command {
        final byte[] bytes = new byte[COMMAND_BYTES];
        long publishedAtNs;
    }

    /** Appends and syncs; a batch is one write and one force. */
    private static final class FileJournal {
        private final FileChannel file;
        private final ByteBuffer batch = ByteBuffer.allocateDirect(RING_SLOTS * COMMAND_BYTES);
        private long position;

        FileJournal(FileChannel file) {
            this.file = file;
        }

        void append(Command command) {
            batch.put(command.bytes);
        }

        void commit() {
            batch.flip();
            try {
                position = position + batch.remaining() > FILE_BYTES ? 0 : position;
                while (batch.hasRemaining()) {
                    position += file.write(batch, position);
                }
                file.force(false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            batch.clear();
        }
    }

    /** Stands for the state machine. */
    private static final class Applier {
        final AtomicLong applied = new AtomicLong();
        final LogLinearHistogram latencyNs = new LogLinearHistogram(TimeUnit.SECONDS.toNanos(10));
        private long state = 1;

        void apply(Command command) {
            for (int i = 0; i < APPLY_STEPS; i++) {
                state = state * 6364136223846793005L + command.bytes[i % COMMAND_BYTES];
            }
            latencyNs.record(System.nanoTime() - command.publishedAtNs);
            applied.lazySet(applied.get() + 1);
        }
    }

    private HandlerLayoutComparison() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : ".");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path path = Files.createTempFile(directory, "handler-layout", ".bin");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (long at = 0; at < FILE_BYTES; at += 1 << 20) {
                file.write(ByteBuffer.allocate(1 << 20), at);
            }
            file.force(true);
            run(file, true, 0, 512, 2);
            run(file, false, 0, 512, 2);
            compare(file, "window of 8", 0, 8, seconds, rounds);
            compare(file, "window of 512", 0, 512, seconds, rounds);
            compare(file, "1,000 a second", 1_000, RING_SLOTS, seconds, rounds);
        } finally {
            Files.delete(path);
        }
    }

    private static void compare(FileChannel file, String load, int perSecond, int window, int seconds, int rounds) {
        Result[] one = new Result[rounds];
        Result[] two = new Result[rounds];
        for (int round = 0; round < rounds; round++) {
            one[round] = run(file, true, perSecond, window, seconds);
            two[round] = run(file, false, perSecond, window, seconds);
        }
        print(load, "one handler", one);
        print(load, "two handlers", two);
    }

    private static void print(String load, String layout, Result[] rounds) {
        Result[] sorted = rounds.clone();
        double[] rates = Arrays.stream(sorted)
                .mapToDouble(Result::commandsPerSecond)
                .sorted()
                .toArray();
        double[] cores =
                Arrays.stream(sorted).mapToDouble(Result::cores).sorted().toArray();
        double[] medians =
                Arrays.stream(sorted).mapToDouble(Result::medianUs).sorted().toArray();
        double[] p99s =
                Arrays.stream(sorted).mapToDouble(Result::p99Us).sorted().toArray();
        int middle = rounds.length / 2;
        System.out.printf(
                Locale.ROOT,
                "%-16s %-13s %9.0f commands/s (%.0f to %.0f)  %.2f cores  %4.1f us CPU a command  latency %.0f us, p99 %.0f us%n",
                load,
                layout,
                rates[middle],
                rates[0],
                rates[rounds.length - 1],
                cores[middle],
                cores[middle] * 1e6 / rates[middle],
                medians[middle],
                p99s[middle]);
    }

    private static Result run(FileChannel file, boolean oneHandler, int perSecond, int window, int seconds) {
        Disruptor<Command> disruptor = new Disruptor<>(
                Command::new,
                RING_SLOTS,
                task -> new Thread(task, "handler"),
                ProducerType.MULTI,
                new BlockingWaitStrategy());
        Applier applier = new Applier();
        FileJournal journal = new FileJournal(file);
        if (oneHandler) {
            disruptor.handleEventsWith(appendSyncApply(disruptor, journal, applier));
        } else {
            EventHandler<Command> appendAndSync = (command, sequence, endOfBatch) -> {
                journal.append(command);
                if (endOfBatch) {
                    journal.commit();
                }
            };
            disruptor.handleEventsWith(appendAndSync).then((command, sequence, endOfBatch) -> applier.apply(command));
        }
        disruptor.start();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuBefore = system.getProcessCpuTime();
        long start = System.nanoTime();
        produce(disruptor, applier, perSecond, window, start + TimeUnit.SECONDS.toNanos(seconds));
        long tookNs = System.nanoTime() - start;
        double cores = (double) (system.getProcessCpuTime() - cpuBefore) / tookNs;
        disruptor.shutdown();
        return new Result(
                applier.applied.get() * 1e9 / tookNs,
                cores,
                applier.latencyNs.valueAt(0.5) / 1e3,
                applier.latencyNs.valueAt(0.99) / 1e3);
    }

    private static EventHandler<Command> appendSyncApply(
            Disruptor<Command> disruptor, FileJournal journal, Applier applier) {
        return new EventHandler<>() {
            private long first = -1;

            @Override
            public void onEvent(Command command, long sequence, boolean endOfBatch) {
                first = first < 0 ? sequence : first;
                journal.append(command);
                if (endOfBatch) {
                    journal.commit();
                    for (long at = first; at <= sequence; at++) {
                        applier.apply(disruptor.get(at));
                    }
                    first = -1;
                }
            }
        };
    }

    private static void produce(
            Disruptor<Command> disruptor, Applier applier, int perSecond, int window, long untilNs) {
        long published = 0;
        long everyNs = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        long nextNs = System.nanoTime();
        while (System.nanoTime() - untilNs < 0) {
            if (published - applier.applied.get() >= window || System.nanoTime() - nextNs < 0) {
                LockSupport.parkNanos(everyNs == 0 ? 20_000 : Math.max(1, nextNs - System.nanoTime()));
                continue;
            }
            long at = disruptor.getRingBuffer().next();
            disruptor.get(at).publishedAtNs = System.nanoTime();
            disruptor.getRingBuffer().publish(at);
            published++;
            nextNs += everyNs;
        }
    }
}
