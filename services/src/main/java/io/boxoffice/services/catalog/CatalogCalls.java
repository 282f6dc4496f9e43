package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.IdempotencyKeys;
import java.io.IOException;
import java.util.function.Supplier;

/** What the routes of the catalog have in common. Any thread. */
public final class CatalogCalls {
    /** Of a body with texts that people write, each of which has a limit of its own. */
    static final int MAX_TEXT_BODY_BYTES = 131_072;

    /** Of a rate: what a few statements of PostgreSQL cost. */
    static final int COST = 5;

    /** Of a rate: what a search of PostgreSQL costs, or encoding what is large. */
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

    /** Writes one thing. */
    @FunctionalInterface
    interface ItemWriter<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    /** A handler that runs on the services' threads. */
    Route.Handler blocking(BlockingCalls.BlockingHandler handler) {
        return services.of(handler);
    }

    /** Whose catalog the caller may change. */
    static Actor actor(Call call) {
        Principal principal = call.principal();
        boolean ofAnOrganisation = principal.role() == Role.ADMIN && principal.organisationId() != 0;
        if (principal.role() == Role.ORGANIZER || ofAnOrganisation) {
            return Actor.organizer(principal.owner());
        }
        return principal.role() == Role.ADMIN ? Actor.admin(principal.subject()) : Actor.PUBLIC;
    }

    /**
     * Makes something, once a key: 201, or 200 when it was there already.
     *
     * @param location where things of the kind are found; the id is added
     */
    <T> Response create(Call call, String location, Supplier<Created<T>> work, ItemWriter<T> writer) {
        return create(call, location, work, writer, (version, body) -> Etags.of(version));
    }

    /**
     * The same of what has an ETag of its own kind.
     *
     * @param etag asked for what has a version only
     */
    <T> Response create(Call call, String location, Supplier<Created<T>> work, ItemWriter<T> writer, Etag etag) {
        Supplier<IdempotencyKeys.Response> answer = () -> {
            Created<T> outcome = work.get();
            byte[] body = Json.bytes(json -> writer.write(json, outcome.value()));
            return new IdempotencyKeys.Response(outcome.created() ? 201 : 200, body);
        };
        String key = IdempotencyKey.text(call);
        IdempotencyKeys.Response given = answer(call, key, answer);
        Identity made = new Identity();
        JsonFields.read(given.body(), (name, json) -> {
            if (name.equals("id")) {
                made.id = json.getText();
            } else if (name.equals("version")) {
                made.version = json.getLongValue();
            }
        });
        Response response =
                Response.of(given.status(), Response.JSON, given.body()).header("location", location + made.id);
        return made.version == 0 ? response : response.header("etag", etag.of(made.version, given.body()));
    }

    /** The ETag of what was made. */
    @FunctionalInterface
    interface Etag {
        String of(long version, byte[] body);
    }

    /** What an answer says of what was made. */
    private static final class Identity {
        private String id = "";
        /** 0: it has none. */
        private long version;
    }

    private IdempotencyKeys.Response answer(Call call, String key, Supplier<IdempotencyKeys.Response> answer) {
        if (key == null) {
            return answer.get();
        }
        long bodyHash = IdempotencyKey.bodyHash(call);
        return keys.once(
                new IdempotencyKeys.Request(call.principal().subject(), IdempotencyKey.route(call), key, bodyHash),
                answer);
    }

    /** One thing, with its version as its ETag. */
    static <T> Response item(T item, long version, ItemWriter<T> writer) {
        return Response.json(200, json -> writer.write(json, item)).header("etag", Etags.of(version));
    }

    /** A part of a list. */
    static <T> Response page(Page<T> page, ItemWriter<T> writer) {
        return Response.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (T item : page.items()) {
                writer.write(json, item);
            }
            json.writeEndArray();
            json.writeStringField("next", page.next());
            json.writeEndObject();
        });
    }

    int defaultListLimit() {
        return defaultListLimit;
    }

    int maxListLimit() {
        return maxListLimit;
    }
}
