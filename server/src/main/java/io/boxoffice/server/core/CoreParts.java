package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.LogLinearHistogram;
import io.boxoffice.engine.pipeline.PipelineStatistics;
import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.disk.DiskFloors;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the booking core stands, for operators: what it takes, the journal, the disk, snapshots, the clock. For one thread at a time. */
final class CoreParts {
    /** Below so many times the floor of new holds, room on the disk is told to be getting little. */
    private static final int WARN_FLOORS = 2;

    private static final long CLOCK_DEPARTED_MS = JournalClock.DEFAULT_JUMP_ALARM_MS;

    private final CoreConfig config;
    private final BookingPipeline pipeline;
    private final JournalClock clock;
    private final JournalStore store;
    private final SnapshotMaker snapshots;

    private long taken = -1;
    private long tookSomethingNs;
    private long syncs;
    private long syncSumNs;
    private long syncMs;

    CoreParts(
            CoreConfig config,
            BookingPipeline pipeline,
            JournalClock clock,
            JournalStore store,
            SnapshotMaker snapshots) {
        this.config = config;
        this.pipeline = pipeline;
        this.clock = clock;
        this.store = store;
        this.snapshots = snapshots;
    }

    /** What it takes. */
    Part core() {
        return new Part(BookingCore.PART, this::core);
    }

    /** What it stands on. */
    List<Part> others() {
        return List.of(
                new Part("Journal", this::journal),
                new Part("Disk", limits -> disk()),
                new Part("Snapshots", limits -> snapshots()),
                new Part("Clock", limits -> clock()));
    }

    private PartState core(StatusLimits limits) {
        PipelineStatistics s = pipeline.statistics();
        long waiting = pipeline.ringDepth();
        long stoodStillMs = stoodStillMs(s.commands() + s.queries(), waiting);
        PartState state;
        if (pipeline.hasFailed()) {
            state = PartState.notSelling("It takes no command any more, since the journal could not be written.")
                    .toDo(
                            "The process ends by itself, with exit code 3. Nothing that was acknowledged is lost. Make the disk"
                                    + " work, then start the server again.")
                    .run("bin/boxoffice serve --data " + config.dataDirectory())
                    .chapter("Start, stop");
        } else if (stoodStillMs > limits.behindAfterMs()) {
            state = PartState.notSelling(
                            "It has taken no command for " + Numbers.duration(stoodStillMs) + ", and some wait.")
                    .toDo(
                            "Most likely the disk of the data directory does not answer: look at it, and at what the kernel says.")
                    .run("dmesg --ctime | tail -20")
                    .chapter("What to watch");
        } else {
            state = PartState.up("Holds, bookings and payments are taken.");
        }
        return state.with("commands", Numbers.count(s.commands()))
                .with(
                        "waiting",
                        Numbers.count(waiting) + " of "
                                + Numbers.count(config.pipeline().ringSlots()));
    }

    /** For how long commands wait and none is taken. */
    private long stoodStillMs(long takenNow, long waiting) {
        long nowNs = System.nanoTime();
        if (takenNow != taken || waiting == 0) {
            taken = takenNow;
            tookSomethingNs = nowNs;
        }
        return TimeUnit.NANOSECONDS.toMillis(nowNs - tookSomethingNs);
    }

    private PartState journal(StatusLimits limits) {
        noteSyncs(pipeline.statistics().syncNs());
        JournalConfig journal = config.journal();
        PartState state;
        if (pipeline.hasFailed()) {
            state = PartState.notSelling("It could not be written, and nothing of the last batch was answered.")
                    .toDo(
                            "The log says why: look for the last line with level=ERROR. A full or broken disk is the usual cause.")
                    .run("df -h " + config.dataDirectory())
                    .chapter("Recovery");
        } else if (syncMs > limits.slowSyncMs()) {
            state = PartState.behind(
                            "The disk takes " + Numbers.duration(syncMs) + " to make a batch of commands durable.")
                    .toDo("Everybody who buys waits that long. Look at what else writes to this disk.")
                    .run("iostat -x 2 3")
                    .chapter("What to watch");
        } else if (journal.durability() == Durability.OS) {
            state = PartState.up(
                    "Every command is written before it is answered. A power cut may take the last ones, as"
                            + " journal.durability = os allows.");
        } else {
            state = PartState.up("Every command is on disk before it is answered.");
        }
        return state.with("a sync takes", Numbers.duration(syncMs));
    }

    /** The mean of what was synced since somebody looked; while nothing is, as it was before. */
    private void noteSyncs(LogLinearHistogram syncNs) {
        long count = syncNs.count();
        long sumNs = syncNs.sum();
        if (count > syncs) {
            syncMs = TimeUnit.NANOSECONDS.toMillis((sumNs - syncSumNs) / (count - syncs));
            syncs = count;
            syncSumNs = sumNs;
        }
    }

    private PartState disk() {
        DiskFloors floors = store.floors();
        Path data = config.dataDirectory();
        String left = Numbers.bytes(floors.usableBytes());
        String low = Numbers.bytes(config.journal().lowFloorBytes());
        String exhausted = Numbers.bytes(config.journal().exhaustedFloorBytes());
        PartState state =
                switch (floors.storage()) {
                    case EXHAUSTED ->
                        PartState.notSelling(left + " are left, and every command is refused below " + exhausted
                                + ". Reading goes on.");
                    case LOW ->
                        PartState.notSelling(left + " are left, and new holds are refused below " + low
                                + ". What is held can still be paid, and is refused below " + exhausted + ".");
                    case AMPLE ->
                        floors.usableBytes() < WARN_FLOORS * config.journal().lowFloorBytes()
                                ? PartState.needsYou(left + " are left. Below " + low + " new holds are refused.")
                                : PartState.up("There is room.");
                };
        if (state.level() != PartState.up("").level()) {
            state = state.toDo("Make room on the disk of " + data
                            + ", or make the disk larger. Never delete journal files by"
                            + " hand. Selling goes on by itself within "
                            + Numbers.duration(config.journal().floorIntervalMs()) + " of room coming back.")
                    .run("df -h " + data + "; du -xsh " + data + "/* | sort -h")
                    .chapter("Disk");
        }
        return state.with("left", left).with("holds need", low);
    }

    private PartState snapshots() {
        if (!config.snapshots().enabled()) {
            return PartState.off("None are made, as configured. A start replays the whole journal.");
        }
        String failure = snapshots.failure();
        PartState state = failure.isEmpty()
                ? PartState.up(snapshots.lastSequence() == 0 ? "None was needed yet." : "A start is quick.")
                : PartState.needsYou("None can be made: " + failure)
                        .toDo(
                                "It is tried again every 10 s. Until one is made, a start takes longer and old journal files stay."
                                        + " Where it is for want of memory, give the server more heap.")
                        .chapter("Snapshots and retention");
        return state.with(
                        "newest",
                        snapshots.lastSequence() == 0 ? "none" : "command " + Numbers.count(snapshots.lastSequence()))
                .with("age", Numbers.duration((long) (snapshots.ageSeconds() * 1_000)));
    }

    private PartState clock() {
        long aheadMs = clock.wallDifferenceMs();
        String off = Numbers.duration(Math.abs(aheadMs));
        if (Math.abs(aheadMs) < CLOCK_DEPARTED_MS) {
            return PartState.up("The machine's clock and the journal's agree.").with("apart", off);
        }
        return PartState.needsYou(
                        "The machine's clock is " + off + (aheadMs > 0 ? " ahead of" : " behind") + " the journal's.")
                .toDo(
                        "No hold expires by it. Look whether the machine's time is right. If it is, the journal's time comes near by"
                                + " half a millisecond a second, or at once with a restart.")
                .run("timedatectl")
                .chapter("What to watch")
                .with("apart", off);
    }
}
