package io.boxoffice.gateway.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.time.Instant;
import java.util.Collection;

/** Makes JSON schemas of records, for the OpenAPI document: fields, kinds and limits as the records declare them. */
public final class RecordSchemas {
    private RecordSchemas() {}

    /**
     * Schemas by the simple names of the records, those they are made of included.
     *
     * @param types records
     */
    public static ObjectNode of(Collection<Class<?>> types) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(new JakartaValidationModule(
                        JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                        JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        // What is written even when there is none.
        config.forFields().withNullableCheck(field -> {
            JsonInclude include = field.getAnnotationConsideringFieldAndGetter(JsonInclude.class);
            return include == null ? null : include.value() == JsonInclude.Include.ALWAYS;
        });
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            ObjectNode text = context.getGeneratorConfig().createObjectNode().put("type", "string");
            if (type.getErasedType() == Id.class) {
                text.put("pattern", "^[1-9][0-9]{0,18}$");
            } else if (type.getErasedType() == Instant.class) {
                text.put("format", "date-time");
            } else {
                return null;
            }
            return new CustomDefinition(text, DefinitionType.INLINE, AttributeInclusion.YES);
        });
        SchemaBuilder schemas = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
        types.forEach(schemas::createSchemaReference);
        return schemas.collectDefinitions("components/schemas");
    }
}
