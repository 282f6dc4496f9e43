package io.boxoffice.services.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.boxoffice.gateway.assets.Assets;
import io.boxoffice.services.PublicSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Draws pages from templates, which were compiled with the rest. Any thread. */
final class Drawing {
    private static final String PACKAGE = "io.boxoffice.services.site.drawn";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Drawing.class.getClassLoader(), PACKAGE);
    private final PublicSite site;
    private final Languages languages;
    private final Frame.Files files;
    private final String picture;

    /**
     * @param picture address of what stands for the site
     */
    Drawing(PublicSite site, Languages languages, Assets assets, String picture) {
        this.site = site;
        this.languages = languages;
        this.picture = picture;
        files = new Frame.Files(
                assets.address("src/style.css"),
                assets.address("src/site.ts"),
                assets.address("node_modules/@fontsource-variable/bricolage-grotesque/files/"
                        + "bricolage-grotesque-latin-wght-normal.woff2"));
    }

    /** The site, as it is named and reached. */
    PublicSite site() {
        return site;
    }

    Languages languages() {
        return languages;
    }

    /**
     * What stands around a page.
     *
     * @param path of the page without its language
     */
    Frame frame(Say say, String path, String title, String description) {
        return new Frame(
                say,
                languages.all(),
                site.url(),
                site.name(),
                files,
                title,
                description,
                path,
                null,
                null,
                "",
                true,
                null,
                new Frame.Shared(picture, Pictures.WIDTH, Pictures.HEIGHT));
    }

    /** The page, in UTF-8. */
    byte[] draw(String template, Frame frame, View view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template + ".jte", Map.of("p", frame, "v", view), output);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
