package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.services.account.AccountProblem;
import io.boxoffice.services.catalog.CatalogProblem;
import io.boxoffice.services.database.DatabaseProblem;
import io.boxoffice.services.media.MediaProblem;
import io.boxoffice.services.organisation.OrganisationProblem;
import io.boxoffice.services.payment.PaymentProblem;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    private static TestGateway server;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldContainEveryRoute() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode document = client.get("/openapi.json").json();
            assertEquals("3.1.0", document.path("openapi").asText());
            Set<String> ids = new HashSet<>();
            for (Route route : server.gateway.operations()) {
                JsonNode operation = document.path("paths")
                        .path(route.template())
                        .path(route.method().name().toLowerCase());
                assertEquals(route.operationId(), operation.path("operationId").asText());
                assertTrue(ids.add(route.operationId()), "operation id twice: " + route.operationId());
                assertFalse(operation.path("summary").asText().isEmpty());
                assertFalse(route.answers().isEmpty());
                assertTrue(operation.has("security"));
                assertEquals(route.roles().isEmpty(), operation.path("security").isEmpty());
            }
        }
    }

    @Test
    void shouldReferToSchemasThatExist() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode document = client.get("/openapi.json", "Accept-Encoding: gzip")
                    .gunzipped()
                    .json();
            for (JsonNode reference : document.findValues("$ref")) {
                String pointer = reference.asText().substring(1);
                assertFalse(document.at(pointer).isMissingNode(), "no schema " + pointer);
            }
        }
    }

    /** What a client copies must work: an example of each body and answer, with nothing that its schema or its record refuses. */
    @Test
    void shouldShowAnExampleOfEachBodyAndAnswerThatIsValid() throws IOException {
        int bodies = 0;
        try (TestClient client = server.client()) {
            JsonNode document = client.get("/openapi.json").json();
            for (Route route : server.gateway.operations()) {
                JsonNode operation = document.path("paths")
                        .path(route.template())
                        .path(route.method().name().toLowerCase());
                if (route.requestSchema() != null) {
                    JsonNode example = operation.at("/requestBody/content/application~1json/example");
                    assertTrue(example.size() > 0, route.operationId());
                    server.contract.validate(route.requestSchema(), example);
                    for (Class<?> record : route.records()) {
                        if (record.getSimpleName().equals(route.requestSchema())) {
                            Records.read(Unpooled.wrappedBuffer(Json.utf8(example.toString())), record);
                            bodies++;
                        }
                    }
                }
                for (Map.Entry<Integer, List<Route.Answer>> answers :
                        route.answers().entrySet()) {
                    for (Route.Answer answer : answers.getValue()) {
                        if ("application/json".equals(answer.contentType()) && !"OpenApi".equals(answer.schema())) {
                            JsonNode example = operation
                                    .path("responses")
                                    .path(answers.getKey().toString())
                                    .at("/content/application~1json/example");
                            assertTrue(example.size() > 0, route.operationId());
                            server.contract.validate(answer.schema(), example);
                        }
                    }
                }
            }
        }
        assertTrue(bodies > 10, bodies + " bodies are records");
    }

    @Test
    void shouldSayThatABodyOfSeveralFormsHasOne() throws IOException {
        try (TestClient client = server.client().as(TestGateway.token(5, Role.ADMIN))) {
            JsonNode document = client.get("/openapi.json").json();
            for (Route route : server.gateway.operations()) {
                JsonNode forms = document.at("/components/schemas/" + route.requestSchema() + "/anyOf");
                if (!forms.isMissingNode()) {
                    assertTrue(forms.size() > 1, route.operationId());
                    String path = route.template().replaceAll("\\{[^}]*}", Long.toString(TestGateway.SHOW));
                    Reply none = client.post(path, "{}");
                    assertEquals(422, none.status(), route.operationId() + ": " + none.text());
                }
            }
        }
    }

    @Test
    void shouldStateTheLimitsOfHoldsThatTheServerKeeps() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode hold = client.get("/openapi.json").json().at("/components/schemas/HoldRequest/properties");
            assertEquals(Slot.MAX_UNITS, hold.at("/seats/maxItems").asInt());
            assertEquals(Slot.MAX_UNITS, hold.at("/areas/maxItems").asInt());
            assertEquals(
                    Slot.MAX_BEST_REQUESTS,
                    hold.at("/bestAvailable/oneOf/1/maxItems").asInt());
        }
    }

    @Test
    void shouldDescribeTheUsualProblemsOfEachRoute() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode document = client.get("/openapi.json").json();
            assertEquals("400 401 403 404 429 503", problems(document, "/v1/events/{eventId}", "get"));
            assertEquals("400 401 403 409 413 415 422 429 503", problems(document, "/v1/images", "post"));
            assertEquals("400 401 403 404 416 429 503", problems(document, "/images/{file}", "get"));
            assertEquals("400 401 403 429 503", problems(document, "/v1/events", "get"));
            assertEquals(
                    "400 401 403 404 409 412 413 415 422 428 429 503",
                    problems(document, "/v1/events/{eventId}", "patch"));
            assertEquals(
                    "400 401 402 403 404 409 413 415 422 429 503",
                    problems(document, "/v1/bookings/{bookingId}/payments", "post"));
            for (String status : new String[] {"429", "503"}) {
                JsonNode response = document.at("/components/responses/Problem" + status);
                assertTrue(response.at("/headers/Retry-After/schema").isObject());
                assertEquals(
                        "#/components/schemas/Problem",
                        response.path("content")
                                .at("/application~1problem+json/schema/$ref")
                                .asText());
            }
            assertTrue(document.at("/components/responses/Problem402/description")
                    .asText()
                    .startsWith("payment_declined: "));
        }
    }

    private static String problems(JsonNode document, String template, String method) {
        StringJoiner statuses = new StringJoiner(" ");
        JsonNode responses = document.path("paths").path(template).path(method).path("responses");
        responses.fieldNames().forEachRemaining(status -> {
            if (status.compareTo("400") >= 0 && !status.equals("default")) {
                statuses.add(status);
                assertEquals(
                        "#/components/responses/Problem" + status,
                        responses.path(status).path("$ref").asText());
            }
        });
        return statuses.toString();
    }

    @Test
    void shouldListEveryProblemCode() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode codes = client.get("/openapi.json").json().at("/components/schemas/Problem/properties/code/enum");
            Set<String> listed = new HashSet<>();
            codes.forEach(code -> listed.add(code.asText()));
            List<ProblemCode> all = new ArrayList<>();
            all.addAll(List.of(HttpProblem.values()));
            all.addAll(List.of(CoreProblem.values()));
            all.addAll(List.of(CatalogProblem.values()));
            all.addAll(List.of(DatabaseProblem.values()));
            all.addAll(List.of(PaymentProblem.values()));
            all.addAll(List.of(AccountProblem.values()));
            all.addAll(List.of(MediaProblem.values()));
            all.addAll(List.of(OrganisationProblem.values()));
            all.forEach(code -> assertTrue(listed.contains(code.code()), code.code()));
            assertEquals(all.size(), codes.size());
        }
    }

    @Test
    void shouldDescribeBodiesThatAreNoJsonByTheirTypes() throws IOException {
        try (TestClient client = server.client()) {
            JsonNode document = client.get("/openapi.json").json();
            JsonNode body = document.at("/paths/~1v1~1images/post/requestBody");
            assertTrue(body.path("required").asBoolean());
            Set<String> types = new HashSet<>();
            body.path("content").fieldNames().forEachRemaining(types::add);
            assertEquals(Set.of("image/jpeg", "image/png", "image/gif", "image/webp"), types);
            assertEquals("binary", body.at("/content/image~1png/schema/format").asText());
            assertEquals(
                    "binary",
                    document.at("/paths/~1images~1{file}/get/responses/206/content/image~1jpeg/schema/format")
                            .asText());
        }
    }

    @Test
    void shouldHaveACodeForEveryReasonOfTheCore() {
        for (RejectReason reason : RejectReason.values()) {
            assertNotNull(Rejections.code(reason));
        }
    }

    @Test
    void shouldServeAPageToTryItOn() throws IOException {
        try (TestClient client = server.client()) {
            Reply page = client.get("/docs", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
            assertTrue(page.text().contains("swagger-ui-bundle.js"));
            String csp = page.header("content-security-policy");
            assertTrue(csp.contains("default-src 'none'") && !csp.contains("unsafe-eval"), csp);
            for (String file :
                    new String[] {"swagger-ui-bundle.js", "swagger-ui.css", "start.js", "favicon-32x32.png"}) {
                Reply reply = client.get("/docs/" + file);
                assertEquals(200, reply.status(), file);
                assertTrue(reply.body().length > 0);
                assertEquals(
                        304,
                        client.get("/docs/" + file, "If-None-Match: " + reply.header("etag"))
                                .status());
            }
            assertEquals(404, client.get("/docs/nothing.js").status());
            assertEquals(404, client.get("/docs/..%2f..%2fetc").status());
        }
    }
}
