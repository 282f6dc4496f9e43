package io.boxoffice.gateway.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.gateway.http.Faults;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.CharConversionException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What handlers throw, worded as problems: a {@link ProblemException} carries its own; the booking core, which knows no HTTP, and the
 * parser of JSON throw what is worded here.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The problem of a failure; one that nobody foresaw is logged under a random id, and only the id is told. */
    public static Problem problem(Throwable failure) {
        return problem(failure, null);
    }

    /** The problem of a call's failure: what cannot be taken and came in the query is told like every other bad parameter. */
    static Problem problem(Call call, Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof InvalidInputException e && call.route().method() == Route.Method.GET
                ? e.ofParameters()
                : problem(cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * @param map names the units of a rejection; null when it is not known
     */
    public static Problem problem(Throwable failure, SeatMap map) {
        Throwable cause = cause(failure);
        if (cause instanceof ProblemException e) {
            return e.problem();
        }
        if (cause instanceof RejectedException e) {
            return Rejections.problem(e.reason(), e.detail(), e.conflicts(), map);
        }
        if (cause instanceof JsonProcessingException || cause instanceof CharConversionException) {
            return JsonFields.malformed((Exception) cause);
        }
        if (cause instanceof BookingClient.OverloadedException) {
            return Problem.of(HttpProblem.OVERLOADED);
        }
        return Problem.of(HttpProblem.INTERNAL_ERROR).with("errorId", Faults.log(LOG, cause));
    }
}
