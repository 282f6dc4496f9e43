package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads what browsers send of a page's form. Any thread. */
public final class Forms {
    /** The field that has the proof of the page's session. */
    public static final String PROOF = "proof";

    /** The field that tells one drawing of a page from another: the same sent twice is done once. */
    public static final String NONCE = "nonce";

    /** Fields of one form. */
    public static final int MAX_FIELDS = 256;

    private static final int MAX_NAME_CHARS = 100;
    /** What stands for bytes that are no UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private Forms() {}

    /**
     * The fields: each name with its values, in their order.
     *
     * @throws ProblemException invalid_request, when it is not validly encoded, or has too many fields
     */
    public static Map<String, List<String>> read(ByteBuf body) {
        String text = body.toString(StandardCharsets.US_ASCII);
        if (text.chars().filter(c -> c == '&').count() >= MAX_FIELDS) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "the form has more than " + MAX_FIELDS + " fields");
        }
        Map<String, List<String>> fields;
        try {
            fields = new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_FIELDS, true).parameters();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "the form is not validly encoded");
        }
        fields.forEach((name, values) -> {
            if (name.length() > MAX_NAME_CHARS
                    || name.indexOf(UNREADABLE) >= 0
                    || values.stream().anyMatch(value -> value.indexOf(UNREADABLE) >= 0)) {
                throw new ProblemException(HttpProblem.INVALID_REQUEST, "the form is not validly encoded");
            }
        });
        return fields;
    }
}
