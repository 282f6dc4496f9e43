package io.boxoffice.gateway.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * A parser of a large body that bounds the names of an object: to see that none is given twice, all names of the objects that are
 * open are kept, and 32 MiB have room for some four million. For one thread.
 */
final class BoundedJsonParser extends JsonParserDelegate {
    /** An object may name each seat of a map. */
    private static final int MAX_NAMES = 131_072;

    private final int maxTokens;

    /** Deeper than the parser goes. */
    private final int[] names = new int[64];

    private int depth;
    private int tokens;

    /**
     * @param maxTokens of the whole body
     */
    BoundedJsonParser(JsonParser parser, int maxTokens) {
        super(parser);
        this.maxTokens = maxTokens;
    }

    /**
     * @throws ProblemException too_large, when an object has more names, or the body more tokens, than there may be
     */
    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.START_OBJECT) {
            names[++depth] = 0;
        } else if (token == JsonToken.END_OBJECT) {
            depth--;
        } else if (token == JsonToken.FIELD_NAME && ++names[depth] > MAX_NAMES) {
            throw tooLarge("an object has too many names", MAX_NAMES);
        }
        if (++tokens > maxTokens) {
            throw tooLarge("the body has too many parts", maxTokens);
        }
        return token;
    }

    private static ProblemException tooLarge(String detail, int limit) {
        return new ProblemException(Problem.of(HttpProblem.TOO_LARGE, detail).with("limit", limit));
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        JsonToken start = currentToken();
        if (start == JsonToken.START_OBJECT || start == JsonToken.START_ARRAY) {
            for (int open = 1; open > 0; ) {
                JsonToken token = nextToken();
                if (token == null) {
                    break;
                }
                open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
        return this;
    }
}
