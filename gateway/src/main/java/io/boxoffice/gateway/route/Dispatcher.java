package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.http.RequestHandler;
import io.boxoffice.gateway.http.Response;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * From a request to its route's handler. What can be refused by the header alone is refused before the body is read. Runs on
 * the event loops, any number of them.
 */
public final class Dispatcher implements RequestHandler {
    private static final int NO_BODY = 0;
    /** Room for an empty object, which some clients send where an operation takes no body. */
    private static final int EMPTY_OBJECT_BYTES = 16;

    private final Router router;
    private final Callers callers;
    private final CorsPolicy cors;
    private final HttpMetrics metrics;
    private final Predicate<EventLoop> crowded;
    private final int defaultMaxBodyBytes;
    private final ProblemPages problemPages;
    private final PublicUrl site;

    /** A page that was asked for under another name of the site. */
    private record Elsewhere(String address) {}

    /** An OPTIONS request to a path that is known. */
    private record Options(String allow) {}

    /**
     * @param crowded      whether there is too much to do on an event loop; asked on that event loop
     * @param problemPages how problems look in a browser
     * @param site         where pages are that are asked for elsewhere
     */
    public Dispatcher(
            Router router,
            Callers callers,
            CorsPolicy cors,
            HttpMetrics metrics,
            Predicate<EventLoop> crowded,
            int defaultMaxBodyBytes,
            ProblemPages problemPages,
            PublicUrl site) {
        this.router = router;
        this.callers = callers;
        this.cors = cors;
        this.metrics = metrics;
        this.crowded = crowded;
        this.defaultMaxBodyBytes = defaultMaxBodyBytes;
        this.problemPages = problemPages;
        this.site = site;
    }

    @Override
    public int onHeader(Exchange exchange) {
        HttpMethod method = exchange.method();
        boolean options = HttpMethod.OPTIONS.equals(method);
        if (options && exchange.path().equals("*")) {
            exchange.attach(new Options("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
            return NO_BODY;
        }
        Router.Match match = router.match(method.name(), exchange.path());
        if (match == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        if (options) {
            exchange.attach(new Options(match.allow()));
            return NO_BODY;
        }
        Route route = match.route();
        if (route == null) {
            throw new ProblemException(
                    Problem.of(HttpProblem.METHOD_NOT_ALLOWED).withHeader("allow", match.allow()));
        }
        // Attached before it is checked, so that a refusal counts for its route.
        exchange.attach(new Call(exchange, route, match.values(), Principal.ANONYMOUS, null));
        if (route.isPage() && !route.isUnsafe() && !site.isHost(exchange.header(HttpHeaderNames.HOST))) {
            exchange.attach(new Elsewhere(site.url() + exchange.request().uri()));
            return NO_BODY;
        }
        if (route.isRefusedInCrowd() && crowded.test(exchange.eventLoop())) {
            // Before the token is looked at: a refusal must cost next to nothing.
            throw new ProblemException(HttpProblem.OVERLOADED);
        }
        Callers.Caller caller = callers.admit(exchange, route);
        exchange.attach(new Call(exchange, route, match.values(), caller.principal(), caller.session()));
        checkParameters(exchange, route);
        if (route.demandsIfMatch() && !exchange.headers().contains(HttpHeaderNames.IF_MATCH)) {
            throw new ProblemException(HttpProblem.PRECONDITION_REQUIRED);
        }
        checkMediaTypes(exchange, route);
        if (route.bodyTypes().isEmpty()) {
            return HttpMethod.POST.equals(method) ? EMPTY_OBJECT_BYTES : NO_BODY;
        }
        if (route.bodyFiles() != null && exchange.hasBody()) {
            exchange.bodyTo(route.bodyFiles());
        }
        return route.maxBodyBytes() > 0 ? route.maxBodyBytes() : defaultMaxBodyBytes;
    }

    /**
     * Nothing of a query is ignored: what nobody knows is refused, as is what cannot be taken; all at once. Not so of pages, whose
     * addresses others write, and lengthen.
     */
    private static void checkParameters(Exchange exchange, Route route) {
        if (route.isPage()) {
            return;
        }
        Map<String, List<String>> given = exchange.parameters();
        FieldErrors errors = new FieldErrors();
        given.forEach((name, values) -> {
            Parameter parameter = route.query(name);
            if (parameter == null) {
                errors.addParameter(name, FieldErrors.UNKNOWN_PARAMETER, "is no parameter here");
            } else if (values.size() > parameter.maxTimes()) {
                boolean once = parameter.maxTimes() == 1;
                errors.addParameter(
                        name,
                        FieldErrors.REPEATED_PARAMETER,
                        once ? "is given twice" : "is given more than " + parameter.maxTimes() + " times");
            } else {
                for (String value : values) {
                    String fault = value.isBlank() ? null : parameter.fault(value);
                    if (fault != null) {
                        errors.addParameter(name, FieldErrors.INVALID, fault);
                    }
                }
            }
        });
        for (Parameter parameter : route.parameters()) {
            if (parameter.isRequired() && parameter.isQuery() && exchange.parameter(parameter.name()) == null) {
                errors.addParameter(parameter.name(), FieldErrors.MISSING, "must be given");
            }
        }
        errors.throwIfAny();
    }

    private static void checkMediaTypes(Exchange exchange, Route route) {
        if (!route.bodyTypes().isEmpty()
                && exchange.hasBody()
                && !MediaTypes.isTaken(route, exchange.header(HttpHeaderNames.CONTENT_TYPE))) {
            throw new ProblemException(Problem.of(HttpProblem.UNSUPPORTED_MEDIA_TYPE)
                    .withHeader("accept", String.join(", ", route.bodyTypes())));
        }
        List<String> produced = route.producedTypes();
        if (produced.isEmpty() || !exchange.headers().contains(HttpHeaderNames.ACCEPT)) {
            return;
        }
        for (String type : produced) {
            if (MediaTypes.accepts(exchange.headers(), type)) {
                return;
            }
        }
        throw new ProblemException(HttpProblem.NOT_ACCEPTABLE);
    }

    @Override
    public void onRequest(Exchange exchange) {
        if (exchange.attachment() instanceof Options options) {
            Response response = Response.empty(204).header("allow", options.allow);
            cors.applyPreflight(exchange, response, options.allow);
            exchange.respond(response);
            return;
        }
        if (exchange.attachment() instanceof Elsewhere elsewhere) {
            exchange.respond(Response.empty(308).header("location", elsewhere.address));
            return;
        }
        Call call = (Call) exchange.attachment();
        try {
            if (call.route().bodyTypes().isEmpty() && exchange.hasBody()) {
                requireNothing(exchange);
            }
            Browsers.requireProofOfForm(call);
            call.route().handler().handle(call);
        } catch (RuntimeException e) {
            exchange.respond(Failures.problem(call, e));
        }
    }

    /** An operation without a body is sent none, or an object that says nothing. */
    private static void requireNothing(Exchange exchange) {
        String body = exchange.body().toString(StandardCharsets.UTF_8).strip();
        if (!body.isEmpty()
                && !(body.startsWith("{") && body.substring(1).strip().equals("}"))) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "this operation takes no body");
        }
    }

    @Override
    public void onResponse(Exchange exchange, Response response) {
        cors.apply(exchange, response);
        goOn(exchange, response);
        if (isPersonal(exchange) && !response.hasHeader("cache-control")) {
            response.header("cache-control", "no-store");
        }
        if (response.problem() != null) {
            ProblemPages.Page page = problemPages.page(exchange, response.problem());
            if (page != null) {
                exchange.showInstead(page.headers(response.withBody(page.contentType(), page.body())));
            }
        }
        String operation =
                exchange.attachment() instanceof Call call ? call.route().operationId() : "none";
        metrics.answered(operation, response.status(), response.problem(), System.nanoTime() - exchange.startedNs());
    }

    /** Sends the cookie with which a session begins or goes on; not with what caches may keep for all. */
    private static void goOn(Exchange exchange, Response response) {
        Session session = exchange.attachment() instanceof Call call ? call.session() : null;
        if (session != null && session.setCookie() != null && !response.hasHeader("cache-control")) {
            response.header("set-cookie", session.setCookie());
            response.header("cache-control", "no-store");
        }
    }

    /** What needed a token, or was asked for with one, is one person's, problems included. */
    private static boolean isPersonal(Exchange exchange) {
        return exchange.attachment() instanceof Call call
                        && !call.route().roles().isEmpty()
                || exchange.headers().contains(HttpHeaderNames.AUTHORIZATION)
                || exchange.headers().contains(Callers.ORGANISATION_HEADER);
    }
}
