package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.AssignReservationDecoder;
import io.boxoffice.protocol.sbe.FindReservationsDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import java.util.List;

/** Whose a reservation is, and which ones somebody has. */
final class WhoseRules {
    private static final int PAGE = 15;

    private final World world;
    private final HoldRules holds;
    private final Answers answers;
    private final Happenings happenings;

    WhoseRules(World world, HoldRules holds, Answers answers, Happenings happenings) {
        this.world = world;
        this.holds = holds;
        this.answers = answers;
        this.happenings = happenings;
    }

    void assign(AssignReservationDecoder c) {
        if (!world.isVersion3() || c.toCustomerId() <= 0) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        World.Reservation known = world.known(c.reservationId());
        if (known != null && known.customerId == c.toCustomerId() && world.isOf(known.show, c.organisationId())) {
            answers.reservation(known);
            return;
        }
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.lapsed(world.nowMs) || r.status == ReservationStatus.EXPIRED) {
            throw new Rejection(RejectReason.HOLD_EXPIRED);
        }
        if (!r.claimsSeats()) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (tooMany(r, c.toCustomerId())) {
            holds.sweep();
        }
        if (tooMany(r, c.toCustomerId())) {
            throw holds.nextTimer() <= world.nowMs
                    ? new Rejection(RejectReason.TRY_AGAIN)
                    : new Rejection(RejectReason.LIMIT_EXCEEDED, r.show.rules.maxUnitsPerCustomer());
        }
        long previous = r.customerId;
        r.customerId = c.toCustomerId();
        happenings.assigned(r, previous);
        answers.reservation(r);
    }

    private boolean tooMany(World.Reservation r, long customerId) {
        int limit = r.show.rules.maxUnitsPerCustomer();
        long moved = r.units.stream().filter(u -> !u.cancelled).count();
        return limit > 0 && world.unitsOf(r.show, customerId) + moved > limit;
    }

    void find(FindReservationsDecoder q) {
        if (!world.isVersion3() || q.customerId() <= 0) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        World.Show show = world.shows.get(q.showId());
        if (show == null || show.status == ShowStatus.ARCHIVED || !world.isOf(show, q.organisationId())) {
            throw new Rejection(RejectReason.UNKNOWN_SHOW);
        }
        List<World.Reservation> all = world.reservations.descendingMap().values().stream()
                .filter(r -> r.show == show && r.customerId == q.customerId())
                .filter(r -> r.claimsSeats() && !r.lapsed(world.nowMs))
                .toList();
        answers.found(all.subList(0, Math.min(PAGE, all.size())), all.size() > PAGE);
    }
}
