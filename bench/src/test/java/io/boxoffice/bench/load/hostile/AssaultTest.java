package io.boxoffice.bench.load.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.bench.load.LoadPlan;
import io.boxoffice.bench.load.LoopbackServer;
import io.boxoffice.bench.load.OnSale;
import io.boxoffice.bench.load.Scenario;
import io.boxoffice.bench.load.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile clients against a real server, few and slow: what is tested is that they do what they say. */
final class AssaultTest {
    /** What somebody hears who asks for what there is, perhaps too often. */
    private static final Set<Integer> HONEST = Set.of(200, 201, 202, 204, 404, 409, 429, 503);

    private static final int CONNECTIONS = 4;
    private static final int PACE = 200;
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private static Path directory;

    private static LoopbackServer server;
    private static Scenery scenery;

    @BeforeAll
    static void startServer() throws IOException {
        server = new LoopbackServer(directory.resolve("data"));
        Scenery built = Scenery.build(server.target(), false);
        // The same show for all: it is not about size here.
        scenery = new Scenery(built.customer(), built.organizer(), built.small(), built.small(), built.small());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Assault assault() {
        return new Assault(server.target().address(), 2);
    }

    private static Assault.Counts await(Assault assault, Predicate<Assault.Counts> wanted) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Assault.Counts counts = assault.counts();
        while (!wanted.test(counts) && System.nanoTime() - untilNs < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
            counts = assault.counts();
        }
        assertTrue(wanted.test(counts), counts.toString());
        return counts;
    }

    static Stream<Arguments> variants() {
        return Arrays.stream(Attack.values()).flatMap(attack -> attack.variants().stream()
                .map(each -> Arguments.of(attack.text(), each.name(), each)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("variants")
    void shouldReachTheServer(String attack, String name, Variant variant) throws InterruptedException {
        try (Assault assault = assault()) {
            variant.opening().open(assault, scenery, CONNECTIONS, PACE);

            Assault.Counts counts = await(assault, now -> now.opened() >= CONNECTIONS);
            if (!name.equals("connections")) {
                counts = await(assault, now -> now.asked() >= CONNECTIONS);
            }
            assertEquals(0, counts.failed(), counts.toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honestVariants")
    void shouldBeAnsweredAsThoseWhoAskForWhatThereIs(String name, Variant variant) throws InterruptedException {
        try (Assault assault = assault()) {
            variant.opening().open(assault, scenery, CONNECTIONS, PACE);

            Assault.Counts counts = await(
                    assault,
                    now -> now.statuses().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            >= 3 * CONNECTIONS);
            assertTrue(HONEST.containsAll(counts.statuses().keySet()), counts.toString());
            assertTrue(counts.statuses().keySet().stream().anyMatch(status -> status / 100 == 2), counts.toString());
        }
    }

    static Stream<Arguments> honestVariants() {
        return Attack.ONE_ACCOUNT.variants().stream()
                .filter(each ->
                        !each.name().equals("connections") && !each.name().equals("streams"))
                .map(each -> Arguments.of(each.name(), each));
    }

    @Test
    void shouldLeaveAnswersUnread() throws InterruptedException {
        ByteBuf requests = HttpText.shared(
                HttpText.bodiless("GET", "/v1/seat-maps/" + scenery.small().seatMapId(), ""));
        try (Assault assault = assault()) {
            assault.open(CONNECTIONS, () -> new UnreadAnswers(assault, requests, 1, false));
            await(assault, now -> now.opened() == CONNECTIONS);
            TimeUnit.MILLISECONDS.sleep(300);

            assertEquals(CONNECTIONS, assault.counts().open());
            assertEquals(0, assault.counts().ended());
        }
    }

    @Test
    void shouldComeBackWhenTheServerEndsAConnection() throws InterruptedException {
        ByteBuf nonsense = HttpText.shared("NO HTTP\r\n\r\n");
        try (Assault assault = assault()) {
            assault.open(1, () -> new HeldBack(assault, nonsense, Unpooled.EMPTY_BUFFER));

            Assault.Counts counts = await(assault, now -> now.opened() >= 3);
            assertTrue(counts.ended() >= 2, counts.toString());
            assertTrue(counts.statuses().getOrDefault(400, 0L) >= 2, counts.toString());
        }
    }

    @Test
    void shouldKeepToItsPace() throws InterruptedException {
        long startNs = System.nanoTime();
        try (Assault assault = assault()) {
            Pace pace = new Pace(PACE, startNs);
            assault.open(
                    CONNECTIONS,
                    () -> new Conversation(
                            assault, out -> HttpText.write(out, HttpText.bodiless("GET", "/v1/holds/1", "")), 8, pace));
            await(assault, now -> now.asked() >= PACE / 2);

            long asked = assault.counts().asked();
            double seconds = (System.nanoTime() - startNs) / 1e9;
            assertTrue(asked <= PACE * seconds + 5, asked + " in " + seconds + " s");
            assertTrue(assault.cpuNs() > 0);
        }
    }

    @Test
    void shouldTellThatVictimsWereServed() {
        OnSale shows = scenery.small().onSale();
        Victims.Fate fate = new Victims(server.target(), shows)
                .play(LoadPlan.of(Scenario.HOLDS, 100, 0, 1).over(4, 1));

        assertEquals(0, fate.bad(), fate.toString());
        assertEquals(100, fate.planned());
        assertTrue(fate.p50Ms() > 0 && fate.p50Ms() <= fate.p99Ms(), fate.toString());
    }

    @Test
    void shouldTellThatVictimsFoundNoServer() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Target target = new Target(URI.create("http://127.0.0.1:" + nobody), null, "token", customer -> "token");
        Victims.Fate fate = new Victims(target, scenery.small().onSale())
                .play(LoadPlan.of(Scenario.HOLDS, 100, 0, 1).over(4, 1));

        assertEquals(1, fate.badShare());
        assertTrue(Double.isInfinite(fate.p99Ms()));
        assertNotNull(fate.failure());
    }
}
