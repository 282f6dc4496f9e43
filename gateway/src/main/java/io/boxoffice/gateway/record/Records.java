package io.boxoffice.gateway.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.netty.buffer.ByteBuf;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Locale;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.hibernate.validator.spi.nodenameprovider.JavaBeanProperty;
import org.hibernate.validator.spi.nodenameprovider.Property;

/** Binds bodies to records, checks them, and writes records as answers. Any thread. */
public final class Records {
    private static final ObjectMapper MAPPER = JsonMapper.builder(Json.factory())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new CleanText(false))
                    .addSerializer(Json.Writer.class, new JsonSerializer<>() {
                        @Override
                        public void serialize(Json.Writer part, JsonGenerator json, SerializerProvider provider)
                                throws IOException {
                            part.writeTo(json);
                        }
                    }))
            .build();

    /** For bodies that may lack parts, or name them to take them away. */
    private static final ObjectMapper PARTS = MAPPER.copy().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    /** Of larger bodies the first error alone is told: all of them, or a tree beside what is bound, might fill the memory. */
    private static final int MAX_BYTES_ALL_TOLD = 262_144;

    private static final Validator ALL = validator(false);
    private static final Validator FIRST = validator(true);

    private Records() {}

    private static Validator validator(boolean failFast) {
        return Validation.byProvider(HibernateValidator.class)
                .configure()
                .failFast(failFast)
                .propertyNodeNameProvider(Records::jsonName)
                .defaultLocale(Locale.ENGLISH)
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
    }

    /** The field of a component that has another name in JSON. */
    private static String jsonName(Property property) {
        if (property instanceof JavaBeanProperty component) {
            for (Field field : component.getDeclaringClass().getDeclaredFields()) {
                JsonProperty named = field.getAnnotation(JsonProperty.class);
                if (named != null && field.getName().equals(property.getName())) {
                    return named.value();
                }
            }
        }
        return property.getName();
    }

    /**
     * Binds a body and checks it. Of a body beyond 256 KiB the first error is told, of others all.
     *
     * @throws ProblemException malformed_json, when it is no JSON; invalid_request (400) with all {@code errors}, when fields are
     *                          unknown or of the wrong kind; invalid_value (422) with all of them, when constraints are not kept
     */
    public static <T> T read(ByteBuf body, Class<T> type) {
        FieldErrors errors = new FieldErrors();
        boolean large = body.readableBytes() > MAX_BYTES_ALL_TOLD;
        T bound = large ? straight(body, type) : bound(parse(body), type, errors);
        check(large ? FIRST : ALL, bound, errors);
        errors.throwIfAny();
        return bound;
    }

    /** Binds without a tree. */
    private static <T> T straight(ByteBuf body, Class<T> type) {
        try (JsonParser json = Json.parser(body)) {
            return whole(json, MAPPER.readValue(json, type));
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof StreamReadException malformed) {
                throw JsonFields.unreadable(malformed);
            }
            FieldErrors first = new FieldErrors();
            tell(e, first, first);
            throw new InvalidInputException(first);
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFields.unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T whole(JsonParser json, T value) throws IOException {
        if (json.nextToken() != null) {
            throw new ProblemException(HttpProblem.MALFORMED_JSON, "something follows the JSON value");
        }
        return value;
    }

    /**
     * Binds what is of the right kind.
     *
     * @param refused gets the texts that have characters which are refused
     * @throws ProblemException invalid_request with all {@code errors}, when fields are unknown or of the wrong kind
     */
    static <T> T bound(ObjectNode body, Class<T> type, FieldErrors refused) {
        FieldErrors errors = new FieldErrors();
        T bound = bind(MAPPER, body, type, errors, refused);
        errors.throwIfAny();
        if (bound == null) {
            refused.throwIfAny();
        }
        return bound;
    }

    /**
     * Asks the same of a body that may lack parts.
     *
     * @throws ProblemException as {@link #bound}
     */
    static void requireKinds(ObjectNode body, Class<?> type) {
        FieldErrors errors = new FieldErrors();
        bind(PARTS, body, type, errors, new FieldErrors());
        errors.throwIfAny();
    }

    /** As it is written. */
    static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /** Adds what does not keep the constraints. */
    static <T> void check(T bound, FieldErrors errors) {
        check(ALL, bound, errors);
    }

    private static <T> void check(Validator validator, T bound, FieldErrors errors) {
        for (ConstraintViolation<T> violation : validator.validate(bound)) {
            if (errors.isFull()) {
                break;
            }
            errors.add(
                    pointer(violation.getPropertyPath()),
                    violation.getInvalidValue() == null ? FieldErrors.MISSING : FieldErrors.INVALID,
                    violation.getMessage());
        }
        if (bound instanceof Checked rules) {
            rules.check(errors);
        }
    }

    static ObjectNode parse(ByteBuf body) {
        try (JsonParser json = Json.treeParser(body)) {
            JsonNode tree = whole(json, MAPPER.readTree(json));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "the body must be a JSON object");
        } catch (JsonProcessingException | CharConversionException e) {
            throw JsonFields.unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what cannot be bound, and tries again without it, so that all of it is told. */
    private static <T> T bind(
            ObjectMapper mapper, ObjectNode body, Class<T> type, FieldErrors errors, FieldErrors refused) {
        while (true) {
            try {
                return mapper.treeToValue(body, type);
            } catch (JsonMappingException e) {
                String pointer = tell(e, errors, refused);
                if (errors.isFull() || refused.isFull() || !takeAway(body, JsonPointer.compile(pointer))) {
                    return null;
                }
            } catch (JsonProcessingException e) {
                throw new ProblemException(JsonFields.malformed(e));
            }
        }
    }

    /** Adds what cannot be bound, and says where it stands. */
    private static String tell(JsonMappingException e, FieldErrors errors, FieldErrors refused) {
        String pointer = pointer(e);
        if (e instanceof CleanText.RefusedException) {
            refused.add(pointer, FieldErrors.INVALID, e.getOriginalMessage());
        } else if (e instanceof UnrecognizedPropertyException) {
            errors.add(pointer, FieldErrors.UNKNOWN_FIELD, "is no field here");
        } else {
            // Not what Java says of a number: it repeats what was sent.
            boolean told = e.getCause() instanceof IllegalArgumentException cause
                    && !(cause instanceof NumberFormatException)
                    && cause.getMessage() != null;
            errors.add(
                    pointer,
                    FieldErrors.WRONG_TYPE,
                    told ? e.getCause().getMessage() : "is not of the kind that is expected here");
        }
        return pointer;
    }

    private static boolean takeAway(ObjectNode body, JsonPointer where) {
        if (where.matches()) {
            return false;
        }
        JsonNode parent = body.at(where.head());
        if (parent instanceof ObjectNode object) {
            return object.remove(where.last().getMatchingProperty()) != null;
        }
        if (parent instanceof ArrayNode array
                && !array.path(where.last().getMatchingIndex()).isNull()) {
            array.setNull(where.last().getMatchingIndex());
            return true;
        }
        return false;
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            append(pointer, step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName());
        }
        return pointer.toString();
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node step : path) {
            if (step.getIndex() != null) {
                append(pointer, step.getIndex().toString());
            }
            if (step.getKey() != null) {
                append(pointer, step.getKey().toString());
            }
            if (step.getName() != null && !step.getName().startsWith("<")) {
                append(pointer, step.getName());
            }
        }
        return pointer.toString();
    }

    /** As RFC 6901 writes it. */
    private static void append(StringBuilder pointer, String step) {
        pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }

    /** What is written for a constant of an enum. */
    static String text(Object constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    /** A record as it is written. */
    public static byte[] bytes(Object record) {
        return Json.bytes(json -> MAPPER.writeValue(json, record));
    }

    /** A record as an answer. */
    public static Response answer(int status, Object record) {
        return Response.json(status, json -> MAPPER.writeValue(json, record));
    }
}
