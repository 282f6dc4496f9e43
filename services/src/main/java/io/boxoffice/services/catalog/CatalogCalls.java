package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.IdempotencyKeys;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the routes of the catalog have in common. Any thread. */
public final class CatalogCalls {
    /** Of a body with texts that people write, each of which has a limit of its own. */
    static final int MAX_TEXT_BODY_BYTES = 131_072;

    /** Of a rate: what a few statements of PostgreSQL cost. */
    static final int COST = 5;

    /** Of a rate: what encoding what is large costs. */
    static final int SEARCH_COST = 10;

    private final BlockingCalls services;
    private final IdempotencyKeys keys;
    private final int defaultListLimit;
    private final int maxListLimit;

    public CatalogCalls(BlockingCalls services, IdempotencyKeys keys, int defaultListLimit, int maxListLimit) {
        this.services = services;
        this.keys = keys;
        this.defaultListLimit = defaultListLimit;
        this.maxListLimit = maxListLimit;
    }

    /** A handler that runs on the services' threads. */
    Route.Handler blocking(BlockingCalls.BlockingHandler handler) {
        return services.of(handler);
    }

    /** Whose catalog the caller sees in full, and may change as far as the route lets them. */
    static Actor actor(Call call) {
        Principal principal = call.principal();
        if (principal.organisation() != 0) {
            return Actor.organizer(principal.organisation());
        }
        return principal.role() == Role.ADMIN ? Actor.admin(principal.subject()) : Actor.PUBLIC;
    }

    /** The parameter by which a list is asked for the caller's own things alone; see {@link #mine(Call)}. */
    public static Parameter mine(String description) {
        return Parameter.oneOf("mine", description, "true", "false").withDefault("false");
    }

    /**
     * Whose things alone a list shall have, in whatever state: those of the caller, when it asks for {@code mine=true}; else null.
     *
     * @throws ProblemException unauthenticated or forbidden, when the caller has none
     */
    public static Actor mine(Call call) {
        if (!"true".equals(call.parameter("mine"))) {
            return null;
        }
        Actor actor = actor(call);
        if (actor.equals(Actor.PUBLIC)) {
            boolean anonymous = call.principal().equals(Principal.ANONYMOUS);
            throw new ProblemException(anonymous ? HttpProblem.UNAUTHENTICATED : HttpProblem.FORBIDDEN);
        }
        return actor;
    }

    /**
     * Makes something, once a key: 201, or 200 when it was there already.
     *
     * @param location where things of the kind are found; the id is added
     * @param made     how it is answered
     */
    <T> Response create(Call call, String location, Supplier<Created<T>> work, Function<T, Made> made) {
        IdempotencyKeys.Response given = kept(call, () -> {
            Created<T> outcome = work.get();
            Made answer = made.apply(outcome.value());
            return new IdempotencyKeys.Response(
                    outcome.created() ? 201 : 200, location + answer.id(), answer.etag(), answer.body());
        });
        return Response.of(given.status(), Response.JSON, given.body())
                .header("location", given.location())
                .header("etag", given.etag());
    }

    /** Does what only touches PostgreSQL, once a key. */
    Response once(Call call, Supplier<IdempotencyKeys.Response> answer) {
        IdempotencyKeys.Response given = kept(call, answer);
        return Response.of(given.status(), Response.JSON, given.body());
    }

    private IdempotencyKeys.Response kept(Call call, Supplier<IdempotencyKeys.Response> answer) {
        String key = IdempotencyKey.text(call);
        if (key == null) {
            return answer.get();
        }
        long bodyHash = IdempotencyKey.bodyHash(call);
        return keys.once(
                new IdempotencyKeys.Request(call.principal().subject(), IdempotencyKey.route(call), key, bodyHash),
                answer);
    }

    /** One thing, with its version as its ETag. */
    static Response item(long version, Object record) {
        return Records.answer(200, record).header("etag", Etags.of(version));
    }

    int defaultListLimit() {
        return defaultListLimit;
    }

    int maxListLimit() {
        return maxListLimit;
    }
}
