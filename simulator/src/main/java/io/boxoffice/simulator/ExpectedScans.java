package io.boxoffice.simulator;

import io.boxoffice.protocol.port.ReservationState.Scan;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import java.util.ArrayList;
import java.util.List;

/** The scans of a ticket as events say, each after the other: at most sixteen, of which the one that admits is never forgotten. */
final class ExpectedScans {
    private static final int MOST = 16;

    private ExpectedScans() {}

    /**
     * Those after an event on the ticket.
     *
     * @param timeMs of the event, epoch milliseconds
     */
    static List<Scan> after(List<Scan> before, ReservationEventDecoder event, long timeMs) {
        return switch (event.step()) {
            case CHECKED_IN -> told(before, CheckInOutcome.ADMITTED, event, timeMs);
            case CHECKED_IN_AGAIN -> told(before, CheckInOutcome.ADMITTED_AGAIN, event, timeMs);
            case CHECKED_IN_INVALID -> told(before, CheckInOutcome.ADMITTED_WHEN_INVALID, event, timeMs);
            case CHECK_IN_UNDONE -> undone(before);
            default -> before;
        };
    }

    private static List<Scan> told(
            List<Scan> before, CheckInOutcome outcome, ReservationEventDecoder event, long timeMs) {
        List<Scan> after = new ArrayList<>(before);
        if (after.size() == MOST) {
            after.remove(after.stream()
                    .filter(scan -> scan.outcome() != CheckInOutcome.ADMITTED)
                    .findFirst()
                    .orElseThrow());
        }
        // Before version 3 no event names the scan: it is when it was told.
        long scannedAtMs = event.scannedAtMs() > 0 ? event.scannedAtMs() : timeMs;
        long deviceId = Math.max(0, event.deviceId());
        int gate = Math.max(0, event.gate());
        after.add(new Scan(outcome, deviceId, gate, scannedAtMs, Math.min(scannedAtMs, timeMs)));
        return after;
    }

    private static List<Scan> undone(List<Scan> before) {
        return before.stream()
                .map(scan -> scan.outcome() != CheckInOutcome.ADMITTED
                        ? scan
                        : new Scan(
                                CheckInOutcome.UNDONE,
                                scan.deviceId(),
                                scan.gate(),
                                scan.scannedAtMs(),
                                scan.admittedAtMs()))
                .toList();
    }
}
