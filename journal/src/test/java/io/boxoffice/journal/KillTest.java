package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.EventFeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own, killed at any instant, again and again, while another process follows its events. */
class KillTest {
    private static final int EVENTS = 2;

    @TempDir
    Path directory;

    @Test
    void shouldKeepWhatWasAcknowledgedAndFeedEachEventOnce() throws IOException, InterruptedException {
        List<Long> fed = new ArrayList<>();
        long acknowledged = 0;
        try (EventFeed feed = new EventLogSource(directory).openAfter(0)) {
            EventFeed.Handler handler = (sequence, ordinal, timeMs, buffer, offset, length) -> {
                fed.add(sequence);
                assertEquals((fed.size() - 1) % EVENTS, ordinal);
            };
            for (int round = 0; round < 3; round++) {
                acknowledged = runAndKill(acknowledged + 150 + 40L * round, feed, handler);
                assertTrue(new JournalReader(directory).tail().lastSequence() >= acknowledged);
            }
            try (JournalStore store = TestJournal.open(directory)) {
                Server.complete(store);
                long last = TestJournal.replay(store.reader(), 0);
                assertTrue(last >= acknowledged);
                while (fed.size() < last * EVENTS) {
                    feed.poll(handler, 100);
                }
            }
            assertEquals(0, feed.poll(handler, 100));
        }
        for (int i = 0; i < fed.size(); i++) {
            assertEquals(1 + i / EVENTS, fed.get(i));
        }
        assertTrue(JournalVerifier.verify(directory).sound());
    }

    private long runAndKill(long until, EventFeed feed, EventFeed.Handler handler)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add"))
                .forEach(command::add);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Server.class.getName(), directory.toString()));
        Process server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = 0;
        try (BufferedReader acks =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
            while (acknowledged < until) {
                acknowledged = Long.parseLong(acks.readLine());
                feed.poll(handler, 50);
            }
            server.toHandle().destroyForcibly();
            for (String line; (line = acks.readLine()) != null; ) {
                acknowledged = line.length() > 18 ? Long.parseLong(line) : acknowledged;
            }
        }
        server.waitFor();
        return acknowledged;
    }

    /** The other process. */
    static final class Server {
        private Server() {}

        public static void main(String[] args) {
            JournalStore store = TestJournal.open(Path.of(args[0]));
            complete(store);
            ChronicleCommandJournal journal = store.openCommands();
            for (long sequence = journal.lastSequence() + 1; ; sequence += 2) {
                TestJournal.batch(journal, sequence, sequence + 1);
                System.out.printf("%019d%n", sequence + 1);
                System.out.flush();
                TestJournal.appendEvents(store.eventLog(), sequence, EVENTS);
                TestJournal.appendEvents(store.eventLog(), sequence + 1, EVENTS);
                store.eventLog().commit();
            }
        }

        static void complete(JournalStore store) {
            store.reader()
                    .replay(
                            store.eventLog().lastSequence(),
                            (sequence, timeMs, buffer, offset, length) -> {
                                TestJournal.appendEvents(store.eventLog(), sequence, EVENTS);
                                store.eventLog().commit();
                            },
                            (commands, percent, rate) -> {});
        }
    }
}
