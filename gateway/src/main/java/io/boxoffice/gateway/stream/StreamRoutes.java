package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.PublicShows;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.stream.StreamHub.Followed;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.ArrayList;
import java.util.List;

/** Watching shows. */
public final class StreamRoutes {
    private static final String EVENT_STREAM = "text/event-stream";
    private static final String EVENTS = "The stream: events like this one after another; it stays open";
    private static final int COST = 5;

    private final StreamHub hub;
    private final ShowDirectory directory;
    private final int maxShows;

    /**
     * @param maxShows that one stream may follow
     */
    public StreamRoutes(StreamHub hub, ShowDirectory directory, int maxShows) {
        this.hub = hub;
        this.directory = directory;
        this.maxShows = maxShows;
    }

    /** Both of them. Browsers do not come back after a refusal, and without a stream they would ask again and again. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/shows/{showId}/stream", "streamShow")
                        .cost(COST)
                        .summary(
                                "shows",
                                "Changes of a show as server-sent events: seats, prices, and what happens to it")
                        .parameter(
                                Parameter.sequence("after", "The sequence of the availability or event that is known"))
                        .parameter(Parameter.header("Last-Event-ID", "As after, sent by browsers that come back"))
                        .answer(200, EVENTS, EVENT_STREAM, "StreamEvent")
                        .alsoInCrowd()
                        .handledBy(this::ofOne),
                Route.get("/v1/streams", "streamShows")
                        .cost(COST)
                        .summary("shows", "Changes of several shows in one stream, each told as in its own")
                        .parameter(Parameter.text(
                                        "show",
                                        "A show's id; with a colon and a sequence, what is known of it, from which it goes on")
                                .matching("^[1-9][0-9]{0,18}(:(0|[1-9][0-9]{0,18}))?$")
                                .example("3894603053836165184:57")
                                .upToTimes(maxShows)
                                .required())
                        .answer(200, EVENTS, EVENT_STREAM, "StreamEvent")
                        .problem(404)
                        .alsoInCrowd()
                        .handledBy(this::ofSeveral));
    }

    private void ofOne(Call call) {
        String known = call.exchange().header("last-event-id");
        String after = known != null ? known : call.parameter("after");
        open(call, List.of(new Followed(show(call.id(0)), after(after))));
    }

    private void ofSeveral(Call call) {
        List<Followed> shows = new ArrayList<>();
        for (String show : call.parameters("show")) {
            int colon = show.indexOf(':');
            String id = colon < 0 ? show : show.substring(0, colon);
            long showId = Ids.parse(id);
            if (showId <= 0
                    || shows.stream().anyMatch(one -> one.show().definition().showId() == showId)) {
                throw refusal("show", showId <= 0 ? "is no id" : "names a show twice");
            }
            shows.add(new Followed(show(showId), colon < 0 ? -1 : after(show.substring(colon + 1))));
        }
        open(call, shows);
    }

    private PublishedShow show(long showId) {
        return PublicShows.require(directory, showId);
    }

    private void open(Call call, List<Followed> shows) {
        Exchange exchange = call.exchange();
        Response header = Response.empty(200, EVENT_STREAM).header("cache-control", "no-store");
        if (exchange.isHead()) {
            call.respond(header);
            return;
        }
        if (!hub.tryReserve(exchange.address(), shows.size())) {
            throw new ProblemException(HttpProblem.TOO_MANY_STREAMS);
        }
        exchange.startStream(header, hub.listener(shows, exchange.address()));
    }

    private static long after(String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        long after = text.equals("0") ? 0 : Ids.parse(text);
        if (after < 0) {
            throw refusal("after", "must be a sequence: a string of digits");
        }
        return after;
    }

    private static ProblemException refusal(String parameter, String detail) {
        return new InvalidInputException(new FieldErrors().addParameter(parameter, FieldErrors.INVALID, detail));
    }
}
