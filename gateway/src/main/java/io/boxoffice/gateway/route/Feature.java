package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.status.Part;
import java.util.Collection;
import java.util.List;

/**
 * A part of the product that stands by itself: what it answers, and what it does beside. The server makes, starts and closes each, by
 * one thread, and knows no more of it; the gateway serves its routes.
 */
public interface Feature extends AutoCloseable {
    /** Its operations. Asked once, after {@link #start()}. */
    List<Route> routes();

    /** The problems that it alone has. */
    default Collection<? extends ProblemCode> problems() {
        return List.of();
    }

    /** How it draws problems for people's browsers; {@link ProblemPages#NONE} of all features but one. */
    default ProblemPages problemPages() {
        return ProblemPages.NONE;
    }

    /** What it tells operators of itself. Asked once, after {@link #start()}. */
    default List<Part> parts() {
        return List.of();
    }

    /** Begins what goes on beside requests; before any comes. PostgreSQL may be away, now and at any time. */
    default void start() {
        // Most do nothing by themselves.
    }

    /** Ends what goes on beside requests; no request comes any more. */
    @Override
    default void close() {
        // Most have nothing to end.
    }
}
