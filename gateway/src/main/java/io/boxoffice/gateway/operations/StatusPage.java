package io.boxoffice.gateway.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.boxoffice.gateway.assets.Assets;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusBoard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What the board says, for an operator's browser and for programs. The page needs no script, and looks again by itself only when it was
 * asked to: {@code ?every=10}. Its styles are the site's. For the admin port's thread.
 */
public final class StatusPage {
    private static final String TEMPLATES = "io.boxoffice.gateway.operations.drawn";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String EVERY = "every";
    private static final int AGAIN_SECONDS = 10;
    private static final String AGAIN = Integer.toString(AGAIN_SECONDS);
    private static final String POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String tag;
    private final StatusBoard board;
    private final Assets assets;
    private final byte[] icon;
    private final List<String> styles;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, StatusPage.class.getClassLoader(), TEMPLATES);

    /**
     * What the template shows.
     *
     * @param everySeconds it looks again; 0: it does not
     */
    public record View(StatusBoard.Look look, List<String> styles, int everySeconds) {
        /** When that was so, for people. */
        public String seenAt() {
            return Numbers.time(look.at(), look.at());
        }
    }

    /**
     * @param budget what the page's files are counted in
     */
    StatusPage(String tag, StatusBoard board, SharedBytes.Budget budget) {
        this.tag = tag;
        this.board = board;
        assets = new Assets(budget);
        styles = List.of(assets.address("src/style.css"), assets.address("src/operations.css"));
        try {
            icon = Assets.resource("favicon.svg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/", "getStatusPage")
                        .summary(tag, "How all parts are, for people")
                        .page()
                        .parameter(Parameter.oneOf(EVERY, "Look again after so many seconds", AGAIN))
                        .answer(200, "HTML", "text/html", null)
                        .handledBy(this::page),
                Route.get("/status", "getStatus")
                        .summary(tag, "How all parts are, for programs")
                        .answer(200, "The worst first", null)
                        .handledBy(call -> call.respond(Response.json(200, json -> write(json, board.look()))
                                .header("cache-control", "no-store"))),
                Route.get("/assets/{file}", "getStatusFile")
                        .summary(tag, "A file of the page")
                        .page()
                        .answer(200, "The file", "text/css", null)
                        .handledBy(assets::answer),
                Route.get("/favicon.svg", "getStatusIcon")
                        .summary(tag, "The page's icon")
                        .page()
                        .answer(200, "The file", "image/svg+xml", null)
                        .handledBy(call -> call.respond(Response.of(200, "image/svg+xml", icon))));
    }

    private void page(Call call) {
        View view = new View(board.look(), styles, AGAIN.equals(call.parameter(EVERY)) ? AGAIN_SECONDS : 0);
        call.respond(Response.of(200, HTML, draw(view))
                .header("cache-control", "no-store")
                .header("content-security-policy", POLICY)
                .header("referrer-policy", "no-referrer")
                .header("cross-origin-opener-policy", "same-origin"));
    }

    private byte[] draw(View view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render("operations.jte", Map.of("v", view), output);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, StatusBoard.Look look) throws IOException {
        json.writeStartObject();
        json.writeStringField("level", look.level().code());
        json.writeStringField("says", look.headline());
        json.writeStringField("at", look.at().toString());
        json.writeArrayFieldStart("parts");
        for (StatusBoard.Line line : look.lines()) {
            write(json, line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StatusBoard.Line line) throws IOException {
        PartState state = line.state();
        json.writeStartObject();
        json.writeStringField("part", line.name());
        json.writeStringField("level", state.level().code());
        json.writeStringField("since", line.since().toString());
        json.writeStringField("says", state.says());
        writeUnlessEmpty(json, "toDo", state.toDo());
        writeUnlessEmpty(json, "command", state.command());
        writeUnlessEmpty(json, "chapter", state.chapter());
        json.writeObjectFieldStart("figures");
        for (PartState.Figure figure : state.figures()) {
            json.writeStringField(figure.name(), figure.value());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeUnlessEmpty(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}
