package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.BodyFiles;
import io.boxoffice.gateway.record.RecordSchemas;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One operation of the API, as it is matched and as it is documented. Immutable once built. */
public final class Route {
    /** The methods that operations have; HEAD and OPTIONS follow from them. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** Does what the operation is for, on the event loop. */
    @FunctionalInterface
    public interface Handler {
        /** Must not block, and must see to it that the call is answered. */
        void handle(Call call);
    }

    /**
     * What may come back.
     *
     * @param contentType null: no body
     * @param schema      a component schema's name, or null
     */
    public record Answer(String description, String contentType, String schema) {}

    private final Method method;
    private final String template;
    private final String operationId;
    private final String summary;
    private final String tag;
    private final Set<Role> roles;
    private final List<Parameter> parameters;
    private final String requestSchema;
    private final boolean demandsIfMatch;
    private final Map<Integer, List<Answer>> answers;
    private final Map<Integer, Set<AnswerHeader>> headers;
    private final List<String> producedTypes;
    private final Set<Class<?>> records;
    private final Set<Class<?>> patches;
    private final SortedSet<Integer> problems;
    private final int maxBodyBytes;
    private final BodyFiles bodyFiles;
    private final List<String> bodyTypes;
    private final boolean refusedInCrowd;
    private final int cost;
    private final boolean page;
    private final boolean form;
    private final boolean makesVisitors;
    private final boolean sessionless;
    private final boolean forPeople;
    private final Handler handler;

    private Route(Builder b) {
        method = b.method;
        template = b.template;
        operationId = b.operationId;
        summary = b.summary;
        tag = b.tag;
        roles = b.roles;
        parameters = List.copyOf(b.parameters);
        requestSchema = b.requestSchema;
        demandsIfMatch = b.demandsIfMatch;
        answers = b.answers;
        headers = b.headers;
        records = Set.copyOf(b.records);
        patches = Set.copyOf(b.patches);
        producedTypes = b.answers.values().stream()
                .flatMap(List::stream)
                .map(Answer::contentType)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        maxBodyBytes = b.maxBodyBytes;
        bodyFiles = b.bodyFiles;
        bodyTypes = b.bodyTypes();
        problems = ExpectedProblems.of(this, b.problems);
        refusedInCrowd = b.refusedInCrowd;
        cost = b.cost;
        page = b.page;
        form = b.form;
        makesVisitors = b.makesVisitors;
        sessionless = b.sessionless;
        forPeople = b.forPeople;
        handler = b.handler;
    }

    public Method method() {
        return method;
    }

    /** The path, with parameters as {@code {name}}. */
    public String template() {
        return template;
    }

    public String operationId() {
        return operationId;
    }

    public String summary() {
        return summary;
    }

    public String tag() {
        return tag;
    }

    /** Who may; empty: everybody, with or without a token. */
    public Set<Role> roles() {
        return roles;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** The query parameter of a name, or null: it has none. */
    public Parameter query(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.isQuery() && parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    /** Whether a request without If-Match is refused (428). */
    public boolean demandsIfMatch() {
        return demandsIfMatch;
    }

    /** What an answer of a status carries beside its body. */
    public Set<AnswerHeader> headers(int status) {
        return headers.getOrDefault(status, Set.of());
    }

    /** The request body's component schema, or null when there is no body. */
    public String requestSchema() {
        return requestSchema;
    }

    /** Bodies and answers that are records, of which the document's schemas are made. */
    public Set<Class<?>> records() {
        return records;
    }

    /** Records of which the body changes parts. */
    public Set<Class<?>> patches() {
        return patches;
    }

    /** By status; problems are apart. */
    public Map<Integer, List<Answer>> answers() {
        return answers;
    }

    /** The media types that may come back; problems' apart. */
    List<String> producedTypes() {
        return producedTypes;
    }

    /** The statuses of the problems to be expected: those that follow from what the route is, and those declared. */
    public SortedSet<Integer> problems() {
        return problems;
    }

    /** The media types that its body may have; empty: it takes no body. */
    public List<String> bodyTypes() {
        return bodyTypes;
    }

    /** Where its body goes as it arrives; null: into memory. */
    BodyFiles bodyFiles() {
        return bodyFiles;
    }

    /** 0: the server's default. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** What a request takes of its caller's rate; 1 for what the booking core or a cache answers. */
    int cost() {
        return cost;
    }

    /** Whether it is refused (503) under overload, and has no part in the reserve of a rate: reads, and what starts a sale. */
    boolean isRefusedInCrowd() {
        return refusedInCrowd;
    }

    /** Whether it is for people's browsers: a page, a file of one, or what a form is sent to. Not part of the API or its document. */
    public boolean isPage() {
        return page;
    }

    /** Whether its body is a form, {@code application/x-www-form-urlencoded}. */
    public boolean isForm() {
        return form;
    }

    /** Whether it changes something, so that a browser's session alone does not do: the page that asks must prove itself. */
    public boolean isUnsafe() {
        return method != Method.GET;
    }

    /** Whether a browser without a session gets one here. */
    public boolean makesVisitors() {
        return makesVisitors;
    }

    /** Whether a browser's session counts for nothing here. */
    public boolean isSessionless() {
        return sessionless;
    }

    /** Whether an API key does not do here. */
    public boolean isForPeople() {
        return forPeople;
    }

    public Handler handler() {
        return handler;
    }

    public static Builder get(String template, String operationId) {
        return new Builder(Method.GET, template, operationId);
    }

    public static Builder post(String template, String operationId) {
        return new Builder(Method.POST, template, operationId);
    }

    public static Builder put(String template, String operationId) {
        return new Builder(Method.PUT, template, operationId);
    }

    public static Builder patch(String template, String operationId) {
        return new Builder(Method.PATCH, template, operationId);
    }

    public static Builder delete(String template, String operationId) {
        return new Builder(Method.DELETE, template, operationId);
    }

    /** Collects what a route is. Not thread-safe. */
    public static final class Builder {
        private final Method method;
        private final String template;
        private final String operationId;
        private final List<Parameter> parameters = new ArrayList<>();
        private final Map<Integer, List<Answer>> answers = new TreeMap<>();
        private final Map<Integer, Set<AnswerHeader>> headers = new TreeMap<>();
        private final SortedSet<Integer> problems = new TreeSet<>();
        private final Set<Class<?>> records = new LinkedHashSet<>();
        private final Set<Class<?>> patches = new LinkedHashSet<>();
        private final Set<Role> roles = EnumSet.noneOf(Role.class);
        private String summary = "";
        private String tag = "";
        private String requestSchema;
        private int maxBodyBytes;
        private BodyFiles bodyFiles;
        private List<String> fileTypes = List.of();
        private boolean demandsIfMatch;
        private boolean refusedInCrowd;
        private int cost = 1;
        private boolean page;
        private boolean form;
        private boolean makesVisitors;
        private boolean sessionless;
        private boolean forPeople;
        private Handler handler;

        private Builder(Method method, String template, String operationId) {
            this.method = method;
            this.template = template;
            this.operationId = operationId;
            refusedInCrowd = method == Method.GET;
        }

        public Builder summary(String ofTag, String text) {
            tag = ofTag;
            summary = text;
            return this;
        }

        /** Admins always may where somebody may, and owners where somebody of an organisation may. */
        public Builder roles(Role... allowed) {
            roles.addAll(List.of(allowed));
            roles.add(Role.ADMIN);
            if (roles.stream().anyMatch(Role::isOfOrganisations)) {
                roles.add(Role.OWNER);
            }
            return this;
        }

        public Builder anyRole() {
            return roles(Role.values());
        }

        /** A parameter; unknown ones, and those that are given too often, are refused (400). */
        public Builder parameter(Parameter parameter) {
            parameters.add(parameter);
            return this;
        }

        /** {@code cursor} and {@code limit} of a list; {@link Call#limit()} gives the limit. */
        public Builder paged(int defaultLimit, int maxLimit) {
            return parameter(Parameter.text("cursor", "Where to go on: next of the part before"))
                    .parameter(Parameter.count(
                            "limit",
                            "How many at most; more than the maximum is as the maximum",
                            defaultLimit,
                            maxLimit));
        }

        /** It changes what has versions: If-Match is demanded (428 without it, before the handler). */
        public Builder ifMatch() {
            demandsIfMatch = true;
            return parameter(
                    Parameter.header("If-Match", "The ETag that is known").required());
        }

        /** The answers so far (200, 201) carry an ETag; what is read is 304 to those who know it. */
        public Builder etag() {
            answers.keySet().stream()
                    .filter(status -> status <= 201)
                    .toList()
                    .forEach(status -> header(status, AnswerHeader.ETAG));
            return method == Method.GET
                    ? parameter(Parameter.header("If-None-Match", "The ETag that is known"))
                            .noContent(304, "Known already")
                            .header(304, AnswerHeader.ETAG)
                    : this;
        }

        /** An answer carries a header. */
        public Builder header(int status, AnswerHeader header) {
            headers.computeIfAbsent(status, s -> EnumSet.noneOf(AnswerHeader.class))
                    .add(header);
            return this;
        }

        /** The body, which must be there, is this component schema. */
        public Builder body(String schema) {
            requestSchema = schema;
            return this;
        }

        /** The body is this record. */
        public Builder body(Class<?> record) {
            records.add(record);
            return body(record.getSimpleName());
        }

        /** The body is a {@link io.boxoffice.gateway.record.Patch} of this record. */
        public Builder patchBody(Class<?> record) {
            patches.add(record);
            return body(RecordSchemas.patchName(record));
        }

        /** It is for people's browsers: not part of the API or its document. */
        public Builder page() {
            page = true;
            return this;
        }

        /** It is sent a form of a page: {@link Call#form()}. */
        public Builder form() {
            form = true;
            return page();
        }

        /** A browser without a session gets one here, and is from then on a visitor, a customer whom nobody knows. Of a GET alone. */
        public Builder makesVisitors() {
            if (method != Method.GET) {
                throw new IllegalStateException("a session begins with a page, which then can prove itself");
            }
            makesVisitors = true;
            return this;
        }

        /**
         * Pages of other sites may send browsers here, by any method: the session's cookie is not looked at, so that nothing can be done with
         * it. What is asked proves itself, or needs no proof.
         */
        public Builder sessionless() {
            sessionless = true;
            return this;
        }

        /** Who works for an organisation and by what keys is decided by people: an API key is refused. */
        public Builder forPeople() {
            forPeople = true;
            return this;
        }

        public Builder maxBodyBytes(int bytes) {
            maxBodyBytes = bytes;
            return this;
        }

        /** The body, of one of these media types (others: 415), goes to a file as it arrives: {@link Call#bodyFile()}. */
        public Builder toFile(BodyFiles files, int maxBytes, List<String> types) {
            bodyFiles = files;
            fileTypes = List.copyOf(types);
            return maxBodyBytes(maxBytes);
        }

        private List<String> bodyTypes() {
            if (form) {
                return List.of(MediaTypes.FORM);
            }
            return requestSchema == null ? fileTypes : List.of(MediaTypes.JSON);
        }

        /** A request takes so many units of its caller's rate, by what it costs compared to a hold; 1 if nothing is said. */
        public Builder cost(int units) {
            cost = units;
            return this;
        }

        /** It begins something: refused before what completes a sale or gives seats back, as what only looks is. */
        public Builder refusedInCrowd() {
            refusedInCrowd = true;
            return this;
        }

        /** It looks at what the customer has, and the sale does not go on without: answered in a crowd too. */
        public Builder alsoInCrowd() {
            refusedInCrowd = false;
            return this;
        }

        public Builder idempotencyKey() {
            return parameter(Parameter.header("Idempotency-Key", "Same key and body: same answer")
                    .matching("^[!-~]+$")
                    .atMost(IdempotencyKey.MAX_CHARS));
        }

        /** The answer is this record. */
        public Builder answerRecord(int status, String description, Class<?> record) {
            records.add(record);
            return answer(status, description, record.getSimpleName());
        }

        public Builder answer(int status, String description, String schema) {
            return answer(status, description, "application/json", schema);
        }

        public Builder answer(int status, String description, String contentType, String schema) {
            answers.computeIfAbsent(status, s -> new ArrayList<>()).add(new Answer(description, contentType, schema));
            return this;
        }

        /** Declares a problem's status that does not follow from the rest of the route. */
        public Builder problem(int status) {
            problems.add(status);
            return this;
        }

        public Builder noContent(int status, String description) {
            return answer(status, description, null, null);
        }

        public Route handledBy(Handler h) {
            handler = h;
            if (sessionless && !roles.isEmpty()) {
                throw new IllegalStateException("who has a role without a session?");
            }
            return new Route(this);
        }
    }
}
