package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.LowerLatestEndDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;

/** The life of a show: defined, opened, closed, cancelled, archived. */
final class ShowLifecycle {
    private final BookingState state;
    private final Bookings bookings;
    private final Replies replies;

    ShowLifecycle(BookingState state, Bookings bookings) {
        this.state = state;
        this.bookings = bookings;
        this.replies = state.replies;
    }

    void define(DefineShowDecoder c) {
        ShowSeats show = state.shows.get(c.showId());
        if (show != null) {
            state.prices.switchIfDue(show);
        }
        if (!valid(c)) {
            replies.reject(RejectReason.MALFORMED);
        } else if (c.holdTtlMs() > state.limits.maxHoldTtlMs) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, state.limits.maxHoldTtlMs);
        } else if (c.maxUnitsPerHold() > state.limits.maxUnitsPerHold) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, state.limits.maxUnitsPerHold);
        } else if (show == null) {
            create(c);
        } else if (show.mapEntry.seatMapId() != c.seatMapId() || !sameCurrency(c, show)) {
            replies.reject(RejectReason.ALREADY_EXISTS);
        } else if (show.status == ShowStatus.CANCELLED || show.status == ShowStatus.ARCHIVED) {
            replies.reject(RejectReason.WRONG_STATE);
        } else {
            setRules(c, show);
        }
    }

    private void create(DefineShowDecoder c) {
        SeatMaps.Entry entry = state.seatMaps.get(c.seatMapId());
        if (entry == null) {
            replies.reject(RejectReason.UNKNOWN_SEAT_MAP);
            return;
        }
        long capacity = entry.map().seatCount() + entry.map().areaCapacity();
        if (state.shows.size() >= state.limits.maxShows) {
            replies.reject(RejectReason.CAPACITY, state.limits.maxShows);
        } else if (state.shows.capacityOnSale() + capacity > state.limits.maxSeatsOnSale) {
            replies.reject(RejectReason.CAPACITY, state.limits.maxSeatsOnSale);
        } else {
            ShowSeats show = new ShowSeats(c.showId(), entry);
            c.getCurrency(show.currency, 0);
            state.shows.add(show);
            state.seatMaps.use(entry);
            setRules(c, show);
        }
    }

    private void setRules(DefineShowDecoder c, ShowSeats show) {
        show.eventId = c.eventId();
        show.venueId = c.venueId();
        show.organizerId = c.organizerId();
        show.startsAtMs = c.startsAtMs();
        show.endsAtMs = c.endsAtMs();
        show.onSaleFromMs = c.onSaleFromMs();
        show.onSaleUntilMs = c.onSaleUntilMs();
        show.cancelUntilMs = c.cancelUntilMs();
        show.holdTtlMs = c.holdTtlMs();
        show.maxUnitsPerHold = c.maxUnitsPerHold();
        show.maxUnitsPerCustomer = c.maxUnitsPerCustomer();
        show.strandedSeatRule = c.strandedSeatRule() == BooleanType.TRUE;
        boolean version3 = state.limits.isVersion3();
        show.checkInFromMs = version3 ? Absent.orZero(c.checkInFromMs()) : 0;
        show.checkInUntilMs = version3 ? Absent.orZero(c.checkInUntilMs()) : 0;
        if (version3 && show.soldUnits > 0) {
            show.noteEndWhileSold();
        }
        state.events.show(ShowEventType.DEFINED, show);
        replies.accept(show.priceVersion);
    }

    private static boolean valid(DefineShowDecoder c) {
        boolean currency = true;
        for (int i = 0; i < 3; i++) {
            currency &= c.currency(i) >= 'A' && c.currency(i) <= 'Z';
        }
        return currency
                && c.showId() > 0
                && c.startsAtMs() > 0
                && c.startsAtMs() <= c.endsAtMs()
                && c.onSaleFromMs() < c.onSaleUntilMs()
                && c.cancelUntilMs() >= 0
                && c.holdTtlMs() >= 1_000
                && c.maxUnitsPerHold() >= 1
                && c.maxUnitsPerCustomer() >= 0
                && Absent.orZero(c.checkInFromMs()) >= 0
                && (Absent.orZero(c.checkInUntilMs()) == 0
                        || Absent.orZero(c.checkInFromMs()) < Absent.orZero(c.checkInUntilMs()));
    }

    private static boolean sameCurrency(DefineShowDecoder c, ShowSeats show) {
        return c.currency(0) == show.currency[0]
                && c.currency(1) == show.currency[1]
                && c.currency(2) == show.currency[2];
    }

    void open(long showId) {
        ShowSeats show = known(showId);
        if (show == null) {
            return;
        }
        if (show.prices == null) {
            replies.reject(RejectReason.NO_PRICES);
        } else if (show.status == ShowStatus.DRAFT || show.status == ShowStatus.CLOSED) {
            change(show, ShowStatus.OPEN, ShowEventType.OPENED);
        } else if (show.status == ShowStatus.OPEN) {
            replies.accept(show.priceVersion);
        } else {
            replies.reject(RejectReason.WRONG_STATE);
        }
    }

    void close(long showId) {
        ShowSeats show = known(showId);
        if (show == null) {
            return;
        }
        if (show.status == ShowStatus.OPEN || show.status == ShowStatus.DRAFT) {
            change(show, ShowStatus.CLOSED, ShowEventType.CLOSED);
        } else if (show.status == ShowStatus.CLOSED) {
            replies.accept(show.priceVersion);
        } else {
            replies.reject(RejectReason.WRONG_STATE);
        }
    }

    void cancel(long showId) {
        ShowSeats show = known(showId);
        if (show == null) {
            return;
        }
        if (show.status == ShowStatus.CANCELLED) {
            replies.accept(show.priceVersion);
        } else if (show.status == ShowStatus.ARCHIVED) {
            replies.reject(RejectReason.WRONG_STATE);
        } else {
            state.shows.pendingWork.addLong(showId);
            state.prices.end(show);
            change(show, ShowStatus.CANCELLED, ShowEventType.CANCELLED);
        }
    }

    void archive(long showId) {
        ShowSeats show = known(showId);
        if (show == null) {
            return;
        }
        if (show.status == ShowStatus.ARCHIVED) {
            replies.accept(show.priceVersion);
            return;
        }
        // Devices may still tell of scans for a while; before version 3 the window is 0, and so is the latest end.
        boolean over = show.status == ShowStatus.CANCELLED
                || show.status == ShowStatus.DRAFT
                || state.nowMs - state.limits.checkInUploadWindowMs >= show.archivableFromMs();
        boolean busy =
                show.heldUnits > 0 || show.unsettledReservations > 0 || state.shows.pendingWork.containsLong(showId);
        if (!over || busy) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        show.status = ShowStatus.ARCHIVED;
        state.prices.end(show);
        state.shows.pendingWork.addLong(showId);
        replies.accept(show.priceVersion);
    }

    /** Lets a show that sold tickets be archived sooner, but not before its end. Since version 3. */
    void lowerLatestEnd(LowerLatestEndDecoder c) {
        if (!state.limits.isVersion3()) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        ShowSeats show = known(c.showId());
        if (show == null) {
            return;
        }
        if (show.status == ShowStatus.ARCHIVED) {
            replies.reject(RejectReason.WRONG_STATE);
        } else if (c.latestEndMs() < show.endsAtMs) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, show.endsAtMs);
        } else {
            if (c.latestEndMs() < show.latestEndMs) {
                show.latestEndMs = c.latestEndMs();
                state.events.show(ShowEventType.DEFINED, show);
            }
            replies.accept(show.priceVersion);
        }
    }

    /** Version 3 of the rules comes into force: what is sold by now was sold with the end that each show has now. */
    void noteEndsWhileSold() {
        for (ShowSeats show : state.shows.sorted()) {
            if (show.soldUnits > 0) {
                show.noteEndWhileSold();
            }
        }
    }

    /** Goes on with what cancelling and archiving left to do. */
    void continueWork() {
        int budget = state.limits.workPerCommand;
        while (budget > 0 && !state.shows.pendingWork.isEmpty()) {
            ShowSeats show = state.shows.get(state.shows.pendingWork.getLong(0));
            budget -= show.status == ShowStatus.ARCHIVED ? forgetSome(show, budget) : cancelSome(show, budget);
        }
        replies.accept(0);
    }

    private int cancelSome(ShowSeats show, int budget) {
        int done = 0;
        for (; done < budget && show.firstActive != ReservationTable.NONE; done++) {
            bookings.cancelWithShow(show.firstActive);
        }
        if (show.firstActive == ReservationTable.NONE) {
            state.shows.pendingWork.removeAt(0);
        }
        return Math.max(1, done);
    }

    private int forgetSome(ShowSeats show, int budget) {
        int done = 0;
        for (; done < budget; done++) {
            int r = show.firstEnded != ReservationTable.NONE ? show.firstEnded : show.firstActive;
            if (r == ReservationTable.NONE) {
                state.shows.pendingWork.removeAt(0);
                state.shows.remove(show);
                state.seatMaps.release(show.mapEntry);
                state.events.show(ShowEventType.ARCHIVED, show);
                break;
            }
            if (state.reservations.active(r)) {
                state.vacateSold(r);
            }
            state.timers.cancel(r);
            state.reservations.forget(r);
        }
        return Math.max(1, done);
    }

    private void change(ShowSeats show, ShowStatus status, ShowEventType step) {
        show.status = status;
        state.events.show(step, show);
        replies.accept(show.priceVersion);
    }

    private ShowSeats known(long showId) {
        ShowSeats show = state.shows.get(showId);
        if (show == null) {
            replies.reject(RejectReason.UNKNOWN_SHOW);
        } else {
            state.prices.switchIfDue(show);
        }
        return show;
    }
}
