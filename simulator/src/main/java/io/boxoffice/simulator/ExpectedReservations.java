package io.boxoffice.simulator;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.sbe.ArchiveShowDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.simulator.Oracle.Happening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Reservations after a command as the model's events say, each event after the other. */
final class ExpectedReservations {
    private final TreeMap<Long, ReservationState> states = new TreeMap<>();
    private final Set<Long> archivedShows = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ReservationEventDecoder event = new ReservationEventDecoder();

    /** Those after the command of a sequence. */
    ExpectedReservations(Oracle oracle, long sequence) {
        for (Happening happening : oracle.happenings(0, sequence)) {
            if (happening.isOfReservation()) {
                event.wrapAndApplyHeader(new UnsafeBuffer(happening.bytes()), 0, header);
                states.merge(event.reservationId(), next(happening.timeMs()), (before, after) -> after);
            }
        }
        for (long command = 1; command <= sequence; command++) {
            UnsafeBuffer bytes = new UnsafeBuffer(oracle.journaled(command).bytes());
            if (bytes.capacity() >= MessageHeaderDecoder.ENCODED_LENGTH + ArchiveShowDecoder.BLOCK_LENGTH
                    && header.wrap(bytes, 0).templateId() == ArchiveShowDecoder.TEMPLATE_ID) {
                archivedShows.add(new ArchiveShowDecoder()
                        .wrapAndApplyHeader(bytes, 0, header)
                        .showId());
            }
        }
    }

    /** Which reservation an event is on. */
    static long idOf(Happening happening) {
        return new ReservationEventDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(happening.bytes()), 0, new MessageHeaderDecoder())
                .reservationId();
    }

    /** Those that must be in PostgreSQL. */
    Map<Long, ReservationState> ofSales() {
        Map<Long, ReservationState> written = new TreeMap<>(states);
        written.values().removeIf(r -> !Happening.isOfSales(r.status(), r.paymentStatus()));
        return written;
    }

    /** Whether the core may have forgotten a reservation: it is a hold that is over, or somebody asked to archive its show. */
    boolean mayBeForgotten(long reservationId) {
        ReservationState r = states.get(reservationId);
        boolean over = r.status() == ReservationStatus.EXPIRED || r.status() == ReservationStatus.RELEASED;
        boolean moneyUnderWay = r.paymentStatus() == PaymentStatus.STARTED
                || r.paymentStatus() == PaymentStatus.AUTHORISED
                || r.refundDueAmount() > 0;
        return over && !moneyUnderWay || archivedShows.contains(r.showId());
    }

    private ReservationState next(long timeMs) {
        ReservationState before = states.get(event.reservationId());
        // Fields stand before the group, and its members are read last.
        ReservationEventDecoder.UnitsDecoder moved = event.units();
        int attempt = before == null ? 0 : before.attempt();
        long attemptAmount = before == null ? 0 : before.attemptAmount();
        List<ReservationState.Refund> refunds = new ArrayList<>(before == null ? List.of() : before.refunds());
        List<ReservationState.Unit> units = new ArrayList<>(before == null ? List.of() : before.units());
        switch (event.step()) {
            case PAYMENT_STARTED -> {
                attempt = event.attempt();
                attemptAmount = event.stepAmount();
            }
            case REFUND_DUE ->
                refunds.add(new ReservationState.Refund(
                        event.attempt(), event.stepAmount(), RefundStatus.DUE, event.refundReason()));
            case REFUNDED -> settle(refunds, RefundStatus.REFUNDED);
            case REFUND_VOID -> settle(refunds, RefundStatus.VOID);
            default -> {}
        }
        ReservationState after = new ReservationState(
                event.reservationId(),
                event.showId(),
                event.customerId(),
                event.status(),
                event.paymentStatus(),
                event.reference(),
                event.currency(),
                event.amount(),
                event.paidAmount(),
                event.refundDueAmount(),
                event.refundedAmount(),
                event.createdAtMs(),
                event.deadlineMs(),
                attempt,
                attemptAmount,
                units,
                refunds);
        while (moved.hasNext()) {
            move(moved.next(), units, timeMs);
        }
        return after;
    }

    private void settle(List<ReservationState.Refund> refunds, RefundStatus status) {
        ReservationState.Refund was = refunds.get(event.refund() - 1);
        refunds.set(event.refund() - 1, new ReservationState.Refund(was.attempt(), was.amount(), status, was.reason()));
    }

    /** At the scan, but never later than it was told; before version 3 no event names the scan. */
    private long admittedAtMs(long timeMs) {
        return event.scannedAtMs() > 0 ? Math.min(event.scannedAtMs(), timeMs) : timeMs;
    }

    private void move(ReservationEventDecoder.UnitsDecoder moved, List<ReservationState.Unit> units, long timeMs) {
        int type = Absent.orZero(moved.ticketType());
        ReservationState.Unit before = moved.ordinal() < units.size() ? units.get(moved.ordinal()) : null;
        boolean cancelled = before != null && before.cancelled();
        long usedAtMs = before == null ? 0 : before.checkedInAtMs();
        switch (event.step()) {
            case TICKETS_CANCELLED, CAPTURE_FAILED -> cancelled = true;
            case CHECKED_IN -> usedAtMs = admittedAtMs(timeMs);
            case CHECKED_IN_AGAIN, CHECKED_IN_INVALID, TICKET_REISSUED -> {}
            default -> {
                cancelled = false;
                usedAtMs = 0;
            }
        }
        List<ReservationState.Scan> scans =
                ExpectedScans.after(before == null ? List.of() : before.scans(), event, timeMs);
        ReservationState.Unit unit =
                new ReservationState.Unit(moved.unit(), moved.price(), cancelled, usedAtMs, type, scans);
        if (moved.ordinal() == units.size()) {
            units.add(unit);
        } else {
            units.set(moved.ordinal(), unit);
        }
    }
}
