package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inCore;
import static io.boxoffice.simulator.Fault.inJournal;
import static io.boxoffice.simulator.Fault.inPipeline;
import static io.boxoffice.simulator.Fault.inState;
import static io.boxoffice.simulator.Fault.inWriter;

import java.util.ArrayList;
import java.util.List;

/** The deliberate faults. Each compiles; none would be noticed by a run in which nothing goes wrong. */
final class Faults {
    private Faults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.addAll(ofSeats());
        all.addAll(ofMoneyAndKeys());
        all.addAll(FaultsOfKeys.all());
        all.addAll(ofBatches());
        all.addAll(ofTimeAndReplies());
        all.addAll(ofDisk());
        all.addAll(ofRecovery());
        all.addAll(ofSnapshots());
        all.addAll(ofWriter());
        all.addAll(ofRebuilds());
        all.addAll(FaultsOfWhatIsWritten.all());
        all.addAll(FaultsOfLives.ofHolds());
        all.addAll(FaultsOfLives.ofRefunds());
        all.addAll(FaultsOfLives.ofForgetting());
        all.addAll(FaultsOfDoors.all());
        all.addAll(FaultsOfServices.ofTakingPayments());
        all.addAll(FaultsOfServices.ofSettlement());
        all.addAll(FaultsOfServices.ofRetention());
        all.addAll(FaultsOfPrices.ofTypesAndPeriods());
        all.addAll(FaultsOfPrices.ofBlocks());
        return all;
    }

    private static List<Fault> ofSeats() {
        return List.of(
                inState("one seat is forgotten on release", "BookingState.java", """
                            for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
                                vacateUnit(show, u, false);
                    """, """
                            for (int u = t.units.next(t.firstUnit(r)); u != UnitPool.NONE; u = t.units.next(u)) {
                                vacateUnit(show, u, false);
                    """, 20),
                inState(
                        "a deadline is one millisecond off",
                        "Holds.java",
                        "state.setDeadline(r, state.nowMs + show.holdTtlMs);",
                        "state.setDeadline(r, state.nowMs + show.holdTtlMs + 1);",
                        20),
                inState(
                        "a lapsed hold that is not swept counts as taken",
                        "BookingState.java",
                        "return lapsed(owner) && (",
                        "return false && (",
                        300),
                inState(
                        "an area's count leaks",
                        "BookingState.java",
                        "            show.areaHeld[ShowSeats.area(unit)]--;\n",
                        "            show.areaHeld[ShowSeats.area(unit)] += 0;\n",
                        60),
                inState(
                        "a seat map is forgotten though another show has it",
                        "SeatMaps.java",
                        "if (forgetting && entry.users == 0)",
                        "if (forgetting)",
                        60),
                inState(
                        "a seat map that is used again is forgotten all the same",
                        "SeatMaps.java",
                        "        entry.users++;\n        unlist(entry);\n",
                        "        entry.users++;\n",
                        200));
    }

    private static List<Fault> ofMoneyAndKeys() {
        return List.of(
                inState(
                        "a limit comes from the program and not from the journal",
                        "BookingState.java",
                        "nowMs + limits.lapsedRetentionMs",
                        "nowMs + 10_000L",
                        60),
                inState(
                        "the refund of a late approval is lost",
                        "Payments.java",
                        "            int refund = state.addRefund(r, table.attemptAmount(r), table.attempt(r),"
                                + " reason);\n",
                        "            int refund = 1;\n",
                        60),
                inState(
                        "a late approval takes seats that others have by now",
                        "Payments.java",
                        "} else if (!canRetake(r)) {",
                        "} else if (table.status(r) != ReservationStatus.EXPIRED) {",
                        60),
                inState(
                        "a payment's key is forgotten when it is declined",
                        "Idempotency.java",
                        "            keys.outcome[k] = reason.value() | KeyTable.DECLINED << KeyTable.DECISION_SHIFT;\n",
                        "            keys.bodyHash[k] = 0;\n",
                        100),
                inState(
                        "what a retry is answered depends on when it comes",
                        "Idempotency.java",
                        "        keys.deadlineMs[k] = t.deadlineMs(r);\n",
                        "        keys.deadlineMs[k] = t.deadlineMs(r) + 1;\n",
                        40),
                inState(
                        "a refund is paid as often as it is asked for",
                        "Payments.java",
                        "            table.refunds.status[f] = RefundStatus.REFUNDED;\n",
                        "",
                        100));
    }

    private static List<Fault> ofBatches() {
        return List.of(
                inJournal("clients are answered before the sync", "recordlog/RecordLogWriter.java", """
                            if (settings.syncEachBatch()) {
                                force();
                    """, """
                            if (settings.syncEachBatch() && writtenSequence % 8 == 0) {
                                force();
                    """, 40),
                inJournal(
                        "a failed sync is tried again",
                        "recordlog/RecordLogWriter.java",
                        "        } catch (IOException | RuntimeException e) {\n            throw fail(\"sync\", e);\n",
                        """
                                } catch (IOException | RuntimeException e) {
                                    try {
                                        term.force();
                                        everythingSynced = true;
                                    } catch (IOException again) {
                                        throw fail("sync", again);
                                    }
                        """,
                        150),
                inPipeline(
                        "now and then no Tick stands in front of a batch when a deadline is due",
                        "BookingHandler.java",
                        "room && state.nextDeadlineMs() <= nowMs ?",
                        "room && firstRingSequence % 4 < 3 && state.nextDeadlineMs() <= nowMs ?",
                        150),
                inPipeline(
                        "holds are taken when storage is low",
                        "BookingHandler.java",
                        "storage == Storage.LOW && newHold",
                        "storage == Storage.LOW && !newHold",
                        60));
    }

    private static List<Fault> ofTimeAndReplies() {
        return List.of(
                inPipeline(
                        "the wall clock's jump is followed at once",
                        "JournalClock.java",
                        "        return Math.max(-mostNs, Math.min(mostNs, undrawnNs));\n",
                        "        return Math.max(-mostNs, undrawnNs);\n",
                        60),
                inPipeline(
                        "time goes back at a restart",
                        "JournalClock.java",
                        "timeNs = Math.max(wallMs, lastJournaledMs) * NS_PER_MS;",
                        "timeNs = wallMs * NS_PER_MS;",
                        60),
                inPipeline(
                        "a reply goes out with the batch before",
                        "BookingHandler.java",
                        "                applier.query(slot.buffer, 0, slot.length, slot);\n",
                        "                applier.query(ring.slot(first).buffer, 0, slot.length, slot);\n",
                        60));
    }

    private static List<Fault> ofDisk() {
        return List.of(
                inJournal(
                        "a torn batch is half applied",
                        "record/BatchDescriptor.java",
                        "    public static boolean isValidBody(",
                        """
                        public static boolean isValidBody(DirectBuffer buffer, int offset, CRC32C crc) {
                            return buffer.capacity() > 0;
                        }

                        static boolean isValidBodyOnceWas(\
                        """,
                        150),
                inJournal(
                        "the directory of a new term is not synced",
                        "recordlog/TermWriter.java",
                        "        sync.forceDirectory(logDirectory);\n",
                        "",
                        150),
                inJournal(
                        "the way to a new data directory is not synced",
                        "disk/FileSync.java",
                        "            forceDirectory(above);\n",
                        "",
                        40),
                inJournal(
                        "a new file of the term is not in its directory after a power cut",
                        "recordlog/TermWriter.java",
                        "        if (fileAppeared) {\n",
                        "        if (fileAppeared && cycle == 0) {\n",
                        150),
                inJournal(
                        "a torn tail is taken for damage",
                        "recordlog/TermReader.java",
                        "                    && other.batchNumber() > expectedNumber\n",
                        "                    && other.batchNumber() >= expectedNumber\n",
                        150),
                inJournal(
                        "a seal is written where there is no room",
                        "ChronicleCommandJournal.java",
                        "        if (!reserve.gone()) {\n",
                        "        if (reserve != null) {\n",
                        300),
                inJournal(
                        "the last reserve is not kept",
                        "DiskReserve.java",
                        "            return floors.usableBytes() < reserveBytes;\n",
                        "            return floors.usableBytes() < 1;\n",
                        300));
    }

    private static List<Fault> ofRecovery() {
        return List.of(
                inPipeline(
                        "recovery takes the first events that the log lacks for known",
                        "ReplayApplier.java",
                        "return sequence <= eventsKnownThrough;",
                        "return sequence <= eventsKnownThrough + 1;",
                        40),
                inPipeline(
                        "an event is lost at recovery",
                        "CommandApplier.java",
                        "eventsKnownThrough = eventLog.lastSequence();",
                        "eventsKnownThrough = eventLog.lastSequence() == 0 ? 0 : eventLog.lastSequence() + 1;",
                        40),
                inJournal(
                        "a command's events are torn apart between two batches",
                        "recordlog/RecordLogWriter.java",
                        "        if (!sameCommand) {\n            writeRecords();",
                        "        if (batch.recordCount() > 0) {\n            writeRecords();",
                        300),
                inJournal(
                        "what a term left void is revived",
                        "recordlog/LogReader.java",
                        "                lowest = Math.min(lowest, later.continuesFrom());\n",
                        "                lowest = Math.min(lowest, later.continuesFrom() + 1);\n",
                        150),
                inJournal(
                        "what recovery read is taken for synced",
                        "recordlog/UnsyncedTail.java",
                        "            if (!isZero(page)) {\n",
                        "            if (!isZero(page) && at < blockAt) {\n",
                        600),
                inJournal(
                        "a first start that was cut off cannot be repeated",
                        "JournalStore.java",
                        "        return events.journalId() != 0 && events.lastSequence() == 0\n",
                        "        return events.journalId() != 0 && events.torn()\n",
                        40));
    }

    private static List<Fault> ofSnapshots() {
        return List.of(
                new Fault(
                        "a snapshot is ahead of the event log",
                        "server/src/main/java/io/boxoffice/server/core/SnapshotMaker.java",
                        """
                                store.forceWritten();
                                SecondState second = new SecondState(through);
                                second.replayTo(through);
                        """,
                        """
                                SecondState second = new SecondState(through);
                                second.replayTo(through);
                                second.lastEventSequence = 0;
                        """,
                        60),
                new Fault(
                        "what follows a snapshot is replayed from one command too late",
                        "server/src/main/java/io/boxoffice/server/core/RecoveryStart.java",
                        "return snapshot == null ? 0 : snapshot.sequence();",
                        "return snapshot == null ? 0 : snapshot.sequence() + 1;",
                        40));
    }

    private static List<Fault> ofWriter() {
        return List.of(
                inWriter(
                        "the watermark moves outside the transaction",
                        "SalesDatabase.java",
                        "        int rows = connection.write(batch);\n",
                        "        connection.commit();\n        int rows = connection.write(batch);\n",
                        40),
                inWriter(
                        "fencing is not checked",
                        "SalesDatabase.java",
                        "        if (!connection.moveWatermark(from, batch.lastSequence())) {\n",
                        "        if (!connection.moveWatermark(from, batch.lastSequence()) && from.sequence() == 0)"
                                + " {\n",
                        150),
                inWriter(
                        "a batch is kept over a lost connection",
                        "WriterLoop.java",
                        "        batch.clear();\n        database =",
                        "        database =",
                        40),
                inJournal(
                        "the feed skips the rest of a batch",
                        "EventLogFeed.java",
                        "                        return handed;\n",
                        "                        batch = null;\n                        return handed;\n",
                        40));
    }

    private static List<Fault> ofRebuilds() {
        return List.of(
                inCore(
                        "a damaged snapshot counts as kept",
                        "Retention.java",
                        "            return false;\n",
                        "            return true;\n",
                        40),
                inWriter(
                        "a database is rebuilt without the events that are kept",
                        "SalesRebuild.java",
                        "writeEvents(feed, events, heard);\n",
                        "state.lastEventSequence();\n",
                        60),
                inWriter(
                        "a database is rebuilt without the state",
                        "SalesRebuild.java",
                        "        writeState(state);\n",
                        "",
                        60),
                inWriter(
                        "a rebuilt database lacks what follows the state",
                        "WriterLoop.java",
                        "Math.min(state.sequence(), visible)",
                        "visible",
                        60),
                inState(
                        "in a rebuilt database no ticket is cancelled",
                        "ReservationStates.java",
                        "pool.cancelled(u)",
                        "false",
                        2000),
                inState(
                        "a rebuilt database knows no scans",
                        "ReservationStates.java",
                        "if (first == ScanPool.NONE) {",
                        "if (first >= ScanPool.NONE) {",
                        2000),
                inState(
                        "in a rebuilt database no admission was taken back",
                        "ScanPool.java",
                        "case UNDONE -> CheckInOutcome.UNDONE;",
                        "case UNDONE -> CheckInOutcome.ADMITTED;",
                        2000));
    }
}
