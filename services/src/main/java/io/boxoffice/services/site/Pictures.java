package io.boxoffice.services.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.attributes.ViewBox;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.awt.NullPlatformSupport;
import io.boxoffice.gateway.assets.Assets;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Representations;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.SafetyHeaders;
import io.boxoffice.services.site.Programme.Entry;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Posters in pixels, for sites that show what is shared there. Their names say what they are made of, and which event's they are, so that every
 * server can draw each, and all may keep it for good. Drawn once somebody asks, and kept for a while. Without any face: a JDK may have
 * none. Any thread; {@link #answer} blocks.
 */
final class Pictures {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 630;

    private static final String FOLDER = "/pictures/";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-\\d{1,19}\\.png");
    private static final int HASH_BYTES = 8;
    /** In place of an event: the site itself. */
    private static final long SITE = 0;

    private final PublicSite site;
    private final Programmes programmes;
    private final Details details;
    private final Cache<String, byte[]> drawn;

    /**
     * @param maxBytes of pictures that are kept
     */
    Pictures(PublicSite site, Programmes programmes, Details details, long maxBytes) {
        this.site = site;
        this.programmes = programmes;
        this.details = details;
        drawn = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String name, byte[] png) -> png.length)
                .build();
    }

    /** The address of an event's picture. */
    String address(long eventId, String title, Poster.Kind kind) {
        return site.url() + FOLDER + name(eventId, svg(title, kind));
    }

    /** The address of what stands for the site where no event does. */
    String ofSite() {
        return address(SITE, site.name(), Poster.Kind.of(List.of(), site.name()));
    }

    private static String svg(String title, Poster.Kind kind) {
        return Poster.drawWide(title, kind, WIDTH, HEIGHT);
    }

    private static String name(long eventId, String svg) {
        byte[] hash = Digests.sha256(svg.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES) + '-' + eventId + ".png";
    }

    /**
     * Answers {@code /pictures/{picture}}.
     *
     * @throws ProblemException not_found, when the event is not there, or has another title now
     */
    Response answer(Call call) {
        String name = call.value(0);
        byte[] png = drawn.getIfPresent(name);
        if (png == null) {
            png = png(svgOf(name));
            drawn.put(name, png);
        }
        String etag = '"' + name.substring(0, 2 * HASH_BYTES) + '"';
        boolean isKnown = Representations.isKnown(call.exchange().headers(), etag);
        Response response = isKnown ? Response.empty(304) : Response.of(200, "image/png", png);
        return SafetyHeaders.add(response)
                .header("etag", etag)
                .header("cache-control", Assets.FOR_GOOD)
                .header("cross-origin-resource-policy", "cross-origin");
    }

    /** What a name says. The kind is in it alone: genres, which tell it, are not known while PostgreSQL is away. */
    private String svgOf(String name) {
        long eventId = Slugs.id(name.replace(".png", ""));
        String title = NAME.matcher(name).matches() ? title(eventId) : null;
        if (title != null) {
            for (Poster.Kind kind : Poster.Kind.values()) {
                String svg = svg(title, kind);
                if (name(eventId, svg).equals(name)) {
                    return svg;
                }
            }
        }
        throw new ProblemException(HttpProblem.NOT_FOUND);
    }

    private String title(long eventId) {
        if (eventId == SITE) {
            return site.name();
        }
        List<Entry> shows = programmes.now().ofEvent(eventId);
        return shows.isEmpty()
                ? details.event(eventId).map(event -> event.stated().title()).orElse(null)
                : shows.get(0).card().eventTitle();
    }

    /** Drawn to pixels, with smooth edges. */
    static byte[] png(String svg) {
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, new ViewBox(0, 0, WIDTH, HEIGHT));
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
