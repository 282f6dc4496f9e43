package io.boxoffice.services.media;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;

/** What was sent cannot be taken as an image (422). */
final class NotAnImageException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** It cannot be read. */
    NotAnImageException(String why) {
        super(Problem.of(MediaProblem.NOT_AN_IMAGE, why));
    }

    /** It is larger than can be taken. */
    NotAnImageException(String why, long width, long height) {
        super(Problem.of(MediaProblem.IMAGE_TOO_LARGE, "the image has " + width + " by " + height + " pixels; " + why));
    }
}
