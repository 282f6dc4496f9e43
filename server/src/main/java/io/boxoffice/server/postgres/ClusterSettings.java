package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that make PostgreSQL durable, modest, and reachable from this machine with the password only. */
final class ClusterSettings {
    private static final String FILE = "boxoffice.conf";
    private static final String INCLUDE = "include '" + FILE + "'";

    private ClusterSettings() {}

    /** Has postgresql.conf include them. Once, after the cluster was made. */
    static void include(Path cluster) throws IOException {
        Path main = cluster.resolve("postgresql.conf");
        String text = Files.readString(main);
        Files.writeString(
                main,
                text + "\n# Written by the server at every start. What stands below it here wins.\n" + INCLUDE + "\n");
    }

    /** Writes them; at every start. */
    static void write(Path cluster, EmbeddedDatabaseConfig config, int port) throws IOException {
        List<String> lines = List.of(
                "# Written at every start of the server: changes here are lost. Put yours into postgresql.conf.",
                "listen_addresses = '127.0.0.1'",
                "port = " + port,
                // The path of a socket may have 107 bytes at most, and a data directory's may be longer.
                "unix_socket_directories = ''",
                "password_encryption = 'scram-sha-256'",
                "scram_iterations = " + DatabasePassword.SCRAM_ITERATIONS,
                "fsync = on",
                "synchronous_commit = on",
                "full_page_writes = on",
                "max_connections = " + config.maxConnections(),
                "shared_buffers = " + config.sharedBuffersMib() + "MB",
                "huge_pages = off",
                "io_method = sync",
                "work_mem = 4MB",
                "maintenance_work_mem = 32MB",
                "autovacuum_max_workers = 2",
                "max_parallel_workers_per_gather = 0",
                "jit = off",
                "max_wal_size = 512MB",
                // A week of logs, each day over the one of a week ago.
                "logging_collector = on",
                "log_directory = 'log'",
                "log_filename = 'postgresql-%a.log'",
                "log_rotation_age = 1d",
                "log_rotation_size = 0",
                "log_truncate_on_rotation = on",
                "log_timezone = 'UTC'",
                "timezone = 'UTC'");
        Files.writeString(cluster.resolve(FILE), String.join("\n", lines) + "\n");
        Files.writeString(cluster.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    }
}
