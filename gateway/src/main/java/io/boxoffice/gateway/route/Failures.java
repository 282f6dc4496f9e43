package io.boxoffice.gateway.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.gateway.http.Faults;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.OverloadedException;
import io.boxoffice.services.catalog.CatalogUnavailableException;
import io.boxoffice.services.catalog.IdempotencyKeys;
import io.boxoffice.services.catalog.InUseException;
import io.boxoffice.services.catalog.InvalidInputException;
import io.boxoffice.services.catalog.NotFoundException;
import io.boxoffice.services.catalog.QuotaReachedException;
import io.boxoffice.services.catalog.VersionMismatchException;
import io.boxoffice.services.catalog.WrongStateException;
import io.boxoffice.services.payment.PaymentsUnavailableException;
import io.netty.handler.codec.http.HttpMethod;
import java.io.CharConversionException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rooms behind throw, worded as problems. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The problem of a failure; one that nobody foresaw is logged under a random id, and only the id is told. */
    public static Problem problem(Throwable failure) {
        return problem(failure, null);
    }

    /** The problem of a call's failure: what cannot be taken and came in the query is told like every other bad parameter. */
    static Problem problem(Call call, Throwable failure) {
        Problem problem = problem(failure);
        return problem.code() == ProblemCode.INVALID_VALUE
                        && HttpMethod.GET.equals(call.route().method())
                ? new Problem(ProblemCode.INVALID_REQUEST, problem.detail(), problem.members(), problem.headers())
                : problem;
    }

    /**
     * @param map names the units of a rejection; null when it is not known
     */
    public static Problem problem(Throwable failure, SeatMap map) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException e) {
            return e.problem();
        }
        if (cause instanceof RejectedException e) {
            return Rejections.problem(e.reason(), e.detail(), e.conflicts(), map);
        }
        if (cause instanceof InvalidInputException e) {
            return Problem.of(ProblemCode.INVALID_VALUE, e.getMessage()).with("field", e.field());
        }
        if (cause instanceof QuotaReachedException e) {
            return Problem.of(ProblemCode.QUOTA_REACHED, e.getMessage())
                    .with("quota", e.quota())
                    .with("limit", e.limit());
        }
        if (cause instanceof JsonProcessingException || cause instanceof CharConversionException) {
            return JsonFields.malformed((Exception) cause);
        }
        if (cause instanceof WrongStateException e && e.until() != null) {
            return Problem.of(ProblemCode.WRONG_STATE, e.getMessage())
                    .with("until", e.until().toString());
        }
        ProblemCode code = code(cause);
        if (code != null) {
            return code.status() < 500 ? Problem.of(code, cause.getMessage()) : Problem.of(code);
        }
        return Problem.of(ProblemCode.INTERNAL_ERROR).with("errorId", Faults.log(LOG, cause));
    }

    private static ProblemCode code(Throwable cause) {
        if (cause instanceof NotFoundException) {
            return ProblemCode.NOT_FOUND;
        }
        if (cause instanceof VersionMismatchException) {
            return ProblemCode.PRECONDITION_FAILED;
        }
        if (cause instanceof InUseException) {
            return ProblemCode.CONFLICT;
        }
        if (cause instanceof WrongStateException) {
            return ProblemCode.WRONG_STATE;
        }
        if (cause instanceof CatalogUnavailableException) {
            return ProblemCode.DATABASE_UNAVAILABLE;
        }
        if (cause instanceof PaymentsUnavailableException) {
            return ProblemCode.PAYMENTS_UNAVAILABLE;
        }
        if (cause instanceof OverloadedException || cause instanceof BookingClient.OverloadedException) {
            return ProblemCode.OVERLOADED;
        }
        if (cause instanceof IdempotencyKeys.KeyReusedException) {
            return ProblemCode.IDEMPOTENCY_KEY_REUSED;
        }
        if (cause instanceof IdempotencyKeys.RequestInProgressException) {
            return ProblemCode.REQUEST_IN_PROGRESS;
        }
        return null;
    }
}
