package io.boxoffice.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The error answers: described once a status, from the codes that have it, and referred to by every operation. */
final class ProblemResponses {
    private ProblemResponses() {}

    /** Writes one response component for each status that some code has. */
    static void describe(ObjectNode components, Collection<? extends ProblemCode> all) {
        Map<Integer, List<ProblemCode>> byStatus = new TreeMap<>();
        for (ProblemCode code : all) {
            byStatus.computeIfAbsent(code.status(), status -> new ArrayList<>()).add(code);
        }
        ObjectNode responses = components.putObject("responses");
        byStatus.forEach((status, codes) -> describe(responses.putObject(name(status)), status, codes));
    }

    private static void describe(ObjectNode response, int status, List<ProblemCode> codes) {
        List<String> lines = new ArrayList<>();
        codes.forEach(code -> lines.add(code.code() + ": " + code.title()));
        response.put("description", String.join("; ", lines));
        if (codes.stream().anyMatch(code -> code.retryAfterSeconds() > 0)) {
            boolean always = codes.stream().allMatch(code -> code.retryAfterSeconds() > 0);
            header(response, "Retry-After", "integer", "Seconds to wait" + (always ? "" : ", where waiting helps"));
        }
        if (status == HttpProblem.UNAUTHENTICATED.status()) {
            header(response, "WWW-Authenticate", "string", "Bearer");
        }
        OpenApiDocument.content(response, Response.PROBLEM_JSON, "Problem");
    }

    private static void header(ObjectNode response, String name, String type, String description) {
        ObjectNode header = response.withObjectProperty("headers").putObject(name);
        header.put("description", description).putObject("schema").put("type", type);
    }

    /** Refers to those that a route may give. */
    static void refer(ObjectNode responses, Route route) {
        for (int status : route.problems()) {
            responses.putObject(Integer.toString(status)).put("$ref", "#/components/responses/" + name(status));
        }
    }

    private static String name(int status) {
        return "Problem" + status;
    }
}
