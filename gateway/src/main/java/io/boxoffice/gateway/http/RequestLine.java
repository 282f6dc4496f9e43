package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;

/** The first line of a request, to the letter of RFC 9112: a method, a target and a version, one space between each. */
final class RequestLine {
    private static final String VERSION = "HTTP/";
    private static final int VERSION_BYTES = 8;

    private RequestLine() {}

    /**
     * What is wrong with it; null when nothing is.
     *
     * @param lineFeed where the line ends
     */
    static String fault(ByteBuf in, int start, int lineFeed) {
        int end = lineFeed - 1;
        if (end < start || in.getByte(end) != '\r') {
            return "the request line does not end in CR LF";
        }
        int target = start;
        while (target < end && isTokenByte(in.getByte(target))) {
            target++;
        }
        if (target == start || target == end || in.getByte(target) != ' ') {
            return "the method is not one";
        }
        int version = ++target;
        while (version < end && isTargetByte(in.getByte(version))) {
            version++;
        }
        if (version == target || version == end || in.getByte(version) != ' ') {
            return "the request target is not one";
        }
        return isVersion(in, version + 1, end) ? null : "the version is not one";
    }

    private static boolean isVersion(ByteBuf in, int start, int end) {
        if (end - start != VERSION_BYTES) {
            return false;
        }
        for (int i = 0; i < VERSION.length(); i++) {
            if (in.getByte(start + i) != VERSION.charAt(i)) {
                return false;
            }
        }
        int major = start + VERSION.length();
        return isDigit(in.getByte(major)) && in.getByte(major + 1) == '.' && isDigit(in.getByte(major + 2));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }

    private static boolean isTokenByte(byte b) {
        return isLetter(b) || isDigit(b) || "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
    }

    /** What browsers leave bare, as braces and quotes, passes; what parts or ends a target for some readers does not. */
    private static boolean isTargetByte(byte b) {
        return b > ' ' && b < 0x7F && b != '#' && b != '\\';
    }

    /** Whether a Host header names one host, perhaps with a port; it may be empty. */
    static boolean isHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean known = c < 0x7F && (isLetter((byte) c) || isDigit((byte) c));
            if (!known && "-._~:[]%!$&'()*+;=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
