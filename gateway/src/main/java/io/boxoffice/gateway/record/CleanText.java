package io.boxoffice.gateway.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import java.io.IOException;

/** Reads texts as {@link Texts} cleans them. */
final class CleanText extends StdScalarDeserializer<String> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final boolean paragraphs;

    CleanText(boolean paragraphs) {
        super(String.class);
        this.paragraphs = paragraphs;
    }

    /** A text has a character that is refused. */
    static final class RefusedException extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        RefusedException(JsonParser json, String reason) {
            super(json, reason);
        }
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
        boolean many = property != null && property.getAnnotation(Paragraphs.class) != null;
        return many == paragraphs ? this : new CleanText(many);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (String) context.handleUnexpectedToken(String.class, json);
        }
        try {
            return paragraphs ? Texts.paragraphs(json.getText(), "") : Texts.line(json.getText(), "");
        } catch (InvalidInputException e) {
            throw new RefusedException(json, e.reason());
        }
    }
}
