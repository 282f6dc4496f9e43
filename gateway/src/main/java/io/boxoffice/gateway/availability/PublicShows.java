package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.ShowStatus;

/** The shows that everybody may see: all that the core knows, but for those that it is still being told of. Any thread. */
public final class PublicShows {
    private PublicShows() {}

    /** The show, or null when there is none that everybody may see. */
    public static PublishedShow find(ShowDirectory directory, long showId) {
        PublishedShow show = directory.show(showId);
        return show == null || show.definition().status() == ShowStatus.DRAFT ? null : show;
    }

    /**
     * The same, but never null.
     *
     * @throws ProblemException not_found
     */
    public static PublishedShow require(ShowDirectory directory, long showId) {
        PublishedShow show = find(directory, showId);
        if (show == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return show;
    }
}
