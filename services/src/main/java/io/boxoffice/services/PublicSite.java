package io.boxoffice.services;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.net.URI;

/**
 * How the site is named and reached from outside.
 *
 * @param url  scheme, host and port, without a slash at the end: what canonical links, links in mails and Origin checks are made of
 * @param name what pages and mails call it
 */
public record PublicSite(String url, String name) {
    /** Reads it from the section {@code public}. */
    public static final ConfigPart<PublicSite> PART = new ConfigPart<>("public", PublicSite.class, PublicSite::read);

    private static final int MAX_NAME = 40;

    private static PublicSite read(Section s) {
        String name = s.text("name").strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw s.refused("name", "must have 1 to " + MAX_NAME + " characters");
        }
        String url = s.text("url").strip();
        if (url.isEmpty()) {
            return new PublicSite("http://localhost:" + s.root().integer("http.port"), name);
        }
        if (!isSite(url)) {
            throw s.refused("url", "must be like https://tickets.example.org, without a path");
        }
        return new PublicSite(url, name);
    }

    private static boolean isSite(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
