package io.boxoffice.server.backup;

import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.writer.SalesSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The schemas of a database that are Boxoffice's: the persistence writer's, and one of each feature that keeps something there. */
final class KnownSchemas {
    private KnownSchemas() {}

    /** Their names, the writer's first; those that are there alone. */
    static List<String> in(Connection connection) throws SQLException {
        List<String> known = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT nspname FROM pg_namespace ORDER BY nspname <> '" + SalesSchema.NAME + "', nspname")) {
            while (row.next()) {
                String name = row.getString(1);
                if (name.equals(SalesSchema.NAME) || FeatureSchema.isKnown(name)) {
                    known.add(name);
                }
            }
        }
        return known;
    }

    /** As SQL lists them. */
    static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
