package io.boxoffice.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.RecordSchemas;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Assembles the OpenAPI 3.1 document from routes. */
public final class OpenApiDocument {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String COMPONENTS = "components.json";
    private static final String STREAMS = "streams.json";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode document = mapper.createObjectNode();

    private OpenApiDocument() {}

    /**
     * The document of these routes.
     *
     * @param problems every one that some of them may answer
     */
    public static JsonNode of(List<Route> routes, Collection<? extends ProblemCode> problems) {
        OpenApiDocument builder = new OpenApiDocument();
        builder.head(problems);
        builder.records(routes);
        routes.forEach(builder::add);
        builder.tags(routes);
        builder.dropWhatNobodyRefersTo();
        Examples.fill(builder.document);
        return builder.document;
    }

    private void head(Collection<? extends ProblemCode> problems) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Boxoffice")
                .put("version", "1")
                .put(
                        "description",
                        "Numbered seats, sold at the moment everybody wants them. Ids and sequences are opaque strings;"
                                + " amounts are integers in minor units beside a currency; times are RFC 3339 UTC."
                                + " Clients must ignore fields they do not know. Errors are application/problem+json"
                                + " with a stable code.");
        document.withObjectProperty("info").putObject("contact").put("name", "Who runs this server");
        document.putArray("servers").addObject().put("url", "/");
        document.putObject("paths");
        ObjectNode components = (ObjectNode) resource(COMPONENTS);
        ((ObjectNode) components.get("schemas"))
                .setAll((ObjectNode) resource(STREAMS).get("schemas"));
        ArrayNode codes = ((ObjectNode) components.at("/schemas/Problem/properties/code")).putArray("enum");
        problems.forEach(problem -> codes.add(problem.code()));
        ProblemResponses.describe(components, problems);
        for (AnswerHeader header : AnswerHeader.values()) {
            ObjectNode described = components.withObjectProperty("headers").putObject(header.text());
            described.put("description", header.description()).put("required", true);
            ObjectNode schema = described.putObject("schema").put("type", header.type());
            if (header.format() != null) {
                schema.put("format", header.format());
            }
        }
        document.set("components", components);
    }

    private void records(List<Route> routes) {
        Set<Class<?>> records = new LinkedHashSet<>();
        Set<Class<?>> patches = new LinkedHashSet<>();
        routes.forEach(route -> {
            records.addAll(route.records());
            patches.addAll(route.patches());
        });
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        RecordSchemas.of(records, patches).properties().forEach(schema -> {
            if (schemas.has(schema.getKey())) {
                throw new IllegalStateException("two schemas are named " + schema.getKey());
            }
            schemas.set(schema.getKey(), schema.getValue());
        });
    }

    private JsonNode resource(String name) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Route route) {
        ObjectNode paths = (ObjectNode) document.get("paths");
        ObjectNode operation = paths.withObjectProperty(route.template())
                .putObject(route.method().name().toLowerCase(Locale.ROOT));
        operation.put("operationId", route.operationId()).put("summary", route.summary());
        operation.putArray("tags").add(route.tag());
        ArrayNode security = operation.putArray("security");
        if (route.roles().isEmpty()) {
            operation.put("description", "For everybody; needs no token");
        } else {
            security.addObject().putArray("bearer");
            operation.put(
                    "description",
                    "For: " + route.roles().stream().map(Role::text).collect(Collectors.joining(", ")));
        }
        parameters(operation, route);
        if (!route.bodyTypes().isEmpty()) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            route.bodyTypes().forEach(type -> content(body, type, route.requestSchema()));
        }
        ObjectNode responses = operation.putObject("responses");
        for (Map.Entry<Integer, List<Route.Answer>> answers : route.answers().entrySet()) {
            ObjectNode response = responses.putObject(answers.getKey().toString());
            for (Route.Answer answer : answers.getValue()) {
                response.put("description", answer.description());
                if (answer.contentType() != null) {
                    content(response, answer.contentType(), answer.schema());
                }
            }
            headers(response, route, answers.getKey());
        }
        ProblemResponses.refer(responses, route);
        ObjectNode problem = responses.putObject("default").put("description", "What else goes wrong with any request");
        content(problem, Response.PROBLEM_JSON, "Problem");
    }

    private static void parameters(ObjectNode operation, Route route) {
        ArrayNode parameters = operation.putArray("parameters");
        Matcher matcher = PATH_PARAMETER.matcher(route.template());
        while (matcher.find()) {
            String name = matcher.group(1);
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "path").put("required", true);
            ObjectNode schema = parameter.putObject("schema").put("type", "string");
            if (name.endsWith("Id")) {
                schema.put("pattern", Parameter.Kind.ID.pattern());
                parameter.put("example", Examples.ID);
            }
        }
        route.parameters().forEach(declared -> describe(parameters.addObject(), declared));
    }

    private static void describe(ObjectNode parameter, Parameter declared) {
        parameter.put("name", declared.name()).put("in", declared.in()).put("description", declared.description());
        if (declared.isRequired()) {
            parameter.put("required", true);
        }
        ObjectNode schema = parameter.putObject("schema");
        ObjectNode each = schema;
        if (declared.maxTimes() > 1 || declared.kind() == Parameter.Kind.SOME_OF) {
            parameter.put("style", "form").put("explode", declared.maxTimes() > 1);
            schema.put("type", "array");
            if (declared.maxTimes() > 1) {
                schema.put("maxItems", declared.maxTimes());
            }
            each = schema.putObject("items");
        }
        describeValue(each, declared);
        if (declared.example() != null) {
            if (declared.maxTimes() > 1) {
                parameter.putArray("example").add(declared.example());
            } else {
                parameter.put("example", declared.example());
            }
        }
    }

    private static void describeValue(ObjectNode schema, Parameter declared) {
        boolean isCount = declared.kind() == Parameter.Kind.COUNT;
        schema.put("type", isCount ? "integer" : "string");
        if (isCount) {
            schema.put("minimum", 1)
                    .put("maximum", declared.max())
                    .put("default", Integer.parseInt(declared.byDefault()));
        } else if (declared.max() > 0) {
            schema.put("maxLength", declared.max());
        }
        if (declared.kind() == Parameter.Kind.DATE) {
            schema.put("format", "date");
        }
        if (declared.pattern() != null) {
            schema.put("pattern", declared.pattern());
        }
        if (!declared.values().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            declared.values().forEach(values::add);
        }
    }

    private static void headers(ObjectNode response, Route route, int status) {
        List<AnswerHeader> all = new ArrayList<>(route.headers(status));
        all.add(AnswerHeader.SERVER_TIME);
        for (AnswerHeader header : all) {
            response.withObjectProperty("headers")
                    .putObject(header.text())
                    .put("$ref", "#/components/headers/" + header.text());
        }
    }

    static void content(ObjectNode parent, String contentType, String schema) {
        ObjectNode described =
                parent.withObjectProperty("content").putObject(contentType).putObject("schema");
        if (schema != null) {
            described.put("$ref", "#/components/schemas/" + schema);
        } else {
            described.put("type", "string");
            if (!contentType.startsWith("text/")) {
                described.put("format", "binary");
            }
        }
    }

    private void tags(List<Route> routes) {
        ArrayNode tags = document.putArray("tags");
        routes.stream().map(Route::tag).distinct().forEach(tag -> tags.addObject()
                .put("name", tag));
    }

    /** Answers and headers of the platform that none of these routes has. */
    private void dropWhatNobodyRefersTo() {
        Set<String> referred = new HashSet<>();
        document.findValues("$ref").forEach(reference -> referred.add(reference.asText()));
        for (String kind : List.of("responses", "headers")) {
            ObjectNode components = (ObjectNode) document.at("/components/" + kind);
            List<String> names = new ArrayList<>();
            components.fieldNames().forEachRemaining(names::add);
            names.removeIf(name -> referred.contains("#/components/" + kind + '/' + name));
            components.remove(names);
        }
    }
}
