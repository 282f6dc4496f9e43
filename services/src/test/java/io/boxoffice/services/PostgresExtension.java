package io.boxoffice.services;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real PostgreSQL for the whole run, and an empty database of its own for each test that takes a {@link Database}. */
public final class PostgresExtension implements ParameterResolver {
    /** An empty database. */
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
        final EmbeddedPostgres postgres;
        final AtomicInteger databases = new AtomicInteger();

        Server() {
            try {
                postgres = EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Database create() {
            String name = "test" + databases.incrementAndGet();
            new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
                    .execute("CREATE DATABASE " + name);
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
                .create();
    }
}
