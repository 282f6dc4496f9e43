package io.boxoffice.simulator;

import io.boxoffice.engine.state.RandomCommands;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.protocol.port.JournalFailedException;
import io.boxoffice.server.core.CoreLimits;
import io.boxoffice.server.core.SnapshotSales;
import io.boxoffice.simulator.JournalWitness.Batch;
import io.boxoffice.simulator.Oracle.Journaled;
import io.boxoffice.simulator.disk.NoRoomError;
import io.boxoffice.simulator.disk.PowerCut;
import io.boxoffice.simulator.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The world of one seed: clients, server, disk, database, and what happens to them next. The same seed gives the same run, to
 * the byte. For one thread.
 */
public final class Simulation {
    /** What a run came to. */
    public record Outcome(long seed, int steps, long commands, int crashes, long traceHash) {}

    private static final long AMPLE_BYTES = 1L << 40;
    private static final int MOST_TASKS = 1_000;

    private final long seed;
    private final Random random;
    private final Trace trace;
    private final VirtualClock clock = new VirtualClock();
    private final Oracle oracle = new Oracle();
    private final Ledger ledger = new Ledger(oracle);
    private final SimulatedDisk disk;
    private final SimulatedSales sales;
    private final Bank bank;
    private final World world;
    private final RetentionWitness retention;
    private final RandomCommands commands;
    private final Clients clients;
    private final List<Journaled> inFlight = new ArrayList<>();
    private final boolean shortSeason;
    private final boolean disturbsSetUp;

    /** Whether the payment services run; else clients say whatever they would. */
    private final boolean pays;

    private int durableInFlight;
    private int crashes;
    private boolean calm;
    private SimulatedServer server;
    private JournalWitness journal;
    private SimulatedWriter writer;
    private SimulatedWriter rival;

    /**
     * @param trace where a line for everything that happens goes; null: nowhere
     */
    public Simulation(long seed, Appendable trace) {
        this.seed = seed;
        // Seeds that follow each other must not give streams that resemble each other.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.trace = new Trace(trace);
        disk = new SimulatedDisk(new Random(random.nextLong()));
        sales = new SimulatedSales(new Random(random.nextLong()), oracle, this.trace);
        bank = new Bank(new Random(random.nextLong()), clock, ledger, this.trace);
        world = new World(disk, clock, oracle, ledger, bank, this.trace);
        retention = new RetentionWitness(world);
        shortSeason = random.nextInt(5) > 0;
        commands = new RandomCommands(random.nextLong(), shortSeason);
        disturbsSetUp = random.nextInt(5) == 0;
        pays = random.nextInt(3) > 0;
        clients = new Clients(new Random(random.nextLong()), commands, pays);
    }

    /** The step that was made last. */
    public int step() {
        return trace.step();
    }

    /**
     * Runs, and at the end lets everything come to rest and compares it all.
     *
     * @throws Violation when something does not hold
     */
    public Outcome run(int steps) {
        try {
            recover();
            for (int i = 0; i < steps; i++) {
                trace.nextStep();
                guarded(this::happen);
            }
            comeToRest();
        } catch (NoRoomError e) {
            throw new Violation(e.getMessage(), e);
        }
        return new Outcome(seed, trace.step(), oracle.lastSequence(), crashes, trace.hash());
    }

    /** Whatever ends the process on the way is followed by another process. */
    private void guarded(Runnable step) {
        try {
            step.run();
            bank.requireNothingFound();
        } catch (Violation | NoRoomError e) {
            throw e;
        } catch (PowerCut e) {
            crash("the machine stopped");
        } catch (JournalFailedException e) {
            Violation.unless(disk.stopped() || failureWasDue(e), "the journal failed for no reason: " + e.getMessage());
            crash("the journal failed: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            if (!disk.stopped() && !failureWasDue(e)) {
                throw new Violation("the server died of " + e, e);
            }
            crash("the server ended: " + e);
        }
    }

    private static boolean failureWasDue(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("simulated")) {
                return true;
            }
        }
        return e instanceof JournalFailedException && e.getMessage().contains("is full");
    }

    private void happen() {
        if (pays && random.nextInt(3) == 0) {
            stepPayments();
            return;
        }
        int chance = random.nextInt(1000);
        if (chance < 250) {
            clients.send(server);
        } else if (chance < 520) {
            server.step(random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(32));
        } else if (chance < 620) {
            server.takeReplies(1 + random.nextInt(60));
        } else if (chance < 750) {
            passTime();
        } else if (chance < 820) {
            server.checkTimer();
        } else if (chance < 920) {
            stepWriters();
        } else if (chance < 940) {
            if (isDisturbed() && random.nextInt(8) == 0) {
                disk.stopAfter(random.nextInt(40));
            }
            retention.watch(server, writer.watermark());
        } else if (chance < 950) {
            server.checkState();
        } else if (isDisturbed()) {
            disturb(chance - 950);
        }
    }

    /** Bank, payment services and booking core talk to each other; each of them may lag. */
    private void stepPayments() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(6)) {
                case 0, 1 -> server.takeClientReplies(1 + random.nextInt(10));
                case 2, 3 -> server.payments().runDue(1 + random.nextInt(10));
                case 4 -> bank.deliver(1 + random.nextInt(5));
                default -> server.step(1 + random.nextInt(32));
            }
        }
    }

    private boolean isDisturbed() {
        return disturbsSetUp || clients.areSetUp() || clients.areNew();
    }

    private void passTime() {
        for (int i = random.nextInt(8); i >= 0; i--) {
            clock.advance(commands.delayMs(oracle.lastTimeMs(), server.nextDeadlineMs()));
        }
        if (disk.usableBytes() < SimulatedServer.JOURNAL.lowFloorBytes() && random.nextInt(4) == 0) {
            setRoom();
        }
        if (random.nextInt(50) == 0) {
            clock.advance(random.nextInt(300_000));
        }
        if (random.nextInt(80) == 0) {
            long jumpMs = random.nextInt(20_000) - 10_000L;
            clock.jump(jumpMs);
            trace.say(jumpMs, () -> "clock: the wall clock is set by " + jumpMs + " ms");
        }
    }

    private void stepWriters() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (writer.hasEnded() && random.nextInt(3) == 0) {
                writer = newWriter();
                if (rival != null) {
                    sales.disturb();
                }
            }
            if (writer.isDue()) {
                writer.step();
            }
            if (rival != null && rival.isDue()) {
                rival.step();
            }
        }
    }

    private void disturb(int chance) {
        if (chance < 14) {
            disk.stopAfter(random.nextInt(12));
        } else if (chance < 17) {
            disk.stopAfter(0);
            crash("killed");
        } else if (chance < 20) {
            trace.say(1, () -> "server: stops");
            stopCleanly();
        } else if (chance < 24) {
            disk.failNextSync();
        } else if (chance < 28) {
            setRoom();
        } else if (chance < 34) {
            sales.setDown(!sales.isDown());
        } else if (chance < 40) {
            sales.setFlaky(random.nextBoolean());
        } else if (chance < 44) {
            sales.backUp();
        } else if (chance < 46 && sales.restoreOlder()) {
            trace.say(sales.watermark(), () -> "database: restored to watermark " + sales.watermark());
        } else if (chance < 48) {
            rival = rival == null ? newRival() : stopped(rival);
        }
    }

    private void setRoom() {
        boolean ample = disk.usableBytes() >= SimulatedServer.JOURNAL.lowFloorBytes();
        long bytes =
                switch (ample ? random.nextInt(4) : 4) {
                    case 0 -> SimulatedServer.JOURNAL.lowFloorBytes() - 1;
                    case 1 -> SimulatedServer.JOURNAL.exhaustedFloorBytes() - 1;
                    case 2 -> random.nextInt(300);
                    default -> AMPLE_BYTES;
                };
        disk.setUsableBytes(bytes);
        server.judgeRoom();
        trace.say(bytes, () -> "disk: " + bytes + " bytes left");
    }

    private SimulatedWriter newWriter() {
        SimulatedServer feeding = server;
        return new SimulatedWriter(
                server.journalId(),
                feeding::publishedSequence,
                server.feeds(),
                new SnapshotSales(SimulatedServer.directory(world), server.journalId(), () -> 1),
                sales,
                clock,
                new Random(random.nextLong()),
                trace);
    }

    private SimulatedWriter newRival() {
        SimulatedWriter second = newWriter();
        sales.disturb();
        return second;
    }

    private SimulatedWriter stopped(SimulatedWriter ended) {
        ended.stop();
        return null;
    }

    private void stopCleanly() {
        server.stop();
        endProcess();
    }

    /** The process has ended where it was; with it, perhaps, the power. */
    private void crash(String why) {
        crashes++;
        trace.say(0, () -> "CRASH: " + why);
        endProcess();
    }

    private void endProcess() {
        boolean power = random.nextBoolean();
        trace.say(power ? 1 : 0, () -> power ? "disk: the power is gone" : "disk: what was written is there");
        if (power) {
            disk.cutPower();
        } else {
            disk.killProcess();
        }
        keepInFlight();
        if (server != null) {
            clients.askAgain(server.unanswered());
            server.die();
        }
        server = null;
        writer = null;
        rival = null;
        disk.restart();
        if (!calm && random.nextInt(8) == 0) {
            retention.damageNewest();
        }
        recover();
    }

    /** What the process had appended is durable if it was told so, else as chance wants. */
    private void keepInFlight() {
        if (journal != null) {
            for (Batch batch : journal.batches()) {
                inFlight.addAll(batch.commands());
                durableInFlight = batch.durable() ? inFlight.size() : durableInFlight;
            }
        }
        journal = null;
    }

    /** Starts a process, and another one when that does not get through. */
    private void recover() {
        while (server == null) {
            disk.restart();
            clock.advance(random.nextInt(4) == 0 ? random.nextInt(30_000) : random.nextInt(300));
            if (random.nextInt(10) == 0) {
                clock.jump(random.nextInt(60_000) - 40_000L);
            }
            if (disk.usableBytes() < 2L * SimulatedServer.JOURNAL.blockBytes()) {
                disk.setUsableBytes(AMPLE_BYTES);
            }
            if (!calm && isDisturbed() && random.nextInt(6) == 0) {
                disk.stopAfter(random.nextInt(20));
            } else if (!calm && isDisturbed() && random.nextInt(20) == 0) {
                disk.failNextSync();
            }
            tryToRecover();
        }
        writer = newWriter();
        server.retainFor(() -> writer == null ? 0 : writer.watermark());
    }

    /** The limits as somebody has configured them for this start. */
    private CoreLimits limits() {
        int narrow = shortSeason ? 0 : random.nextInt(2);
        return new CoreLimits(
                5,
                40,
                6 - narrow,
                narrow == 0 ? 400 : 140,
                20 + random.nextInt(40),
                3,
                20_000,
                8 + random.nextInt(3),
                20_000,
                2,
                8_000,
                2 + random.nextInt(2),
                random.nextInt(3) * 10_000L,
                4,
                1 + random.nextInt(4),
                random.nextInt(3) * 10_000L,
                random.nextInt(8) == 0 ? 30_000 : 62_000 + random.nextInt(200_000),
                random.nextInt(4) == 0 ? 2_000 + random.nextInt(5_000) : 1 << 20,
                10_000);
    }

    /** What was in flight is in the oracle now, as far as it was recovered. */
    private void started(JournalWitness witness) {
        inFlight.clear();
        durableInFlight = 0;
        journal = witness;
    }

    private void tryToRecover() {
        try {
            server = new SimulatedServer(
                    world,
                    1 + random.nextInt(1 << 30),
                    limits(),
                    pays,
                    inFlight,
                    durableInFlight,
                    clients,
                    this::started);
        } catch (Violation | NoRoomError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (!disk.stopped() && !(e instanceof JournalFailedException && failureWasDue(e))) {
                throw new Violation("the server did not start: " + e, e);
            }
            crashes++;
            keepInFlight();
            boolean power = random.nextBoolean();
            trace.say(power ? 3 : 2, () -> "CRASH: while starting: " + e + (power ? ", and the power is gone" : ""));
            if (power) {
                disk.cutPower();
            } else {
                disk.killProcess();
            }
        }
    }

    /** Nothing is disturbed any more: all that was sent is answered, the database catches up, and everything agrees. */
    private void comeToRest() {
        calm = true;
        trace.nextStep();
        trace.say(0, () -> "the world calms down");
        disk.setUsableBytes(AMPLE_BYTES);
        disk.restart();
        sales.setDown(false);
        sales.setFlaky(false);
        bank.calmDown();
        rival = rival == null ? null : stopped(rival);
        guarded(server::judgeRoom);
        waitForRest();
        server.checkState();
        server.checkEvents();
        sales.check();
        if (pays) {
            server.payments().checkStart();
            bank.check();
        }
        if (sales.restoreBefore(retention.keptAfter(LogKind.EVENTS))) {
            rebuildDatabase();
        }
    }

    /** The database is older than what the event log keeps, and fails now and then while it is rebuilt. */
    private void rebuildDatabase() {
        trace.say(sales.watermark(), () -> "database: restored to watermark " + sales.watermark());
        writer.stop();
        writer = newWriter();
        sales.setFlaky(true);
        for (int i = 0; i < 40; i++) {
            guarded(this::letTimePass);
        }
        sales.setFlaky(false);
        waitForRest();
        sales.check();
        Violation.unless(sales.rebuilds() > 0, "the database was not rebuilt");
    }

    private void waitForRest() {
        for (int i = 0; i < 400 && !isAtRest(); i++) {
            guarded(this::letTimePass);
        }
        Violation.unless(
                isAtRest(),
                "the world does not come to rest: written through " + writer.writtenThrough()
                        + ", watermark " + sales.watermark() + " of " + oracle.lastSequence() + ", "
                        + server.unanswered().size() + " requests unanswered, deadline "
                        + server.nextDeadlineMs() + " at " + oracle.lastTimeMs()
                        + (pays ? ", money under way: " + ledger.open() : ""));
    }

    private void letTimePass() {
        clock.advance(100);
        server.checkTimer();
        server.step(32);
        server.takeReplies(Integer.MAX_VALUE);
        settle();
        if (writer.hasEnded()) {
            writer = newWriter();
        }
        for (int j = 0; j < 20 && writer.isDue(); j++) {
            writer.step();
        }
    }

    private void settle() {
        server.takeClientReplies(Integer.MAX_VALUE);
        if (pays) {
            bank.deliver(Integer.MAX_VALUE);
            server.payments().runDue(MOST_TASKS);
        }
    }

    private boolean isMoneyAtRest() {
        return !pays
                || server.payments().isAtRest()
                        && bank.isQuiet()
                        && ledger.open().isEmpty();
    }

    private boolean isAtRest() {
        return server.unanswered().isEmpty()
                && writer.writtenThrough() >= oracle.lastSequence()
                && sales.watermark() >= oracle.lastSalesSequence()
                && server.nextDeadlineMs() > oracle.lastTimeMs()
                && !oracle.hasPendingWork()
                && isMoneyAtRest();
    }
}
