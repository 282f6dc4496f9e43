package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The simulator finds bugs: each of the {@link Faults}, put into the production code, within its number of seeds. As a seed is the same
 * each time, the one that noticed a fault before is tried first ({@code noticed.tsv}); if it no longer does, all are, from 1 on.
 *
 * <p>{@code mvn test -pl simulator -am -Dtest=DeliberateFaultsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dboxoffice.fault=watermark} tries those with the word in their name; {@code -Dboxoffice.faults.note=true} tries all seeds of all
 * faults from 1 on, and writes that file anew.
 */
class DeliberateFaultsTest {
    private static final Path REPOSITORY = Files.isDirectory(Path.of("simulator")) ? Path.of("") : Path.of("..");
    private static final Path NOTICED = REPOSITORY.resolve("simulator/src/test/resources/noticed.tsv");
    private static final boolean NOTING = Boolean.getBoolean("boxoffice.faults.note");
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /** What noticed a fault, and which seed did; 0: none. */
    private record Outcome(int seed, String words) {}

    private final Map<String, Integer> noticed = new TreeMap<>();

    @AfterAll
    static void endThreads() {
        THREADS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> shouldNoticeEachFault() throws IOException {
        Map<String, Integer> before = NOTING ? Map.of() : noticedBefore();
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : Faults.all()) {
            if (fault.name().contains(System.getProperty("boxoffice.fault", ""))) {
                Future<Outcome> found = THREADS.submit(() -> look(fault, before.getOrDefault(fault.name(), 1)));
                tests.add(DynamicTest.dynamicTest(fault.name(), () -> {
                    Outcome outcome = found.get();
                    System.out.println(fault.name() + ": " + outcome.words());
                    assertTrue(outcome.seed() > 0, outcome::words);
                    noticed.put(fault.name(), outcome.seed());
                }));
            }
        }
        return tests.stream().onClose(this::note);
    }

    private static Outcome look(Fault fault, int first) throws Exception {
        FaultyWorld world = FaultyWorld.with(fault, REPOSITORY);
        IntStream seeds = IntStream.concat(IntStream.of(first), IntStream.rangeClosed(1, fault.seeds()));
        for (int seed : seeds.filter(each -> each <= fault.seeds()).toArray()) {
            Throwable found = world.run(seed, Simulate.DEFAULT_STEPS);
            if (found != null) {
                boolean isViolation = found.getClass().getName().equals(Violation.class.getName());
                return isViolation
                        ? new Outcome(seed, "seed " + seed + ": " + found.getMessage())
                        : new Outcome(0, "NOT A VIOLATION, seed " + seed + ": " + found);
            }
        }
        return new Outcome(0, "nothing found within " + fault.seeds() + " seeds");
    }

    private static Map<String, Integer> noticedBefore() throws IOException {
        return Files.readAllLines(NOTICED).stream()
                .map(line -> line.split("\t"))
                .collect(Collectors.toMap(line -> line[1], line -> Integer.valueOf(line[0])));
    }

    private void note() {
        if (NOTING) {
            try {
                Files.write(
                        NOTICED,
                        noticed.entrySet().stream()
                                .map(each -> each.getValue() + "\t" + each.getKey())
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
