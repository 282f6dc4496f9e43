package io.boxoffice.gateway.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.boxoffice.gateway.http.Json;
import io.netty.buffer.Unpooled;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes JSON schemas of records, for the OpenAPI document: fields, kinds and limits as the records declare them. */
public final class RecordSchemas {
    private static final String ID = "^[1-9][0-9]{0,18}$";

    private RecordSchemas() {}

    /** What the schema of a {@link Patch} of a record is called: {@code ShowPatch} of {@code ShowRequest}. */
    public static String patchName(Class<?> type) {
        return patchName(type.getSimpleName());
    }

    private static String patchName(String name) {
        return name.replaceFirst("Request$", "") + "Patch";
    }

    /**
     * Schemas by the simple names of the records, those they are made of included.
     *
     * @param types   records
     * @param patches records of which parts are changed: schemas by {@link #patchName} say which parts those may be
     */
    public static ObjectNode of(Collection<Class<?>> types, Collection<Class<?>> patches) {
        Set<Class<?>> all = new LinkedHashSet<>(types);
        all.addAll(patches);
        ObjectNode schemas = generated(all);
        for (Class<?> type : patches) {
            patch(schemas, type.getSimpleName(), fixed(type));
        }
        return schemas;
    }

    private static Set<String> fixed(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Fixed.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    /** Nothing is required; null takes away what may be missing, and objects change part by part. */
    private static void patch(ObjectNode schemas, String name, Set<String> fixed) {
        ObjectNode patch = schemas.get(name).deepCopy();
        Set<String> required = new HashSet<>();
        patch.path("required").forEach(field -> required.add(field.asText()));
        patch.remove(List.of("required", "examples", "anyOf"));
        ObjectNode properties = (ObjectNode) patch.get("properties");
        properties.remove(fixed);
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            ObjectNode schema = (ObjectNode) property.getValue();
            String part = schema.path("$ref").asText();
            String inner = part.substring(part.lastIndexOf('/') + 1);
            if (schemas.path(inner).has("properties")) {
                if (!schemas.has(patchName(inner))) {
                    patch(schemas, inner, Set.of());
                }
                schema.put("$ref", part.substring(0, part.lastIndexOf('/') + 1) + patchName(inner));
            }
            if (!required.contains(property.getKey())) {
                property.setValue(orNull(schema));
            }
        }
        schemas.set(patchName(name), patch);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = schema.deepCopy();
        if (schema.has("enum")) {
            ((ArrayNode) either.get("enum")).addNull();
        }
        if (schema.has("type")) {
            either.putArray("type").add(schema.get("type")).add("null");
            return either;
        }
        ObjectNode wrapped = either.objectNode();
        wrapped.putArray("oneOf").add(schema).addObject().put("type", "null");
        return wrapped;
    }

    private static ObjectNode generated(Collection<Class<?>> types) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule(
                        JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                        JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        // What is written even when there is none.
        config.forFields().withNullableCheck(field -> {
            JsonInclude include = field.getAnnotationConsideringFieldAndGetter(JsonInclude.class);
            return include == null ? null : include.value() == JsonInclude.Include.ALWAYS;
        });
        config.forFields().withRequiredCheck(field -> {
            JsonInclude include = field.getAnnotationConsideringFieldAndGetter(JsonInclude.class);
            return include != null && include.value() == JsonInclude.Include.ALWAYS;
        });
        config.forTypesInGeneral()
                .withTypeAttributeOverride((schema, scope, context) ->
                        describe(schema, scope.getType().getErasedType()));
        // As they are declared.
        config.forTypesInGeneral().withPropertySorter((a, b) -> 0);
        config.forFields().withCustomDefinitionProvider((field, context) -> {
            ObjectNode schema = context.getGeneratorConfig().createObjectNode();
            Handwritten part = field.getAnnotationConsideringFieldAndGetter(Handwritten.class);
            if (part != null) {
                return new CustomPropertyDefinition(schema.put("$ref", "#/components/schemas/" + part.value()));
            }
            boolean id = field.getAnnotationConsideringFieldAndGetter(IdText.class) != null;
            return id
                    ? new CustomPropertyDefinition(schema.put("type", "string").put("pattern", ID))
                    : null;
        });
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            if (type.isInstanceOf(Map.class)) {
                ObjectNode map = context.getGeneratorConfig().createObjectNode().put("type", "object");
                map.set(
                        "additionalProperties",
                        context.createDefinitionReference(
                                type.typeParametersFor(Map.class).get(1)));
                return new CustomDefinition(map, DefinitionType.INLINE, AttributeInclusion.YES);
            }
            ObjectNode text = context.getGeneratorConfig().createObjectNode().put("type", "string");
            if (type.getErasedType().isEnum()) {
                ArrayNode values = text.putArray("enum");
                for (Object value : type.getErasedType().getEnumConstants()) {
                    values.add(Records.text(value));
                }
            } else if (type.getErasedType() == Id.class) {
                text.put("pattern", ID);
            } else if (type.getErasedType() == Instant.class) {
                text.put("format", "date-time");
            } else {
                return null;
            }
            return new CustomDefinition(text, DefinitionType.INLINE, AttributeInclusion.YES);
        });
        SchemaBuilder schemas = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
        types.forEach(schemas::createSchemaReference);
        ObjectNode made = schemas.collectDefinitions("components/schemas");
        made.forEach(schema -> flatten(made, (ObjectNode) schema));
        return made;
    }

    /** What a record says of itself as a whole. */
    private static void describe(ObjectNode schema, Class<?> type) {
        AnyOf forms = type.getAnnotation(AnyOf.class);
        if (forms != null) {
            ArrayNode anyOf = schema.putArray("anyOf");
            for (String part : forms.value()) {
                anyOf.addObject().putArray("required").add(part);
            }
        }
        Example example = type.getAnnotation(Example.class);
        if (example != null) {
            schema.putArray("examples").add(Records.parse(Unpooled.wrappedBuffer(Json.utf8(example.value()))));
        }
    }

    /** What is written unwrapped stands among the fields of what it is part of. */
    private static void flatten(ObjectNode schemas, ObjectNode schema) {
        if (!(schema.remove("allOf") instanceof ArrayNode parts)) {
            return;
        }
        ObjectNode properties = schema.withObjectProperty("properties");
        // Each name once, wherever a part stands again.
        Set<JsonNode> required = new LinkedHashSet<>();
        schema.path("required").forEach(required::add);
        for (JsonNode part : parts) {
            String reference = part.path("$ref").asText();
            ObjectNode fields = reference.isEmpty()
                    ? (ObjectNode) part
                    : (ObjectNode) schemas.get(reference.substring(reference.lastIndexOf('/') + 1));
            flatten(schemas, fields);
            properties.setAll((ObjectNode) fields.path("properties").deepCopy());
            fields.path("required").forEach(required::add);
        }
        schema.putArray("required").addAll(required);
    }
}
