package io.boxoffice.gateway.route;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** What bodies are, and what clients take. */
public final class MediaTypes {
    /** What browsers send forms as. */
    static final String FORM = "application/x-www-form-urlencoded";

    static final String JSON = "application/json";

    private MediaTypes() {}

    /** Whether a request's body, of that Content-Type, is of a kind that a route takes. */
    static boolean isTaken(Route route, String contentType) {
        for (String type : route.bodyTypes()) {
            if (type.equals(JSON) ? isJson(contentType) : isNamed(contentType, type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a request's body says that it is of a type, with or without parameters. */
    private static boolean isNamed(String contentType, String type) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String named = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return named.trim().equalsIgnoreCase(type);
    }

    /** Whether a request's body says that it is JSON in UTF-8. */
    static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals(JSON)) {
            return true;
        }
        String lower = contentType.toLowerCase(Locale.ROOT);
        int semicolon = lower.indexOf(';');
        String type =
                semicolon < 0 ? lower.trim() : lower.substring(0, semicolon).trim();
        boolean json = type.equals(JSON) || type.equals("application/merge-patch+json");
        boolean utf8 = !lower.contains("charset=") || lower.contains("utf-8") || lower.contains("utf8");
        return json && utf8;
    }

    /** Whether the Accept header, if there is one, takes a type such as {@code application/json}. */
    public static boolean accepts(HttpHeaders headers, String type) {
        List<String> accepts = headers.getAll(HttpHeaderNames.ACCEPT);
        if (accepts.isEmpty()) {
            return true;
        }
        String range = type.substring(0, type.indexOf('/') + 1) + '*';
        boolean wildcard = false;
        for (String accept : accepts) {
            for (String element : accept.toLowerCase(Locale.ROOT).split(",")) {
                int semicolon = element.indexOf(';');
                String name = (semicolon < 0 ? element : element.substring(0, semicolon)).trim();
                boolean refused = semicolon >= 0 && isZero(element.substring(semicolon + 1));
                if (name.equals(type)) {
                    return !refused;
                }
                wildcard |= !refused && (name.equals("*/*") || name.equals(range));
            }
        }
        return wildcard;
    }

    /** Whether the client names a type itself, not by a wildcard. */
    public static boolean names(HttpHeaders headers, String type) {
        return headers.getAll(HttpHeaderNames.ACCEPT).stream()
                .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(type));
    }

    /** Whether the client takes gzip. */
    public static boolean acceptsGzip(HttpHeaders headers) {
        return acceptsCoding(headers, "gzip");
    }

    /** Whether the client takes a content coding such as {@code gzip} or {@code br}, by its name. */
    public static boolean acceptsCoding(HttpHeaders headers, String coding) {
        for (String accept : headers.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String element : accept.toLowerCase(Locale.ROOT).split(",")) {
                int semicolon = element.indexOf(';');
                String name = (semicolon < 0 ? element : element.substring(0, semicolon)).trim();
                if (name.equals(coding) && !(semicolon >= 0 && isZero(element.substring(semicolon + 1)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isZero(String parameters) {
        String trimmed = parameters.replace(" ", "");
        return trimmed.matches("q=0(\\.0*)?");
    }
}
