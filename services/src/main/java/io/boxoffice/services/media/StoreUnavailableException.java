package io.boxoffice.services.media;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store does not do what it is asked (503). Its making is logged: who is answered with it cannot help. */
final class StoreUnavailableException extends ProblemException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StoreUnavailableException.class);

    StoreUnavailableException(Exception cause) {
        super(Problem.of(MediaProblem.IMAGES_UNAVAILABLE));
        addSuppressed(cause);
        LOG.warn("The store of images does not do what it is asked: {}", cause.toString());
    }
}
