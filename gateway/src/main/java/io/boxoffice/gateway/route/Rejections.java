package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The booking core's refusals as problems. */
public final class Rejections {
    private Rejections() {}

    /** The stable code of a reason. */
    public static ProblemCode code(RejectReason reason) {
        return switch (reason) {
            case MALFORMED, NULL_VAL, SBE_UNKNOWN -> ProblemCode.MALFORMED_COMMAND;
            case UNKNOWN_SHOW -> ProblemCode.UNKNOWN_SHOW;
            case UNKNOWN_SEAT_MAP -> ProblemCode.UNKNOWN_SEAT_MAP;
            case UNKNOWN_SEAT -> ProblemCode.UNKNOWN_SEAT;
            case UNKNOWN_AREA -> ProblemCode.UNKNOWN_AREA;
            case UNKNOWN_CATEGORY -> ProblemCode.UNKNOWN_CATEGORY;
            case UNKNOWN_RESERVATION -> ProblemCode.UNKNOWN_RESERVATION;
            case UNKNOWN_UPLOAD -> ProblemCode.UPLOAD_INTERRUPTED;
            case SHOW_NOT_ON_SALE -> ProblemCode.SHOW_NOT_ON_SALE;
            case SEAT_UNAVAILABLE -> ProblemCode.SEAT_UNAVAILABLE;
            case NO_ADJACENT_BLOCK -> ProblemCode.NO_ADJACENT_BLOCK;
            case AREA_FULL -> ProblemCode.AREA_FULL;
            case STRANDED_SEAT -> ProblemCode.STRANDED_SEAT;
            case PRICE_CHANGED -> ProblemCode.PRICE_CHANGED;
            case LIMIT_EXCEEDED -> ProblemCode.LIMIT_EXCEEDED;
            case HOLD_EXPIRED -> ProblemCode.HOLD_EXPIRED;
            case WRONG_STATE -> ProblemCode.WRONG_STATE;
            case EXTENSIONS_USED_UP -> ProblemCode.EXTENSIONS_USED_UP;
            case PAYMENT_IN_PROGRESS -> ProblemCode.PAYMENT_IN_PROGRESS;
            case UNKNOWN_PAYMENT -> ProblemCode.UNKNOWN_PAYMENT;
            case TOO_LATE -> ProblemCode.TOO_LATE;
            case KEY_REUSED -> ProblemCode.IDEMPOTENCY_KEY_REUSED;
            case UNKNOWN_TICKET -> ProblemCode.UNKNOWN_TICKET;
            case ALREADY_CHECKED_IN -> ProblemCode.ALREADY_CHECKED_IN;
            case TICKET_CANCELLED -> ProblemCode.TICKET_CANCELLED;
            case NO_PRICES -> ProblemCode.NO_PRICES;
            case UPLOAD_MISMATCH -> ProblemCode.UPLOAD_MISMATCH;
            case ALREADY_EXISTS -> ProblemCode.ALREADY_EXISTS;
            case CAPACITY -> ProblemCode.CAPACITY_REACHED;
            case TRY_AGAIN -> ProblemCode.TRY_AGAIN;
            case STORAGE_LOW -> ProblemCode.STORAGE_LOW;
            case DUPLICATE_UNIT -> ProblemCode.DUPLICATE_UNIT;
            case EMPTY_REQUEST -> ProblemCode.EMPTY_REQUEST;
            case TOO_LARGE -> ProblemCode.TOO_LARGE;
            case WRONG_SHOW -> ProblemCode.WRONG_SHOW;
            case CHECK_IN_NOT_OPEN -> ProblemCode.CHECK_IN_NOT_OPEN;
            case TICKET_REISSUED -> ProblemCode.TICKET_REISSUED;
            case NOT_CHECKED_IN -> ProblemCode.NOT_CHECKED_IN;
            case HOLD_LIFE_OVER -> ProblemCode.HOLD_LIFE_OVER;
            case TYPE_NOT_SOLD -> ProblemCode.TYPE_NOT_SOLD;
            case TOO_MANY_COMPANIONS -> ProblemCode.TOO_MANY_COMPANIONS;
        };
    }

    /**
     * @param conflicts units, as the SBE schema numbers them
     * @param map       names the units; null when it is not known
     */
    public static Problem problem(RejectReason reason, long detail, int[] conflicts, SeatMap map) {
        Problem problem = Problem.of(code(reason));
        switch (reason) {
            case PRICE_CHANGED -> problem = problem.with("amount", detail);
            case LIMIT_EXCEEDED, CAPACITY -> problem = problem.with("limit", detail);
            case ALREADY_CHECKED_IN ->
                problem =
                        problem.with("checkedInAt", Instant.ofEpochMilli(detail).toString());
            case CHECK_IN_NOT_OPEN -> {
                if (detail > 0) {
                    problem = problem.with("from", Instant.ofEpochMilli(detail).toString());
                }
            }
            case WRONG_SHOW -> problem = problem.with("showId", Long.toString(detail));
            case TICKET_REISSUED -> problem = problem.with("generation", detail);
            case HOLD_LIFE_OVER ->
                problem = problem.with("until", Instant.ofEpochMilli(detail).toString());
            default -> {
                // The others have no detail.
            }
        }
        if (conflicts.length > 0 && map != null) {
            List<String> names = new ArrayList<>(conflicts.length);
            for (int unit : conflicts) {
                names.add(unitName(map, unit));
            }
            problem = problem.with("conflicts", names);
        }
        return problem;
    }

    /** A seat's id, or an area's. */
    public static String unitName(SeatMap map, int unit) {
        return unit >= 0 ? map.seatId(unit) : map.area(-(unit + 1)).id();
    }
}
