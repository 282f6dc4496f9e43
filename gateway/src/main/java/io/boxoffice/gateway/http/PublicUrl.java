package io.boxoffice.gateway.http;

import io.boxoffice.protocol.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Under which address people know the site: for links in mails, canonical links, and which pages a browser's session may be used from.
 *
 * @param url scheme and host, and a port if it is not the usual one; empty: not configured, and the site is what Host says
 */
public record PublicUrl(String url) {
    /** Not configured. */
    public static final PublicUrl NONE = new PublicUrl("");

    /** Reads the section {@code public}. */
    public static PublicUrl read(Section s) {
        String text = s.text("url");
        try {
            return text.isEmpty() ? NONE : of(text);
        } catch (IllegalArgumentException e) {
            throw s.refused("url", e.getMessage());
        }
    }

    /**
     * Of its text, such as {@code https://tickets.example}.
     *
     * @throws IllegalArgumentException what it must be
     */
    public static PublicUrl of(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = uri.getScheme();
            boolean plain = "http".equalsIgnoreCase(scheme);
            boolean alone = uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (!plain && !"https".equalsIgnoreCase(scheme)
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || !alone) {
                throw new IllegalArgumentException("must be a scheme and a host, such as https://tickets.example");
            }
            boolean usualPort = uri.getPort() < 0 || uri.getPort() == (plain ? 80 : 443);
            return new PublicUrl(
                    (scheme + "://" + uri.getHost() + (usualPort ? "" : ":" + uri.getPort())).toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a scheme and a host, such as https://tickets.example", e);
        }
    }

    public boolean isConfigured() {
        return !url.isEmpty();
    }

    /** Whether people reach the site by TLS. */
    public boolean isSecure() {
        return url.startsWith("https:");
    }

    /** Whether a request's Host is the site's; always, when none is configured. A request without Host comes from no browser. */
    public boolean isHost(String host) {
        return !isConfigured()
                || host == null
                || url.substring(url.indexOf("://") + 3).equalsIgnoreCase(host);
    }

    /**
     * The origin of the site's pages, as browsers write it.
     *
     * @param host what a request says in Host, may be null
     * @param tls  whether it came by TLS
     */
    public String origin(String host, boolean tls) {
        return isConfigured()
                ? url
                : (tls ? "https://" : "http://") + String.valueOf(host).toLowerCase(Locale.ROOT);
    }
}
