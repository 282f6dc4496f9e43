package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks a started PostgreSQL itself whether it is what it was told to be; files can be overruled in many places. */
final class SafetyCheck {
    private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

    static {
        REQUIRED.put("fsync", "on");
        REQUIRED.put("synchronous_commit", "on");
        REQUIRED.put("full_page_writes", "on");
        REQUIRED.put("password_encryption", "scram-sha-256");
        REQUIRED.put("listen_addresses", "127.0.0.1");
    }

    private SafetyCheck() {}

    /**
     * @throws EmbeddedDatabaseException when a setting would lose data or let strangers in
     */
    static void run(Connection connection, Path cluster) throws SQLException, IOException {
        for (Map.Entry<String, String> setting : REQUIRED.entrySet()) {
            String value = ask(connection, "SHOW " + setting.getKey());
            if (!value.equals(setting.getValue())) {
                throw new EmbeddedDatabaseException("PostgreSQL runs with " + setting.getKey() + " = " + value
                        + ", it must be "
                        + setting.getValue() + ": remove that setting from postgresql.conf and postgresql.auto.conf in "
                        + cluster);
            }
        }
        String directory = ask(connection, "SHOW data_directory");
        if (!Path.of(directory).toRealPath().equals(cluster.toRealPath())) {
            throw new EmbeddedDatabaseException("PostgreSQL's data are in " + directory + " and not in " + cluster);
        }
        String open = ask(
                connection,
                "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL OR auth_method <> 'scram-sha-256'");
        if (!open.equals("0")) {
            throw new EmbeddedDatabaseException(
                    "pg_hba.conf in " + cluster + " lets connections in without a password");
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
