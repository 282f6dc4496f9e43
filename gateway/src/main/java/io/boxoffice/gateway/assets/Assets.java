package io.boxoffice.gateway.assets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The files that pages load, as web/ built them: their names say what they are made of, so they are kept for good. Any thread. */
public final class Assets {
    private static final String ROOT = "/web/";
    private static final String FOLDER = "assets/";
    /** Cache-Control of what never changes at its address. */
    public static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Asset> assets = new HashMap<>();
    private final SharedBytes.Budget budget;

    /** A file and its compressed forms; null where there is none. */
    private record Asset(String type, SharedBytes plain, SharedBytes gzip, SharedBytes brotli) {}

    /**
     * Reads all of them.
     *
     * @param budget what they are counted in
     */
    public Assets(SharedBytes.Budget budget) {
        this.budget = budget;
        try (InputStream in = Assets.class.getResourceAsStream(ROOT + "manifest.json")) {
            if (in == null) {
                throw new IllegalStateException("the pages' files are not there: build web/");
            }
            for (Map.Entry<String, JsonNode> entry :
                    new ObjectMapper().readTree(in).properties()) {
                String file = entry.getValue().path("file").asText();
                names.put(entry.getKey(), file.substring(FOLDER.length()));
                assets.put(file.substring(FOLDER.length()), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asset read(String file) throws IOException {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        return new Asset(type, bytes(file), bytes(file + ".gz"), bytes(file + ".br"));
    }

    private SharedBytes bytes(String file) throws IOException {
        byte[] bytes = resource(file);
        return bytes == null ? null : SharedBytes.copyOf(bytes, budget);
    }

    /** A file that web/ built, or null. */
    public static byte[] resource(String file) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(ROOT + file)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /**
     * The address of a file.
     *
     * @param source what it was made of, within web/: {@code src/style.css}
     */
    public String address(String source) {
        String name = names.get(source);
        if (name == null) {
            throw new IllegalArgumentException("web/ builds no " + source);
        }
        return "/" + FOLDER + name;
    }

    /** Answers {@code /assets/{file}}. */
    public void answer(Call call) {
        Asset asset = assets.get(call.value(0));
        if (asset == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        boolean brotli =
                asset.brotli != null && MediaTypes.acceptsCoding(call.exchange().headers(), "br");
        boolean gzip = !brotli
                && asset.gzip != null
                && MediaTypes.acceptsCoding(call.exchange().headers(), "gzip");
        Response response = Response.of(200, asset.type, brotli ? asset.brotli : gzip ? asset.gzip : asset.plain);
        if (brotli || gzip) {
            response.header("content-encoding", brotli ? "br" : "gzip");
        }
        call.respond(response.header("cache-control", FOR_GOOD)
                .header("vary", "accept-encoding")
                .header("cross-origin-resource-policy", "same-origin"));
    }
}
