package io.boxoffice.server.cli;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.core.JournalReplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Replays the journal and prints what was so at its end, or at an instant. */
@Command(
        name = "replay",
        description =
                "Replays the journal, to its end or --until, and prints the state's hash, with --show a show's seats.")
final class JournalReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ReplayOptions options;

    @Override
    public Integer call() {
        Path data = JournalVerifyCommand.journalIn(options.config());
        long showId = options.showId() == null ? 0 : options.showId();
        JournalReplay replay = new JournalReplay(showId);
        PrintWriter err = spec.commandLine().getErr();
        replay.run(data, options.until().sequence(), options.until().timeMs(), (commands, percent, rate) -> {
            err.printf(Locale.ROOT, "replayed %d commands, %.0f %%, %.0f commands/s%n", commands, percent, rate);
            err.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        if (endsBefore(options.until(), replay)) {
            out.println(
                    "the journal ends before what --until asks for: this is its end, and what comes after it is not known");
        }
        if (replay.startedFrom() > 0) {
            out.printf(
                    "began at the snapshot of sequence %d: the journal no longer goes back further%n",
                    replay.startedFrom());
        }
        out.printf(
                Locale.ROOT,
                "sequence %d at %s, state hash %s%n",
                replay.lastSequence(),
                Instant.ofEpochMilli(replay.lastTimeMs()),
                HexFormat.of().toHexDigits(replay.stateHash()));
        if (options.showId() != null) {
            PublishedShow show = replay.show(showId);
            if (show == null) {
                throw new CommandFailedException("there was no show " + showId + " then");
            }
            print(out, show, replay.claims());
        }
        out.flush();
        return 0;
    }

    private static boolean endsBefore(JournalPoint until, JournalReplay replay) {
        return replay.reachedEnd()
                && (until.sequence() != Long.MAX_VALUE && replay.lastSequence() < until.sequence()
                        || until.timeMs() != Long.MAX_VALUE && replay.lastTimeMs() < until.timeMs());
    }

    private static void print(PrintWriter out, PublishedShow show, List<JournalReplay.Claim> claims) {
        SeatMap map = show.seatMap();
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        show.availability().copyTo(snapshot);
        int[] counts = new int[4];
        for (int seat = 0; seat < map.seatCount(); seat++) {
            counts[snapshot.seatState(seat)]++;
        }
        out.printf(
                Locale.ROOT,
                "show %d, %s: %d free, %d held, %d sold, %d blocked of %d seats%n",
                show.definition().showId(),
                show.definition().status().name().toLowerCase(Locale.ROOT),
                counts[SeatState.FREE],
                counts[SeatState.HELD],
                counts[SeatState.SOLD],
                counts[SeatState.BLOCKED],
                map.seatCount());
        for (int area = 0; area < map.areaCount(); area++) {
            out.printf(
                    Locale.ROOT,
                    "area %s: %d held, %d sold of %d%n",
                    map.area(area).id(),
                    snapshot.areaHeld[area],
                    snapshot.areaSold[area],
                    map.area(area).capacity());
        }
        for (JournalReplay.Claim claim : claims) {
            String units = claim.units().stream()
                    .map(unit ->
                            unit >= 0 ? map.seatId(unit) : map.area(-(unit + 1)).id())
                    .collect(Collectors.joining(" "));
            out.printf(
                    Locale.ROOT,
                    "reservation %d, %s, customer %d: %s%n",
                    claim.reservationId(),
                    claim.status().name().toLowerCase(Locale.ROOT),
                    claim.customerId(),
                    units);
        }
    }
}
