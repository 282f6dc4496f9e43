package io.boxoffice.bench.load;

import io.boxoffice.bench.process.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that watch a show over many streams; each has addresses of its own. For one thread. */
final class Watching implements AutoCloseable {
    /** A host of few descriptors allows 20,000 a process. */
    private static final int STREAMS_A_PROCESS = 17_000;

    private static final String HEAP = "-Xmx512m";

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final List<BufferedReader> answers = new ArrayList<>();
    private int open;
    private int closed;

    private Watching(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the streams; all are answered when this returns.
     *
     * @param directory for what the processes tell
     * @param ports     of the server, in turns
     */
    static Watching open(Path directory, List<Integer> ports, String show, int streams) {
        Watching all = new Watching(directory);
        try {
            int left = streams;
            for (int number = 1; left > 0; number++) {
                int some = Math.min(left, STREAMS_A_PROCESS);
                all.start(number, ports, show, some);
                left -= some;
            }
            for (BufferedReader answer : all.answers) {
                all.open += await(answer, WatchingCommand.OPEN);
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void start(int number, List<Integer> ports, String show, int streams) throws IOException {
        List<String> command = OwnJvm.command(List.of(HEAP));
        command.addAll(List.of("watching", "--show", show, "--streams", Integer.toString(streams)));
        command.addAll(List.of("--from", "127.0." + number + ".1", "--ports"));
        command.add(String.join(",", ports.stream().map(String::valueOf).toList()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        answers.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    private static int await(BufferedReader answer, String what) throws IOException {
        String line = answer.readLine();
        if (line == null || !line.startsWith(what)) {
            throw new LoadFailedException("a process of watchers ended" + (line == null ? "" : ": " + line));
        }
        return Integer.parseInt(line.substring(what.length()));
    }

    int processes() {
        return processes.size();
    }

    /** Streams that were answered with 200. */
    int open() {
        return open;
    }

    /** Of these, how many were over when last asked. */
    int closed() {
        return closed;
    }

    void forget() {
        order("forget");
    }

    /** When each stream heard something since the last {@link #forget()}, as {@link System#nanoTime()} counts, in no order. */
    long[] heardAtNs() {
        try {
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < processes.size(); i++) {
                files.add(directory.resolve("heard-" + i));
                order(i, "tell " + files.get(i));
            }
            closed = 0;
            long[] all = new long[0];
            for (int i = 0; i < processes.size(); i++) {
                closed += await(answers.get(i), WatchingCommand.TOLD);
                all = append(all, Files.readAllBytes(files.get(i)));
                Files.delete(files.get(i));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] append(long[] all, byte[] pairs) {
        LongBuffer values = ByteBuffer.wrap(pairs).asLongBuffer();
        int count = values.remaining() / 2;
        long[] more = Arrays.copyOf(all, all.length + count);
        for (int i = 0; i < count; i++) {
            more[all.length + i] = values.get(2 * i + 1);
        }
        return more;
    }

    private void order(String what) {
        for (int i = 0; i < processes.size(); i++) {
            order(i, what);
        }
    }

    private void order(int process, String what) {
        try {
            OutputStream orders = processes.get(process).getOutputStream();
            orders.write((what + '\n').getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all streams and waits for the processes to end. */
    @Override
    public void close() {
        for (Process process : processes) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroy();
            }
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
