package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The simulator finds bugs: each of the {@link Faults}, put into the production code, within its number of seeds.
 *
 * <p>{@code mvn test -pl simulator -am -Dtest=DeliberateFaultsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dboxoffice.fault=watermark} tries those with the word in their name.
 */
class DeliberateFaultsTest {
    private static final Path REPOSITORY = Files.isDirectory(Path.of("simulator")) ? Path.of("") : Path.of("..");
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @AfterAll
    static void endThreads() {
        THREADS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> shouldNoticeEachFault() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault fault : Faults.all()) {
            if (fault.name().contains(System.getProperty("boxoffice.fault", ""))) {
                Future<String> found = THREADS.submit(() -> look(fault));
                tests.add(DynamicTest.dynamicTest(fault.name(), () -> {
                    String result = found.get();
                    System.out.println(fault.name() + ": " + result);
                    assertTrue(result.startsWith("seed"), result);
                }));
            }
        }
        return tests.stream();
    }

    private static String look(Fault fault) throws Exception {
        FaultyWorld world = FaultyWorld.with(fault, REPOSITORY);
        for (int seed = 1; seed <= fault.seeds(); seed++) {
            Throwable found = world.run(seed, Simulate.DEFAULT_STEPS);
            if (found != null) {
                boolean noticed = found.getClass().getName().equals(Violation.class.getName());
                return (noticed ? "seed " : "NOT A VIOLATION, seed ") + seed + ": " + found.getMessage();
            }
        }
        return "nothing found within " + fault.seeds() + " seeds";
    }
}
