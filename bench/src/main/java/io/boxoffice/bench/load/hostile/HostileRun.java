package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.AdminMetrics;
import io.boxoffice.bench.load.LoadFailedException;
import io.boxoffice.bench.load.LoadPlan;
import io.boxoffice.bench.load.Memory;
import io.boxoffice.bench.load.OwnServer;
import io.boxoffice.bench.load.Scenario;
import io.boxoffice.bench.load.Stagehand;
import io.boxoffice.bench.load.Target;
import io.boxoffice.bench.load.WarmUp;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Attacks a server of its own, and sees whether others are served meanwhile. Each variant has a new server, so that none is
 * measured with what another left behind. Its rounds share it, unless it died, works on by itself long after an attack, or does
 * not serve undisturbed customers any more. For one thread.
 */
final class HostileRun implements AutoCloseable {
    private static final double MIB = 1 << 20;
    private static final long ATTACK_BEGINS_MS = 6_000;
    private static final long REST_WITHIN_SECONDS = 60;
    private static final long LOOK_MS = 1_000;
    /** Of a core. */
    private static final double RESTING_SHARE = 0.3;

    private static final int VICTIM_WARM_UP_SECONDS = 1;
    /** What the victims come for; its organizer is not the one who attacks. */
    private static final Scenario.Stage STAGE = new Scenario.Stage(4, 100, 50, 480_000);

    private static final long HOSTILE_ORGANIZER = 78;

    private final Attack attack;
    private final Plan plan;
    private final Consumer<String> say;
    private OwnServer server;
    private Scenery scenery;
    private Victims victims;

    /**
     * @param seconds       of each measurement, 1 to 600
     * @param rate          of the victims, requests a second, 1 to 10,000
     * @param connections   of the attackers; 0: as many as the variant has
     * @param pace          of the attackers, requests a second at most, 1 to 1,000,000
     * @param addresses     of the attackers, 1 to 200
     * @param rounds        of each variant, 1 to 20
     * @param warmUpSeconds of a new server, 0 to 600
     * @param parent        where a server's directory is made
     */
    record Plan(
            int seconds,
            int rate,
            int connections,
            int pace,
            int addresses,
            int rounds,
            int warmUpSeconds,
            Path parent) {
        static final int VICTIM_CONNECTIONS = 32;

        /**
         * @throws IllegalArgumentException when a number is out of its range
         */
        Plan {
            require(seconds, 1, 600, "--seconds");
            require(rate, 1, 10_000, "--rate");
            require(connections, 0, 20_000, "--connections");
            require(pace, 1, 1_000_000, "--pace");
            require(addresses, 1, 200, "--addresses");
            require(rounds, 1, 20, "--rounds");
            require(warmUpSeconds, 0, 600, "--server-warm-up");
        }

        private static void require(int value, int min, int max, String what) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(what + " must be from " + min + " to " + max + ", not " + value);
            }
        }

        private LoadPlan victims(Scenario scenario) {
            return LoadPlan.of(scenario, rate, VICTIM_WARM_UP_SECONDS, seconds)
                    .over(VICTIM_CONNECTIONS, 1)
                    .watchedBy(0)
                    .in(STAGE);
        }
    }

    /**
     * What was seen of one variant.
     *
     * @param passed whether all criteria are met
     */
    record Report(
            String attack, String variant, boolean passed, List<Verdict.Criterion> criteria, List<Round> rounds) {}

    HostileRun(Attack attack, Plan plan, Consumer<String> say) {
        this.attack = attack;
        this.plan = plan;
        this.say = say;
    }

    /** All rounds of one variant. */
    Report measure(Variant variant) {
        MemoryLimits limits = MemoryLimits.stock();
        say.accept(attack.text() + " " + variant.name() + ": " + variant.what());
        List<Round> rounds = new ArrayList<>();
        stop();
        for (int number = 1; number <= plan.rounds(); number++) {
            Victims.Fate undisturbed = undisturbed(variant);
            Round round = attack(variant, undisturbed);
            rounds.add(round);
            say.accept("  round " + number + ": " + line(round));
            if (!round.alive()) {
                break;
            }
            if (number < plan.rounds() && !comesToRest()) {
                say.accept("  the server still works " + REST_WITHIN_SECONDS
                        + " s after the attack: a new one is started");
                stop();
            }
        }
        List<Verdict.Criterion> criteria = Verdict.of(rounds, limits);
        boolean passed = criteria.stream().allMatch(Verdict.Criterion::met);
        criteria.forEach(each -> say.accept("  " + (each.met() ? "ok    " : "FAILED") + " " + each.line()));
        return new Report(attack.text(), variant.name(), passed, criteria, rounds);
    }

    private Victims.Fate undisturbed(Variant variant) {
        start();
        Victims.Fate fate = victims.play(plan.victims(variant.victims()));
        if (fate.badShare() > Verdict.MOST_BAD) {
            say.accept("  the server does not serve undisturbed customers, so a new one is started: " + fate);
            stop();
            start();
            fate = victims.play(plan.victims(variant.victims()));
        }
        if (fate.badShare() > Verdict.MOST_BAD) {
            throw new LoadFailedException("a new server does not serve undisturbed customers: " + fate);
        }
        return fate;
    }

    private void start() {
        if (server != null) {
            return;
        }
        say.accept("  starting a server with the stock limits and memory");
        server = OwnServer.stock(plan.parent());
        Target target = server.target();
        WarmUp.with(target, plan.warmUpSeconds(), line -> say.accept("  " + line));
        Target attackers = new Target(
                target.api(), target.admin(), server.organizerToken(HOSTILE_ORGANIZER), target.customerToken());
        try {
            scenery = Scenery.build(attackers, attack.needsLargeMaps());
            CatalogClient organizer = new CatalogClient(target.api(), target.organizerToken());
            victims = new Victims(target, new Stagehand(organizer).putOnSale(STAGE));
        } catch (ImportException e) {
            throw new LoadFailedException("cannot put shows on sale: " + e.getMessage(), e);
        }
        comesToRest();
    }

    /** Waits until the server does next to nothing; false when it does not come to rest. */
    private boolean comesToRest() {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_WITHIN_SECONDS);
        Duration before = cpu();
        while (System.nanoTime() - untilNs < 0) {
            pause(LOOK_MS);
            Duration now = cpu();
            if (now.minus(before).toMillis() < RESTING_SHARE * LOOK_MS) {
                return true;
            }
            before = now;
        }
        return false;
    }

    private Duration cpu() {
        return server.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Round attack(Variant variant, Victims.Fate undisturbed) {
        Target target = server.target();
        try (Assault assault = new Assault(target.address(), plan.addresses());
                ServerWatch watch = new ServerWatch(target.admin(), server.process())) {
            variant.opening()
                    .open(
                            assault,
                            scenery,
                            plan.connections() == 0 ? variant.connections() : plan.connections(),
                            plan.pace());
            pause(ATTACK_BEGINS_MS);
            double serverCpu = serverCpuSeconds(target);
            long attackerCpuNs = assault.cpuNs();
            long startNs = System.nanoTime();
            Victims.Fate attacked = victims.play(plan.victims(variant.victims()));
            double seconds = (System.nanoTime() - startNs) / 1e9;
            double attackerCores = (assault.cpuNs() - attackerCpuNs) / 1e9 / seconds;
            double cpuAfter = serverCpuSeconds(target);
            Assault.Counts counts = assault.counts();
            double liveHeapMib = liveHeapMib();
            boolean alive = server.process().isAlive();
            return new Round(
                    undisturbed,
                    attacked,
                    counts,
                    attackerCores,
                    serverCpu < 0 || cpuAfter < 0 ? 0 : (cpuAfter - serverCpu) / seconds,
                    watch.most(),
                    liveHeapMib,
                    alive,
                    alive ? "" : server.lastWords());
        }
    }

    /** -1 when the server does not say. */
    private static double serverCpuSeconds(Target target) {
        try {
            return AdminMetrics.read(target.admin()).cpuSeconds();
        } catch (LoadFailedException e) {
            return -1;
        }
    }

    /** -1 when the server does not say. */
    private double liveHeapMib() {
        if (!server.process().isAlive()) {
            return -1;
        }
        try {
            return Memory.of(server.process(), server.target().admin()).heap() / MIB;
        } catch (LoadFailedException e) {
            return -1;
        }
    }

    private static String line(Round round) {
        return String.format(
                Locale.ROOT,
                "p99 %.1f -> %.1f ms, %d of %d bad %s; attackers: %d open of %d opened, %d ended, %d failed, %,d asked,"
                        + " answers %s, %.2f cores; server %.2f cores, heap %.0f live %.0f, direct %.0f, resident %.0f MiB%s",
                round.undisturbed().p99Ms(),
                round.attacked().p99Ms(),
                round.attacked().bad(),
                round.attacked().planned(),
                round.attacked().statuses(),
                round.attack().open(),
                round.attack().opened(),
                round.attack().ended(),
                round.attack().failed(),
                round.attack().asked(),
                round.attack().statuses(),
                round.attackerCores(),
                round.serverCores(),
                round.most().heapMib(),
                round.liveHeapMib(),
                round.most().directMib(),
                round.most().residentMib(),
                round.alive() ? "" : "; DEAD");
    }

    private void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    /** Stops the server and deletes what it wrote. */
    @Override
    public void close() {
        stop();
    }
}
