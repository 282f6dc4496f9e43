package io.boxoffice.services;

import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real PostgreSQL for the whole run, and a database of its own for each test that takes a {@link Database}: with the catalog's
 * schema, which is migrated once and copied from then on, or {@link Empty}.
 */
public final class PostgresExtension implements ParameterResolver {
    /** The database shall have no schema. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    public @interface Empty {}

    /** A database. */
    public record Database(String jdbcUrl, String user, String password) {
        /** Runs statements in it. */
        public void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Server implements AutoCloseable {
        private static final String MIGRATED = "migrated";

        final EmbeddedPostgres postgres;
        final AtomicInteger databases = new AtomicInteger();

        Server() {
            try {
                postgres = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            database("postgres").execute("CREATE DATABASE " + MIGRATED);
            Database migrated = database(MIGRATED);
            try (SqlDatabase catalog = new SqlDatabase(
                    migrated.jdbcUrl(), migrated.user(), migrated.password(), CatalogConfig.DEFAULT.database())) {
                catalog.uses(CatalogFeature.SCHEMA);
                catalog.uses(IdempotencyKeys.SCHEMA);
                catalog.migrate();
            }
        }

        Database create(String template) {
            String name = "test" + databases.incrementAndGet();
            database("postgres").execute("CREATE DATABASE " + name + " TEMPLATE " + template);
            return database(name);
        }

        private Database database(String name) {
            return new Database(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(PostgresExtension.class))
                .computeIfAbsent(Server.class, key -> new Server(), Server.class)
                .create(parameter.isAnnotated(Empty.class) ? "template1" : Server.MIGRATED);
    }
}
