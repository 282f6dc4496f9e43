package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Forms;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One request to one route. For one thread at a time: the event loop, or the thread a blocking call runs on. */
public final class Call {
    private final Exchange exchange;
    private final Route route;
    private final List<String> values;
    private final Principal principal;
    private final Session session;
    private Map<String, List<String>> form;

    Call(Exchange exchange, Route route, List<String> values, Principal principal, Session session) {
        this.exchange = exchange;
        this.route = route;
        this.values = values;
        this.principal = principal;
        this.session = session;
    }

    /** The request itself, for what is hot and reads it by hand; features have no need of it. */
    public Exchange exchange() {
        return exchange;
    }

    public Route route() {
        return route;
    }

    public Principal principal() {
        return principal;
    }

    /** The browser's session, whose person the principal then is; null when there is none, as with a bearer token. */
    public Session session() {
        return session;
    }

    /**
     * Reads the body, one JSON object, field by field.
     *
     * @throws ProblemException malformed_json or invalid_request
     */
    public void readJson(JsonFields.Handler handler) {
        JsonFields.read(exchange.body(), handler);
    }

    /**
     * The body as a record, checked.
     *
     * @throws ProblemException as {@link Records#read} does
     */
    public <T> T read(Class<T> type) {
        return Records.read(exchange.body(), type);
    }

    /**
     * The body as a change of parts of a thing that such a record makes.
     *
     * @throws ProblemException as {@link Patch#read} does
     */
    public <T> Patch<T> readPatch(Class<T> type) {
        return Patch.read(exchange.body(), type);
    }

    /** The file with the body, of a route that says {@link Route.Builder#toFile}, until the call is answered; null: none came. */
    public Path bodyFile() {
        return exchange.bodyFile();
    }

    /**
     * The fields of the form that was sent: each name with its values, in their order.
     *
     * @throws ProblemException invalid_request, when it is not validly encoded, or has too many fields
     */
    public Map<String, List<String>> form() {
        if (form == null) {
            form = Forms.read(exchange.body());
        }
        return form;
    }

    /**
     * A query parameter; null when there is none or it is blank. Pages need not declare theirs.
     *
     * @throws IllegalArgumentException when the operation declares none of that name
     */
    public String parameter(String name) {
        if (!route.isPage() && route.query(name) == null) {
            throw new IllegalArgumentException(route.operationId() + " has no parameter " + name);
        }
        return exchange.parameter(name);
    }

    /** A query parameter that is an id; 0 when there is none. */
    public long idParameter(String name) {
        String text = parameter(name);
        return text == null ? 0 : Ids.parse(text);
    }

    /** A query parameter that is a day, or null. */
    public LocalDate dateParameter(String name) {
        String text = parameter(name);
        return text == null ? null : LocalDate.parse(text);
    }

    /** All values of a query parameter that may be given more than once, or has several in one; blank ones are left out. */
    public List<String> parameters(String name) {
        return exchange.parameters().getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** All values of a header, as they came. */
    public List<String> headers(String name) {
        return exchange.headerValues(name);
    }

    /** Goes on on the call's event loop. */
    public void execute(Runnable work) {
        exchange.execute(work);
    }

    /** A path parameter by its position. */
    public String value(int position) {
        return values.get(position);
    }

    /**
     * A path parameter that is an id.
     *
     * @throws ProblemException not_found, when it cannot be one
     */
    public long id(int position) {
        long id = Ids.parse(values.get(position));
        if (id <= 0) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return id;
    }

    /** {@code limit} of a list, as {@link Route.Builder#paged} has declared it. */
    public int limit() {
        Parameter declared = route.query("limit");
        String text = parameter("limit");
        return (int) Math.min(Ids.parse(text == null ? declared.byDefault() : text), declared.max());
    }

    public void respond(Response response) {
        exchange.respond(response);
    }

    public void respond(Problem problem) {
        exchange.respond(problem);
    }
}
