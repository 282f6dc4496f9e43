package io.boxoffice.server.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A request that is right, and which of its parts is changed. */
record RequestTemplate(String method, String target, String token, byte[] part, Kind kind) {
    enum Kind {
        BODY,
        QUERY,
        CURSOR,
        HEADER
    }

    byte[] with(byte[] changed) {
        String query = "";
        String header = method.equals("PATCH") ? "If-Match: *\r\n" : "";
        if (kind == Kind.QUERY) {
            query = "?" + escaped(changed);
        } else if (kind == Kind.CURSOR) {
            query = "?cursor=" + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
        } else if (kind == Kind.HEADER) {
            header = visible(changed) + "\r\n";
        }
        boolean body = kind == Kind.BODY;
        String head = method + ' ' + target + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\n"
                + header
                + (body ? "Content-Type: application/json\r\nContent-Length: " + changed.length + "\r\n" : "")
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + (body ? changed.length : 0));
        System.arraycopy(changed, 0, whole, start.length, whole.length - start.length);
        return whole;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = b > ' ' && b < 0x7F && b != '#' && b != '\\';
            text.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b & 0xFF));
        }
        return text.length() > 3_000 ? text.substring(0, 3_000) : text.toString();
    }

    private static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= ' ' && b < 0x7F ? (char) b : '~');
        }
        return text.length() > 3_000 ? text.substring(0, 3_000) : text.toString();
    }
}
