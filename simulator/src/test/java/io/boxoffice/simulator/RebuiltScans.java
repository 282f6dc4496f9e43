package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.simulator.SalesTables.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** The rows of scans in a database that was rebuilt, beside those that events made. */
final class RebuiltScans {
    private RebuiltScans() {}

    /** How many were made again without their events. */
    static long in(SalesTables rebuilt) {
        return rebuilt.table("scans").values().stream()
                .filter(RebuiltScans::isRebuilt)
                .count();
    }

    /**
     * Those whose events are kept are the same; of those whose events are lost, all that the state knows are there, once each and
     * in their order. The state has scans of what became a booking only afterwards too.
     *
     * @param isLost  whether the events of a sequence are lost
     * @param known   the reservations that the state has
     * @param ofHolds the scans up to the state that leave no row, {@link #brief}
     */
    static void compare(
            String seed,
            LongPredicate isLost,
            Set<Long> known,
            List<String> ofHolds,
            SalesTables whole,
            SalesTables rebuilt) {
        TreeMap<String, Row> kept = new TreeMap<>(whole.table("scans"));
        kept.values().removeIf(scan -> isLost.test(scan.number("sequence")));
        TreeMap<String, Row> found = new TreeMap<>(rebuilt.table("scans"));
        found.values().removeIf(RebuiltScans::isRebuilt);
        assertEquals(kept, found, seed + ", scans");

        TreeMap<String, Row> lost = new TreeMap<>(whole.table("scans"));
        lost.values()
                .removeIf(scan ->
                        !isLost.test(scan.number("sequence")) || !known.contains(scan.number("reservation_id")));
        TreeMap<String, Row> madeAgain = new TreeMap<>(rebuilt.table("scans"));
        List<String> notOfRows = new ArrayList<>(ofHolds);
        madeAgain.values().removeIf(scan -> !isRebuilt(scan) || notOfRows.remove(brief(scan)));
        assertEquals(sorted(lost), sorted(madeAgain), seed + ", lost scans");
        assertEquals(admissions(lost), admissions(madeAgain), seed + ", lost scans in their order");

        Row mark = rebuilt.table("rebuilds").firstEntry().getValue();
        for (Row scan : madeAgain.values()) {
            assertEquals(mark.text("lost_through"), scan.text("sequence"), seed);
            assertEquals(mark.text("snapshot_sequence"), scan.text("rebuilt_sequence"), seed);
            assertTrue(scan.text("told_at").compareTo(scan.text("scanned_at")) <= 0, seed + ": " + scan);
        }
    }

    /** A scan, but for its times. */
    static String brief(String ticket, String step, long deviceId, int gate) {
        return String.join(" ", ticket, step, Long.toString(deviceId), Integer.toString(gate));
    }

    private static String brief(Row scan) {
        return brief(ticket(scan), scan.text("step"), scan.number("device_id"), (int) scan.number("gate"));
    }

    private static boolean isRebuilt(Row scan) {
        return scan.number("rebuilt_sequence") != 0;
    }

    private static List<String> sorted(TreeMap<String, Row> scans) {
        return scans.values().stream().map(RebuiltScans::fact).sorted().toList();
    }

    /** What was said, but for what a state does not know. */
    private static String fact(Row scan) {
        boolean undo = scan.text("step").equals("check_in_undone");
        String atMoment = scannedAt(scan);
        return String.join(
                " ",
                ticket(scan),
                scan.text("show_id"),
                scan.text("unit"),
                scan.text("step"),
                undo ? "" : scan.text("device_id"),
                undo ? "" : scan.text("gate"),
                atMoment,
                undo ? "" : earlier(atMoment, scan.text("told_at")));
    }

    private static String ticket(Row scan) {
        return scan.text("reservation_id") + "." + scan.text("ordinal");
    }

    /** Old events do not say: it was when they were told. */
    private static String scannedAt(Row scan) {
        return scan.text("scanned_at").equals("null") ? scan.text("told_at") : scan.text("scanned_at");
    }

    /** Of times as PostgreSQL writes them, all in one zone. */
    private static String earlier(String one, String other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Of each ticket how it was used and taken back, one after the other. */
    private static Map<String, List<String>> admissions(TreeMap<String, Row> scans) {
        Map<String, List<String>> steps = new HashMap<>();
        scans.values().stream()
                .filter(scan -> !scan.text("step").equals("checked_in_invalid"))
                .forEach(scan -> steps.computeIfAbsent(ticket(scan), key -> new ArrayList<>())
                        .add(scan.text("step")));
        return steps;
    }
}
