package io.boxoffice.services.database;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;

/** Reads what of the program's own is kept as JSON in one column: records, and lists of records or of constants. */
final class JsonColumns implements ColumnMapperFactory {
    private static final String OURS = "io.boxoffice.";

    @Override
    public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
        if (!isJson(type)) {
            return Optional.empty();
        }
        JavaType kept = TypeFactory.defaultInstance().constructType(type);
        return Optional.of((row, column, context) -> Rows.fromJson(row.getString(column), kept));
    }

    private static boolean isJson(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list.getActualTypeArguments()[0] instanceof Class<?> element
                    && element.getName().startsWith(OURS);
        }
        return type instanceof Class<?> record
                && record.isRecord()
                && record.getName().startsWith(OURS);
    }
}
