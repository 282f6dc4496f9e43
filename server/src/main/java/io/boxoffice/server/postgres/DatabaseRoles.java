package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the roles of the server's own PostgreSQL, at every start, also in one that an older version made with none of them. */
final class DatabaseRoles {
    /** What an older version made belongs to its superuser. What an extension brought stays the extension's. */
    private static final String GIVE_TO_OWNER = """
            DO $$
            DECLARE
              object record;
              owner oid := (SELECT oid FROM pg_roles WHERE rolname = '%1$s');
            BEGIN
              FOR object IN
                SELECT format('SCHEMA %%I', nspname) AS name FROM pg_namespace
                WHERE nspname IN ('catalog', 'sales') AND nspowner <> owner
                UNION ALL
                SELECT format('TABLE %%I.%%I', n.nspname, c.relname) FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('catalog', 'sales') AND c.relkind IN ('r', 'v') AND c.relowner <> owner AND NOT EXISTS
                  (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                UNION ALL
                SELECT format('ROUTINE %%s', p.oid::regprocedure) FROM pg_proc p
                JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname IN ('catalog', 'sales') AND p.proowner <> owner AND NOT EXISTS
                  (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
              LOOP
                EXECUTE format('ALTER %%s OWNER TO %1$s', object.name);
              END LOOP;
            END $$""";

    private DatabaseRoles() {}

    /**
     * Does it, in one transaction.
     *
     * @param connection to the database, as its superuser
     * @param passwords  the directory that has their passwords, or gets them
     */
    static void make(Connection connection, String database, Path passwords) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (DatabaseRole role : DatabaseRole.values()) {
                make(statement, role, DatabasePassword.readOrMake(passwords.resolve(role.passwordFile())));
            }
            String owner = DatabaseRole.OWNER.user();
            if (!isThere(
                    statement,
                    "pg_database WHERE datname = '" + database + "' AND pg_get_userbyid(datdba) = '" + owner + "'")) {
                statement.execute("ALTER DATABASE " + database + " OWNER TO " + owner);
            }
            statement.execute(GIVE_TO_OWNER.formatted(owner));
        }
        connection.commit();
    }

    /** Logs are not told the password, and PostgreSQL is told only what proves it. */
    private static void make(Statement statement, DatabaseRole role, String password) throws SQLException {
        if (!isThere(statement, "pg_roles WHERE rolname = '" + role.user() + "'")) {
            statement.execute("CREATE ROLE " + role.user());
        }
        statement.execute("ALTER ROLE " + role.user()
                + " WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '"
                + DatabasePassword.proof(password) + "'");
    }

    private static boolean isThere(Statement statement, String what) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + what)) {
            return row.next();
        }
    }
}
