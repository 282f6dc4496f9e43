package io.boxoffice.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a body, as a client asks for with Range (RFC 9110). One range is served; several, other units and what cannot be read are
 * answered with all of it.
 *
 * @param from of the first byte
 * @param to   of the last one
 */
public record ByteRange(int from, int to) {
    private static final Pattern ONE = Pattern.compile("\\s*bytes\\s*=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * The part of a body that a request asks for; null: all of it.
     *
     * @param etag of the body: with an If-Range that names another one, all of it is sent
     * @throws ProblemException range_not_satisfiable, when the body has no such part
     */
    public static ByteRange of(HttpHeaders headers, String etag, int length) {
        List<String> given = headers.getAll(HttpHeaderNames.RANGE);
        String ifRange = headers.get(HttpHeaderNames.IF_RANGE);
        Matcher matcher = given.size() == 1 ? ONE.matcher(given.get(0)) : null;
        if (matcher == null
                || !matcher.matches()
                || ifRange != null && !ifRange.trim().equals(etag)) {
            return null;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            long tail = last.isEmpty() ? -1 : Long.parseLong(last);
            return tail < 0 ? null : within(Math.max(0, length - tail), tail == 0 ? -1 : length - 1L, length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        return to < from ? null : within(from, Math.min(to, length - 1L), length);
    }

    private static ByteRange within(long from, long to, int length) {
        if (from > to) {
            throw new ProblemException(
                    Problem.of(HttpProblem.RANGE_NOT_SATISFIABLE).withHeader("content-range", "bytes */" + length));
        }
        return new ByteRange((int) from, (int) to);
    }

    /** The part as an answer, 206. */
    public Response answer(String contentType, byte[] whole) {
        return Response.of(206, contentType, Unpooled.wrappedBuffer(whole, from, to - from + 1))
                .header("content-range", "bytes " + from + "-" + to + "/" + whole.length);
    }
}
