package io.boxoffice.services.media;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of images alone. */
public enum MediaProblem implements ProblemCode {
    NOT_AN_IMAGE(422, "The file is no image that can be read"),
    IMAGE_TOO_LARGE(422, "The image has more pixels than can be taken"),
    IMAGES_UNAVAILABLE(503, "The store of images is away at the moment", 5);

    private final Meaning meaning;

    MediaProblem(int status, String title) {
        this(status, title, 0);
    }

    MediaProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
