package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** How to connect to a PostgreSQL, whoever runs it. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /**
     * As the owner, that of an embedded PostgreSQL which another process runs; as the superuser where that is of an older version,
     * which knows no owner.
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
        if (Files.exists(directory.resolve(DatabaseRole.OWNER.passwordFile()))) {
            return Optional.of(of(directory, port.getAsInt(), DatabaseRole.OWNER));
        }
        String password = DatabasePassword.readOrMake(directory.resolve("password"));
        return Optional.of(new DatabaseAddress(
                EmbeddedDatabase.url(port.getAsInt(), EmbeddedDatabase.NAME), EmbeddedDatabase.NAME, password));
    }

    static DatabaseAddress of(Path directory, int port, DatabaseRole role) throws IOException {
        String password = DatabasePassword.readOrMake(directory.resolve(role.passwordFile()));
        return new DatabaseAddress(EmbeddedDatabase.url(port, EmbeddedDatabase.NAME), role.user(), password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + jdbcUrl + ", user=" + user + "]";
    }
}
