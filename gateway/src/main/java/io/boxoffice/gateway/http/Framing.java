package io.boxoffice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/** Whether a request's header leaves no doubt where the request ends and what it asks for. */
final class Framing {
    private Framing() {}

    /** What is wrong with it, so that the connection must end; null when nothing is. */
    static Problem check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return of(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problem.of(HttpProblem.HTTP_VERSION_NOT_SUPPORTED);
        }
        HttpHeaders headers = request.headers();
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()) {
                return malformed("both Content-Length and Transfer-Encoding");
            }
            if (version.equals(HttpVersion.HTTP_1_0)) {
                return malformed("Transfer-Encoding in HTTP/1.0");
            }
            if (codings.size() != 1 || !codings.get(0).trim().equalsIgnoreCase("chunked")) {
                return Problem.of(HttpProblem.NOT_IMPLEMENTED, "only the chunked transfer coding is supported");
            }
        }
        if (lengths.size() > 1 || (lengths.size() == 1 && !isLength(lengths.get(0)))) {
            return malformed("Content-Length is not one number");
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_1))) {
            return malformed("exactly one Host header is needed");
        }
        if (!hosts.isEmpty() && !RequestLine.isHost(hosts.get(0))) {
            return malformed("the Host header does not name one host");
        }
        String uri = request.uri();
        if (!uri.startsWith("/") && !uri.equals("*")) {
            return malformed("the request target must be a path");
        }
        return null;
    }

    static boolean expectsContinue(HttpRequest request) {
        String expect = request.headers().get(HttpHeaderNames.EXPECT);
        if (expect == null || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return false;
        }
        if (!expect.trim().equalsIgnoreCase("100-continue")) {
            throw new ProblemException(HttpProblem.EXPECTATION_FAILED);
        }
        return true;
    }

    static Problem of(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(HttpProblem.URI_TOO_LONG);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(HttpProblem.HEADERS_TOO_LARGE);
        }
        return malformed("the request cannot be parsed");
    }

    private static boolean isLength(String value) {
        if (value.isEmpty() || value.length() > 18) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static Problem malformed(String detail) {
        return Problem.of(HttpProblem.MALFORMED_REQUEST, detail);
    }
}
