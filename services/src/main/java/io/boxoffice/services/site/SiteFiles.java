package io.boxoffice.services.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.assets.Assets;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What programs ask a site for: robots.txt, sitemap.xml, the web manifest, the icon. Any thread. */
final class SiteFiles {
    private static final int MAX_ADDRESSES = 50_000;

    private final Drawing drawing;
    private final Programmes programmes;

    SiteFiles(Drawing drawing, Programmes programmes) {
        this.drawing = drawing;
        this.programmes = programmes;
    }

    byte[] robots() {
        StringBuilder text = new StringBuilder("User-agent: *\nDisallow: /v1/\n");
        for (Say say : drawing.languages().all()) {
            text.append("Disallow: /").append(say.code()).append("/s/\n");
            text.append("Disallow: /").append(say.code()).append("/search\n");
        }
        return utf8(text.append("Sitemap: ").append(drawing.site().url()).append("/sitemap.xml\n"));
    }

    /** Every page that search engines may keep, in each language with the others beside. */
    byte[] sitemap() {
        StringBuilder xml = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset"
                        + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
        Programme programme = programmes.now();
        List<Say> languages = drawing.languages().all();
        int left = MAX_ADDRESSES / languages.size();
        left = add(xml, left, "");
        for (City city : programme.cities()) {
            left = add(xml, left, "/" + Slugs.encode(city.slug()));
        }
        for (long venue : programme.venues()) {
            Entry entry = programme.atVenue(venue).get(0);
            left = add(xml, left, ShowWords.venuePath(venue, entry.card().venueName()));
        }
        for (long event : programme.events()) {
            Entry entry = programme.ofEvent(event).get(0);
            left = add(xml, left, ShowWords.eventPath(event, entry.card().eventTitle()));
        }
        return utf8(xml.append("</urlset>\n"));
    }

    private int add(StringBuilder xml, int left, String path) {
        if (left <= 0) {
            return 0;
        }
        String root = drawing.site().url() + '/';
        for (Say say : drawing.languages().all()) {
            xml.append("<url><loc>")
                    .append(Html.escape(root + say.code() + path))
                    .append("</loc>");
            for (Say other : drawing.languages().all()) {
                xml.append("<xhtml:link rel=\"alternate\" hreflang=\"")
                        .append(other.code())
                        .append("\" href=\"");
                xml.append(Html.escape(root + other.code() + path)).append("\"/>");
            }
            xml.append("</url>\n");
        }
        return left - 1;
    }

    byte[] manifest() {
        ObjectMapper json = new ObjectMapper();
        ObjectNode manifest = json.createObjectNode();
        manifest.put("name", drawing.site().name())
                .put("short_name", drawing.site().name());
        manifest.put("start_url", "/").put("display", "minimal-ui");
        manifest.put("background_color", "#faf8f3").put("theme_color", "#a5182a");
        manifest.putArray("icons")
                .addObject()
                .put("src", "/favicon.svg")
                .put("type", "image/svg+xml")
                .put("sizes", "any");
        try {
            return json.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] icon() {
        try {
            return Assets.resource("favicon.svg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
