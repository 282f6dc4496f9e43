package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.PublicShows;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.List;

/** Watching a show. */
public final class StreamRoutes {
    private static final String EVENT_STREAM = "text/event-stream";

    private final StreamHub hub;
    private final ShowDirectory directory;

    public StreamRoutes(StreamHub hub, ShowDirectory directory) {
        this.hub = hub;
        this.directory = directory;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/shows/{showId}/stream", "streamShow")
                .cost(5)
                .summary("shows", "Changes of availability as server-sent events: availability, or reset to start over")
                .parameter(Parameter.sequence("after", "The sequence of the availability or event that is known"))
                .parameter(Parameter.header("Last-Event-ID", "As after, sent by browsers that come back"))
                .answer(200, "The stream; it stays open", EVENT_STREAM, null)
                // Browsers do not come back after a refusal, and without a stream they would ask again and again.
                .alsoInCrowd()
                .handledBy(this::stream));
    }

    private void stream(Call call) {
        Exchange exchange = call.exchange();
        PublishedShow show = PublicShows.require(directory, call.id(0));
        String text = exchange.header("last-event-id");
        long after = after(text != null ? text : call.parameter("after"));
        Response header = Response.empty(200, EVENT_STREAM).header("cache-control", "no-store");
        if (exchange.isHead()) {
            call.respond(header);
            return;
        }
        if (!hub.tryReserve(exchange.address())) {
            throw new ProblemException(HttpProblem.TOO_MANY_STREAMS);
        }
        exchange.startStream(header, hub.listener(show, exchange.address(), after));
    }

    private static long after(String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        long after = text.equals("0") ? 0 : Ids.parse(text);
        if (after < 0) {
            throw JsonFields.invalid("after", "must be a sequence: a string of digits");
        }
        return after;
    }
}
