package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.HttpProblem;
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
            case MALFORMED, NULL_VAL, SBE_UNKNOWN -> CoreProblem.MALFORMED_COMMAND;
            case UNKNOWN_SHOW, UNKNOWN_SEAT_MAP, UNKNOWN_RESERVATION, UNKNOWN_PAYMENT, UNKNOWN_TICKET ->
                HttpProblem.NOT_FOUND;
            case UNKNOWN_SEAT -> CoreProblem.UNKNOWN_SEAT;
            case UNKNOWN_AREA -> CoreProblem.UNKNOWN_AREA;
            case UNKNOWN_CATEGORY -> CoreProblem.UNKNOWN_CATEGORY;
            case UNKNOWN_UPLOAD -> CoreProblem.UPLOAD_INTERRUPTED;
            case SHOW_NOT_ON_SALE -> CoreProblem.SHOW_NOT_ON_SALE;
            case SEAT_UNAVAILABLE -> CoreProblem.SEAT_UNAVAILABLE;
            case NO_ADJACENT_BLOCK -> CoreProblem.NO_ADJACENT_BLOCK;
            case AREA_FULL -> CoreProblem.AREA_FULL;
            case STRANDED_SEAT -> CoreProblem.STRANDED_SEAT;
            case PRICE_CHANGED -> CoreProblem.PRICE_CHANGED;
            case LIMIT_EXCEEDED -> CoreProblem.LIMIT_EXCEEDED;
            case HOLD_EXPIRED -> CoreProblem.HOLD_EXPIRED;
            case WRONG_STATE -> CoreProblem.WRONG_STATE;
            case EXTENSIONS_USED_UP -> CoreProblem.EXTENSIONS_USED_UP;
            case PAYMENT_IN_PROGRESS -> CoreProblem.PAYMENT_IN_PROGRESS;
            case TOO_LATE -> CoreProblem.TOO_LATE;
            case KEY_REUSED -> HttpProblem.IDEMPOTENCY_KEY_REUSED;
            case ALREADY_CHECKED_IN -> CoreProblem.ALREADY_CHECKED_IN;
            case TICKET_CANCELLED -> CoreProblem.TICKET_CANCELLED;
            case NO_PRICES -> CoreProblem.NO_PRICES;
            case UPLOAD_MISMATCH -> CoreProblem.UPLOAD_MISMATCH;
            case ALREADY_EXISTS -> CoreProblem.ALREADY_EXISTS;
            case CAPACITY -> CoreProblem.CAPACITY_REACHED;
            case TRY_AGAIN -> CoreProblem.TRY_AGAIN;
            case STORAGE_LOW -> CoreProblem.STORAGE_LOW;
            case DUPLICATE_UNIT -> CoreProblem.DUPLICATE_UNIT;
            case EMPTY_REQUEST -> CoreProblem.EMPTY_REQUEST;
            case TOO_LARGE -> HttpProblem.TOO_LARGE;
            case WRONG_SHOW -> CoreProblem.WRONG_SHOW;
            case CHECK_IN_NOT_OPEN -> CoreProblem.CHECK_IN_NOT_OPEN;
            case TICKET_REISSUED -> CoreProblem.TICKET_REISSUED;
            case NOT_CHECKED_IN -> CoreProblem.NOT_CHECKED_IN;
            case HOLD_LIFE_OVER -> CoreProblem.HOLD_LIFE_OVER;
            case TYPE_NOT_SOLD -> CoreProblem.TYPE_NOT_SOLD;
            case TOO_MANY_COMPANIONS -> CoreProblem.TOO_MANY_COMPANIONS;
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
