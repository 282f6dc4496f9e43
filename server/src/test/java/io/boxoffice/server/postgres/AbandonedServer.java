package io.boxoffice.server.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** The main class of a process that starts PostgreSQL, writes a row, says so, and waits to be killed. */
final class AbandonedServer {
    private AbandonedServer() {}

    public static void main(String[] args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(Path.of(args[0])));
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (n int)");
            statement.execute("INSERT INTO kept VALUES (7)");
            System.out.println("ready on " + database.port());
            System.in.read();
        }
    }
}
