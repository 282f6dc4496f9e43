package io.boxoffice.gateway.openapi;

import io.boxoffice.gateway.availability.CachedBody;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** {@code /openapi.json} and {@code /docs}. */
public final class DocumentationRoutes {
    private static final String TAG = "documentation";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String CACHE_CONTROL = "public, max-age=3600";
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");

    private final BlockingCalls workers;
    private final SharedBytes.Budget budget;
    /** A handful of files, kept for good. */
    private final ConcurrentMap<String, CachedBody> bodies = new ConcurrentHashMap<>();

    /**
     * @param budget what the documents are counted in
     */
    public DocumentationRoutes(BlockingCalls workers, SharedBytes.Budget budget) {
        this.workers = workers;
        this.budget = budget;
    }

    /**
     * The routes, these included in the document.
     *
     * @param described all others
     * @param problems  every one that some of them may answer
     */
    public List<Route> routes(List<Route> described, Collection<? extends ProblemCode> problems) {
        List<Route> own = List.of(
                Route.get("/openapi.json", "getOpenApi")
                        .summary(TAG, "This document")
                        .answer(200, "OpenAPI 3.1", "OpenApi")
                        .noContent(304, "Known already")
                        .handledBy(workers.of(call -> bodies.get("openapi.json").answer(call.exchange()))),
                Route.get("/docs", "getDocs")
                        .summary(TAG, "The API to read and to try")
                        .answer(200, "A page", "text/html", null)
                        .noContent(304, "Known already")
                        .handledBy(workers.of(call -> file(call, "index.html", HTML))),
                Route.get("/docs/{file}", "getDocsFile")
                        .summary(TAG, "What the page needs")
                        .answer(200, "A file", "text/css", null)
                        .answer(200, "A file", "text/javascript", null)
                        .answer(200, "A file", "image/png", null)
                        .noContent(304, "Known already")
                        .handledBy(workers.of(call -> file(call, call.value(0), FILES.get(call.value(0))))));
        List<Route> all = new ArrayList<>(described);
        all.addAll(own);
        byte[] document = OpenApiDocument.of(all, problems).toString().getBytes(StandardCharsets.UTF_8);
        bodies.put("openapi.json", body("openapi.json", Response.JSON, document));
        bodies.put("index.html", body("index.html", HTML, Json.utf8(INDEX)));
        bodies.put("start.js", body("start.js", "text/javascript; charset=utf-8", Json.utf8(START)));
        return own;
    }

    private Response file(Call call, String name, String contentType) {
        if (contentType == null && !bodies.containsKey(name)) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        CachedBody body = bodies.computeIfAbsent(name, n -> body(n, contentType, resource(n)));
        return body.answer(call.exchange()).header("content-security-policy", CSP);
    }

    private CachedBody body(String name, String contentType, byte[] bytes) {
        String etag = "W/\"" + name + '-' + Integer.toHexString(Arrays.hashCode(bytes)) + '"';
        return new CachedBody(contentType, etag, CACHE_CONTROL, bytes, budget);
    }

    private static byte[] resource(String name) {
        Properties properties = new Properties();
        try {
            try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
                properties.load(in);
            }
            try (InputStream in = open(WEBJAR + properties.getProperty("version") + '/' + name)) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = DocumentationRoutes.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException("not on the class path: " + path);
        }
        return in;
    }

    private static final String INDEX = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Boxoffice API</title>
            <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
            <link rel="stylesheet" href="/docs/swagger-ui.css">
            </head>
            <body>
            <div id="swagger-ui"></div>
            <script src="/docs/swagger-ui-bundle.js"></script>
            <script src="/docs/start.js"></script>
            </body>
            </html>
            """;

    private static final String START = """
            SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});
            """;
}
