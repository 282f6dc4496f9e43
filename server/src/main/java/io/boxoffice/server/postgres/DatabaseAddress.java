package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** How to connect to a PostgreSQL, whoever runs it. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /**
     * That of an embedded PostgreSQL which another process runs.
     *
     * @param directory its {@link EmbeddedDatabaseConfig#directory()}
     * @return empty when none runs there
     */
    public static Optional<DatabaseAddress> ofRunning(Path directory) throws IOException {
        Path cluster = directory.resolve("cluster");
        OptionalInt port = Files.isDirectory(cluster) ? Postmaster.portOf(cluster) : OptionalInt.empty();
        if (port.isEmpty()) {
            return Optional.empty();
        }
        String password = DatabasePassword.readOrMake(directory.resolve("password"));
        return Optional.of(new DatabaseAddress(
                EmbeddedDatabase.url(port.getAsInt(), EmbeddedDatabase.NAME), EmbeddedDatabase.NAME, password));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + jdbcUrl + ", user=" + user + "]";
    }
}
