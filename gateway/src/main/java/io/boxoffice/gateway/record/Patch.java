package io.boxoffice.gateway.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.ProblemException;
import io.netty.buffer.ByteBuf;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;

/**
 * The body of a PATCH: parts of the record that the thing was made of (RFC 7396). What is not named stays as it is, null takes a part
 * away, and an object is changed part by part. For one thread at a time; applying it again gives the same.
 *
 * @param <T> the body of the POST that makes such a thing
 */
public final class Patch<T> {
    private final Class<T> type;
    private final ObjectNode parts;

    private Patch(Class<T> type, ObjectNode parts) {
        this.type = type;
        this.parts = parts;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException malformed_json, when it is no JSON; invalid_request (400) with all {@code errors}, when fields are
     *                          unknown or of the wrong kind
     */
    public static <T> Patch<T> read(ByteBuf body, Class<T> type) {
        ObjectNode parts = Records.parse(body);
        Records.requireKinds(parts.deepCopy(), type);
        return new Patch<>(type, parts);
    }

    /**
     * What becomes of a thing, checked like the body of a POST.
     *
     * @param before the thing as it could have been sent in
     * @throws ProblemException invalid_value (422) with all {@code errors}, when constraints are not kept or what is {@link Fixed}
     *                          is changed
     */
    public T appliedTo(T before) {
        ObjectNode was = Records.tree(before);
        FieldErrors errors = new FieldErrors();
        T after = Records.bound(merged(was.deepCopy(), parts), type, errors);
        ObjectNode is = Records.tree(after);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (component.isAnnotationPresent(Fixed.class) && !Objects.equals(was.get(name), is.get(name))) {
                errors.add("/" + name, FieldErrors.FIXED, "cannot be changed");
            }
        }
        Records.check(after, errors);
        errors.throwIfAny();
        return after;
    }

    private static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> part : patch.properties()) {
            if (part.getValue().isNull()) {
                target.remove(part.getKey());
            } else if (part.getValue() instanceof ObjectNode changes) {
                ObjectNode inner = target.get(part.getKey()) instanceof ObjectNode there ? there : target.objectNode();
                target.set(part.getKey(), merged(inner, changes));
            } else {
                target.set(part.getKey(), part.getValue());
            }
        }
        return target;
    }
}
